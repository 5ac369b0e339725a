package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.report.ComparisonReport;
import org.ansatz.physics.report.ComparisonReport.Entry;
import org.ansatz.physics.report.ErrorMeasure;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.physics.report.SolutionReport;
import org.ansatz.solve.Solvers;
import org.ansatz.solve.collocation.FitSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Solves one problem in several ways on equal terms. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Solves a problem by several methods or optimizers: one table, one figure, who wins.")
final class CompareCommand implements Callable<Integer>, WritesRunFolder {
    private static final double WARM_UP_SECONDS = 2;

    private final Console console;
    private Path place;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the problem file")
    private Path file;

    @Option(names = "--methods", split = ",", paramLabel = "A,B,C", description = "methods to compare")
    private List<String> methods = new ArrayList<>();

    @Option(names = "--optimizers", split = ",", paramLabel = "A,B,C", description = "optimizers of one method")
    private List<String> optimizers = new ArrayList<>();

    @Option(names = "--method", paramLabel = "M", description = "the method whose optimizers are compared")
    private String method;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu or cuda")
    private String device;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Path runFolder() {
        return place;
    }

    @Override
    public Integer call() throws IOException {
        if (methods.isEmpty() == optimizers.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "one of --methods a,b,c and --optimizers a,b,c is needed");
        }
        Problem problem = ProblemFile.read(file);
        Map<String, Choice> choices = choices(problem);
        for (Choice choice : choices.values()) {
            Work.checkBefore(choice, console);
        }
        RunFolder folder = RunFolder.create(options.out(), problem.name() + "-compare");
        place = folder.path();
        console.interruption().listen(console.err());
        console.err().println(terms(choices));
        if (!optimizers.isEmpty()) {
            warmUp(choices.values().iterator().next());
        }
        return compare(problem, choices, folder);
    }

    /** What is compared, by label; everything is checked before the first starts. */
    private Map<String, Choice> choices(Problem problem) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (String name : methods) {
            choices.put(name, budgeted(problem, Choice.of(problem, wishes(name, null))));
        }
        for (String name : optimizers) {
            choices.put(name, sameSize(budgeted(problem, Choice.of(problem, wishes(method, name)))));
        }
        return choices;
    }

    private Choice.Wishes wishes(String methodName, String optimizer) {
        return new Choice.Wishes(methodName, optimizer, device, new MonitorOption(), options);
    }

    /** The same budget for all that have one. */
    private static Choice budgeted(Problem problem, Choice choice) {
        if (!choice.declares("time") || choice.settings().has("time")) {
            return choice;
        }
        return choice.with(choice.settings().with("time", FitSettings.standardTime(problem)));
    }

    /** Optimizers are compared on one size of trial functions, unless the user lets them grow. */
    private static Choice sameSize(Choice choice) {
        return !choice.declares("grow") || choice.settings().has("grow")
                ? choice
                : choice.with(choice.settings().with("grow", "false"));
    }

    /** Loads and compiles what all optimizers need, so that the first is not charged for it. */
    private static void warmUp(Choice choice) {
        if (choice.declares("time") && choice.settings().number("time", 0) > WARM_UP_SECONDS) {
            choice.solver()
                    .solve(
                            choice.problem(),
                            choice.settings().with("time", WARM_UP_SECONDS),
                            Run.silent(choice.seed()));
        }
    }

    /** The folder of one answer within that of the comparison. */
    private Path folderOf(String label) {
        return place.resolve(label.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("-$", ""));
    }

    private static String terms(Map<String, Choice> choices) {
        StringBuilder text = new StringBuilder("equal terms: one problem, one process, one after the other, ");
        text.append(Runtime.getRuntime().availableProcessors()).append(" processors; budget of wall time");
        choices.forEach((label, choice) -> text.append(", ")
                .append(label)
                .append(' ')
                .append(choice.declares("time") ? choice.settings().text("time", "") + " s" : "none"));
        return text.toString();
    }

    private int compare(Problem problem, Map<String, Choice> choices, RunFolder folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<String, Solution> solutions = new LinkedHashMap<>();
        Map<String, Work> works = new LinkedHashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Long> memory = new LinkedHashMap<>();
        for (Map.Entry<String, Choice> entry : choices.entrySet()) {
            if (console.interruption().requested()) {
                break;
            }
            String label = entry.getKey();
            console.err().println(label + " ...");
            Work work = new Work(entry.getValue(), RunFolder.create(folderOf(label), label), false, console);
            Metrics.forgetPeak();
            long begun = System.nanoTime();
            try {
                solutions.put(label, work.solve());
            } finally {
                work.line().clear();
            }
            seconds.put(label, (System.nanoTime() - begun) * 1e-9);
            memory.put(label, Metrics.peakResident());
            works.put(label, work);
        }
        for (Map.Entry<String, Solution> entry : solutions.entrySet()) {
            String label = entry.getKey();
            Solution solution = entry.getValue();
            ErrorMeasure.Result error = works.get(label).measure(solution, classical(solutions));
            works.get(label).line().clear();
            entries.add(new Entry(label, solution, error, seconds.get(label), memory.get(label)));
            SolutionReport.write(
                    new RunFolder(folderOf(label)),
                    choices.get(label).problem(),
                    solution,
                    error,
                    works.get(label).facts());
        }
        return tell(
                problem,
                new ComparisonReport(
                        problem, entries, choices.values().iterator().next().seed()),
                folder);
    }

    /** The classical solver as reference: if it takes part, with its answer. */
    private static Solver classical(Map<String, Solution> solutions) {
        Solution answer = solutions.get(Solvers.classical().name());
        return answer == null ? Solvers.classical() : new KnownAnswer(Solvers.classical(), answer);
    }

    private int tell(Problem problem, ComparisonReport report, RunFolder folder) throws IOException {
        Metrics metrics = report.write(folder);
        if (output.json()) {
            ObjectNode root = (ObjectNode) new JsonMapper().readTree(metrics.json());
            root.put("verdict", report.verdict());
            root.put("folder", place.toString());
            console.out().println(root.toPrettyString());
        } else {
            console.out().println(problem.title());
            console.out().print(report.table());
            report.entries().stream()
                    .map(e -> e.label() + ": error " + e.error().sentence())
                    .forEach(console.out()::println);
            console.out().println(report.verdict());
            console.out().println("report  " + folder.report());
        }
        return console.interruption().requested() ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
    }
}
