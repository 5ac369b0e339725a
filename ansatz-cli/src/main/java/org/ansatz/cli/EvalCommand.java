package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates a finished run's solution at given points. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Evaluates the solution of a run, and its derivatives, at the points of a file.")
final class EvalCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN", description = "a run folder")
    private Path run;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "points.csv",
            description = "points: a header with the names of the coordinates, then a row for each")
    private Path at;

    @Option(names = "--out", required = true, paramLabel = "values.csv", description = "the file to write")
    private Path out;

    @Option(
            names = "--fields",
            split = ",(?![^{]*})",
            paramLabel = "u,u_x",
            description = "fields and derivatives (default: all fields)")
    private List<String> fields = new ArrayList<>();

    @Mixin
    private OutputOptions output;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        RunConfig config = RunConfig.read(folder);
        Problem problem = config.problem(folder);
        List<String> names = fields.isEmpty() ? problem.fields() : fields;
        Names words = words(problem);
        List<FieldTerm> terms = names.stream().map(name -> term(name, words)).toList();
        PointTable points = PointTable.read(at, problem);
        Solver solver = Methods.named(config.method());
        if (!Files.isDirectory(folder.path()) || !Files.exists(folder.metrics())) {
            throw new InvalidProblem(run + ": the run did not finish, there is no solution to evaluate");
        }
        Solution solution = solver.load(problem, problem.settings(), folder.path());
        for (int k = 0; k < names.size(); k++) {
            if (terms.get(k).orders().order() > solution.maximumOrder()) {
                throw new InvalidProblem("--fields " + names.get(k)
                        + ": this solution delivers derivatives up to order " + solution.maximumOrder());
            }
        }
        points.write(out, names, solution.evaluate(points.points(), terms));
        int count = points.points()[0].length;
        if (output.json()) {
            ObjectNode root = new JsonMapper().createObjectNode();
            console.out()
                    .println(root.put("points", count)
                            .put("fields", String.join(",", names))
                            .put("file", out.toString())
                            .toPrettyString());
        } else {
            console.out().println(String.join(", ", names) + " at " + count + " points written to " + out);
        }
        return ExitStatus.DONE;
    }

    private static Names words(Problem problem) {
        Names words = new Names();
        for (Input input : problem.inputs()) {
            if (input.kind() != Input.Kind.RANGING) {
                words.addCoordinate(input.name());
            }
        }
        for (Input input : problem.inputs()) {
            if (input.kind() == Input.Kind.RANGING) {
                words.addRanging(input.name());
            }
        }
        problem.fields().forEach(words::addField);
        return words;
    }

    private static FieldTerm term(String name, Names words) {
        Expr expression;
        try {
            expression = FormulaReader.expression(name, words);
        } catch (FormulaError e) {
            throw new InvalidProblem("--fields " + name + ": " + e.getMessage());
        }
        if (expression instanceof FieldTerm term) {
            return term;
        }
        throw new InvalidProblem("--fields " + name + ": expected a field or a derivative of one; fields: "
                + String.join(", ", words.fields()));
    }
}
