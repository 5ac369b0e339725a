package org.ansatz.studies;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;

/**
 * A part of a whole run: its progress is a share of the whole's.
 *
 * @param from where the part begins, in [0, 1]
 * @param length share of the whole
 * @param stage what is being done; empty for what the part says itself
 * @param folder for checkpoints, empty for none
 */
record RunPart(Run whole, double from, double length, String stage, Optional<Path> folder) implements Run {
    /** A part that keeps no checkpoints. */
    static RunPart inMemory(Run whole, double from, double length, String stage) {
        return new RunPart(whole, from, length, stage, Optional.empty());
    }

    /** One of several equal parts, which keeps its checkpoints in the folder of the whole. */
    static RunPart of(Run whole, int index, int count, String stage) {
        return new RunPart(whole, (double) index / count, 1.0 / count, stage, whole.folder());
    }

    /**
     * The part of the whole that one of several works has.
     *
     * @param loads of all works in the order in which they are done, in any unit
     * @param name of the work
     */
    static RunPart of(Run whole, Map<String, Double> loads, String name) {
        double all = loads.values().stream().mapToDouble(load -> load).sum();
        double before = loads.keySet().stream()
                .takeWhile(other -> !other.equals(name))
                .mapToDouble(loads::get)
                .sum();
        return new RunPart(whole, before / all, loads.get(name) / all, "", whole.folder());
    }

    @Override
    public long seed() {
        return whole.seed();
    }

    @Override
    public boolean resuming() {
        return whole.resuming() && folder.isPresent();
    }

    @Override
    public void say(String message) {
        whole.say(message);
    }

    @Override
    public void progress(double fraction, String inner, long step, Map<String, Double> figures) {
        whole.progress(from + length * fraction, stage.isEmpty() ? inner : stage, step, figures);
    }

    @Override
    public boolean stopRequested() {
        return whole.stopRequested();
    }
}
