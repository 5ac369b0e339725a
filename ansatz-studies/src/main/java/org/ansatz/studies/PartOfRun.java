package org.ansatz.studies;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;

/**
 * A run as a part of it sees it: the same folder and seed, and a share of its progress.
 *
 * @param from progress of the whole at the part's start
 * @param share of the whole
 */
record PartOfRun(Run whole, double from, double share) implements Run {
    @Override
    public long seed() {
        return whole.seed();
    }

    @Override
    public Optional<Path> folder() {
        return whole.folder();
    }

    @Override
    public boolean resuming() {
        return whole.resuming();
    }

    @Override
    public void say(String message) {
        whole.say(message);
    }

    @Override
    public void progress(double fraction, String stage, long step, Map<String, Double> figures) {
        whole.progress(from + share * fraction, stage, step, figures);
    }

    @Override
    public boolean stopRequested() {
        return whole.stopRequested();
    }
}
