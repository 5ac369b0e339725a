package org.ansatz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.report.ErrorMeasure;
import org.ansatz.physics.report.OutputValues;
import org.ansatz.physics.report.ProblemPicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a problem file says, whether it is well posed, and what it will cost. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads a problem file: what it says, whether it is well posed, what it will cost.")
final class CheckCommand implements Callable<Integer> {
    private static final int POINTS_DRAWN = 1500;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the problem file")
    private Path file;

    @Option(names = "--method", paramLabel = "M", description = "method, over the one in the file")
    private String method;

    @Option(
            names = "--picture",
            paramLabel = "FILE.png",
            description = "also draw the domain with its collocation and condition points")
    private Path picture;

    @Mixin
    private SettingOptions options;

    @Mixin
    private OutputOptions output;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Problem problem = ProblemFile.read(file);
        OutputValues.check(problem);
        ErrorMeasure.checkReference(problem);
        Choice choice = Choice.of(problem, new Choice.Wishes(method, null, null, new MonitorOption(), options));
        ProblemDescription description = ProblemDescription.of(choice);
        if (picture != null) {
            draw(problem, choice.seed());
        }
        if (output.json()) {
            console.out().println(description.json());
        } else {
            console.out().print(description.text());
            if (picture != null) {
                console.out().println("picture     " + picture);
            }
        }
        return ExitStatus.DONE;
    }

    private void draw(Problem problem, long seed) {
        try {
            ProblemPicture.draw(problem, picture, POINTS_DRAWN, seed);
        } catch (IOException e) {
            throw new InvalidProblem("--picture " + picture + ": cannot be written (" + e.getMessage() + ")");
        }
    }
}
