package org.ansatz.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Finding;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemCheck;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.report.ErrorMeasure;
import org.ansatz.physics.report.OutputValues;
import org.ansatz.physics.report.ReferenceSource;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFacts;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.solve.Solvers;

/** One problem solved by one method in one run folder: from the checks before to the error measured after. */
final class Work {
    private final Choice choice;
    private final RunFolder folder;
    private final Console console;
    private final ProgressLine line;
    private final Run run;
    private final long begun = System.nanoTime();
    private final List<String> warnings;
    private Optional<String> earlierConfiguration = Optional.empty();

    Work(Choice choice, RunFolder folder, boolean resuming, Console console) {
        this.choice = choice;
        this.folder = folder;
        this.console = console;
        this.warnings = warnings(choice);
        this.line = new ProgressLine(console);
        this.run = new CommandRun(choice.seed(), folder.path(), resuming, line, console.interruption());
    }

    /**
     * What can be found out before any work is done; warnings go to standard error, and into the report.
     *
     * @throws InvalidProblem if an output or the reference file does not fit the problem
     */
    static void checkBefore(Choice choice, Console console) {
        OutputValues.check(choice.problem());
        ErrorMeasure.checkReference(choice.problem());
        warnings(choice).forEach(warning -> console.err().println("ansatz: warning: " + warning));
        if (!choice.setAside().isEmpty()) {
            console.err()
                    .println("ansatz: " + String.join(", ", choice.setAside()) + " under solve: not a setting of "
                            + choice.solver().name() + ", left aside");
        }
    }

    private static List<String> warnings(Choice choice) {
        return ProblemCheck.of(choice.problem()).warnings().stream()
                .map(Finding::message)
                .toList();
    }

    ProgressLine line() {
        return line;
    }

    /** Written before the work, so that an interrupted or failed run can be repeated and resumed. */
    void recordConfiguration() throws IOException {
        if (run.resuming() && Files.exists(folder.config())) {
            earlierConfiguration = Optional.of(Files.readString(folder.config()));
        }
        RunConfig.of(choice.problem(), facts()).write(folder);
    }

    Solution solve() {
        try {
            return choice.solver().solve(choice.problem(), choice.settings(), run);
        } catch (InvalidProblem e) {
            restoreConfiguration();
            throw choice.settings().placed(e);
        }
    }

    /** What a method refuses to go on with must not stand in the way of going on as before. */
    private void restoreConfiguration() {
        try {
            if (earlierConfiguration.isPresent()) {
                Files.writeString(folder.config(), earlierConfiguration.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunFacts facts() {
        double seconds = (System.nanoTime() - begun) * 1e-9;
        RunFacts facts = RunFacts.of(
                choice.solver(),
                choice.settings(),
                choice.seed(),
                seconds,
                choice.settings().text("device", "cpu"));
        for (String warning : warnings) {
            facts = facts.warn(warning);
        }
        return facts;
    }

    /** The error of the answer, against the best truth at hand. */
    ErrorMeasure.Result measure(Solution solution) {
        return measure(solution, Solvers.classical());
    }

    /** The same with a classical solver that may hold its answer already. */
    ErrorMeasure.Result measure(Solution solution, Solver classical) {
        if (solution.outcome().status() == Status.INTERRUPTED) {
            return ErrorMeasure.of(choice.problem(), solution, ReferenceSource.none());
        }
        ReferenceSource source = ReferenceSource.none().in(run);
        if (choice.solver() != Solvers.classical()) {
            source = source.withClassical(classical).withSecondRun(() -> again(solution));
        }
        return ErrorMeasure.of(choice.problem(), solution, source);
    }

    /** Another seed and a larger ansatz, in a folder of its own. */
    private Solution again(Solution first) {
        long seed = choice.seed() + 1;
        double seconds = Math.ceil(first.outcome().seconds());
        line.say("no exact solution, reference or classical solver here: a second run (seed " + seed
                + ") estimates the error");
        Settings settings = choice.solver().larger(choice.problem(), choice.settings());
        if (choice.declares("seed")) {
            settings = settings.with("seed", seed);
        }
        if (choice.declares("time")) {
            settings = settings.with("time", seconds);
        }
        Problem problem = choice.problem().withSettings(settings);
        return choice.solver()
                .solve(problem, settings, new CommandRun(seed, secondFolder(), false, line, console.interruption()));
    }

    private Path secondFolder() {
        try {
            return Files.createDirectories(folder.path().resolve("second-run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
