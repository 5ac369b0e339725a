package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A method of solving problems. */
public interface Solver {
    /** The word in {@code method: ...}. */
    String name();

    /** One line for {@code ansatz methods}. */
    String summary();

    List<Settings.Setting> settings();

    /** Why this method cannot solve the problem, in one sentence that names the place; empty if it can. */
    Optional<String> refuses(Problem problem, Settings settings);

    /** What solving will cost at most, as far as it can be told before. */
    default Optional<Cost> cost(Problem problem, Settings settings) {
        return Optional.empty();
    }

    /**
     * @throws NumericalFailure if the numbers break down; the run keeps the last good checkpoint
     * @throws InvalidProblem if the problem or a setting is wrong for this method
     */
    Solution solve(Problem problem, Settings settings, Run run);

    /**
     * Settings with more freedom, for a second run whose difference to the first estimates the error; the same settings if
     * the method has no size of its own.
     */
    default Settings larger(Problem problem, Settings settings) {
        return settings;
    }

    /** Reads back what {@link Solution#save} wrote. */
    Solution load(Problem problem, Settings settings, Path folder) throws IOException;

    /**
     * A forecast.
     *
     * @param seconds wall time
     * @param bytes of the largest arrays
     * @param basis what it was worked out from, for the reader
     */
    record Cost(double seconds, long bytes, String basis) {}
}
