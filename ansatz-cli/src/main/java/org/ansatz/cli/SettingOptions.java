package org.ansatz.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import picocli.CommandLine.Option;

/** Options of commands that start a run. */
final class SettingOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "setting, over the one in the file (ansatz methods lists them); several may follow")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "seed of all random numbers (default 1; of studies 0)")
    private Long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "run folder, new or empty (default runs/NAME-TIME)")
    private Path out;

    Long seed() {
        return seed;
    }

    Path out() {
        return out;
    }

    /**
     * The settings given by {@code --set} over others.
     *
     * @throws InvalidProblem for an entry that is no assignment
     */
    Settings over(Settings others) {
        return assigned(assignments, others);
    }

    /** Assignments {@code KEY=VALUE} over other settings. */
    static Settings assigned(List<String> assignments, Settings others) {
        Settings settings = others;
        for (String assignment : assignments) {
            int cut = assignment.indexOf('=');
            if (cut < 1) {
                throw new InvalidProblem("--set " + assignment + ": expected KEY=VALUE, such as --set points=4000");
            }
            String name = assignment.substring(0, cut).trim();
            settings = settings.with(name, assignment.substring(cut + 1).trim(), "--set " + assignment);
        }
        return settings;
    }
}
