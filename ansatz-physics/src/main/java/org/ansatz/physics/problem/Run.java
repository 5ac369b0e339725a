package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One execution: where it writes, what it tells the user, when it must stop. */
public interface Run {
    long seed();

    /** Where checkpoints go; empty for a run in memory. */
    Optional<Path> folder();

    /** Whether an earlier run's checkpoint in {@link #folder} is to be continued. */
    default boolean resuming() {
        return false;
    }

    /** A sentence for the user. */
    void say(String message);

    /**
     * Progress for bar and history.
     *
     * @param fraction of the work or of the time budget done, in [0, 1]
     * @param stage what is being done ("Gauss-Newton, window 2 of 5")
     * @param figures losses by term and the like
     */
    void progress(double fraction, String stage, long step, Map<String, Double> figures);

    /** True once the user asked to stop: the solver keeps a checkpoint and returns what it has, INTERRUPTED. */
    boolean stopRequested();

    /** A silent run in memory. */
    static Run silent(long seed) {
        return new Run() {
            @Override
            public long seed() {
                return seed;
            }

            @Override
            public Optional<Path> folder() {
                return Optional.empty();
            }

            @Override
            public void say(String message) {}

            @Override
            public void progress(double fraction, String stage, long step, Map<String, Double> figures) {}

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
    }
}
