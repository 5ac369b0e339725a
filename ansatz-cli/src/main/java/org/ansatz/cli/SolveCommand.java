package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.report.ErrorMeasure;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.physics.report.SolutionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Solves a problem file. */
@Command(
        name = "solve",
        mixinStandardHelpOptions = true,
        description = "Solves a problem and writes a run folder with solution, error, pictures and report.")
final class SolveCommand implements Callable<Integer>, WritesRunFolder {
    private final Console console;
    private Path place;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the problem file (docs/problem-file.md)")
    private Path file;

    @Option(names = "--method", paramLabel = "M", description = "method, over the one in the file (default mlp)")
    private String method;

    @Option(names = "--optimizer", paramLabel = "O", description = "the method's setting `optimizer`")
    private String optimizer;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu or cuda")
    private String device;

    @Option(names = "--resume", paramLabel = "RUN", description = "goes on with an interrupted run in its folder")
    private Path resume;

    @Mixin
    private MonitorOption monitor;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    SolveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Path runFolder() {
        return place;
    }

    @Override
    public Integer call() throws IOException {
        if (file == null && resume == null) {
            throw new ParameterException(spec.commandLine(), "a problem FILE is needed, or --resume RUN");
        }
        if (resume != null && options.out() != null) {
            throw new ParameterException(
                    spec.commandLine(), "--resume goes on in the run's own folder; leave out --out");
        }
        RunFolder earlier = resume == null ? null : RunFolder.open(resume);
        Problem problem = earlier == null ? ProblemFile.read(file) : continued(earlier);
        Choice choice = Choice.of(problem, new Choice.Wishes(method, optimizer, device, monitor, options));
        Work.checkBefore(choice, console);
        RunFolder folder = earlier == null ? RunFolder.create(options.out(), problem.name()) : earlier;
        place = folder.path();
        return solve(choice, folder);
    }

    private Problem continued(RunFolder folder) {
        RunConfig config = RunConfig.read(folder);
        Problem problem = config.problem(folder);
        if (file != null) {
            Problem given = ProblemFile.read(file);
            if (!given.source().text().equals(problem.source().text())) {
                throw new InvalidProblem(file + ": not the problem that " + folder.path()
                        + " was solving; --resume RUN alone takes the problem from there");
            }
        }
        return problem.withSettings(
                problem.settings().with("method", config.method()).with("seed", config.seed()));
    }

    private int solve(Choice choice, RunFolder folder) throws IOException {
        Work work = new Work(choice, folder, resume != null, console);
        work.recordConfiguration();
        console.interruption().listen(console.err());
        Solution solution;
        ErrorMeasure.Result error;
        Metrics metrics;
        try {
            solution = work.solve();
            error = work.measure(solution);
            metrics = SolutionReport.write(folder, choice.problem(), solution, error, work.facts());
        } finally {
            work.line().clear();
        }
        SolveSummary summary = new SolveSummary(choice, folder, solution, error, metrics);
        if (output.json()) {
            console.out().println(summary.json());
        } else {
            console.out().print(summary.text());
        }
        if (solution.outcome().status() != Status.INTERRUPTED) {
            return ExitStatus.DONE;
        }
        console.err().println("ansatz: interrupted; to go on: ansatz solve --resume " + folder.path());
        return ExitStatus.INTERRUPTED;
    }
}
