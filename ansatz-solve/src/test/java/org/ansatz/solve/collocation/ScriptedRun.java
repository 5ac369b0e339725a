package org.ansatz.solve.collocation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;

/** A run that keeps what it is told, and that is stopped at a step or goes on from a checkpoint. */
public final class ScriptedRun implements Run {
    private final long seed;
    private final Path folder;
    private final long stopAt;
    private final boolean resuming;
    private final List<String> said = new ArrayList<>();
    private long step;

    private ScriptedRun(long seed, Path folder, long stopAt, boolean resuming) {
        this.seed = seed;
        this.folder = folder;
        this.stopAt = stopAt;
        this.resuming = resuming;
    }

    /** In memory, to its end. */
    public static ScriptedRun listening(long seed) {
        return new ScriptedRun(seed, null, Long.MAX_VALUE, false);
    }

    /** With checkpoints, stopped once progress tells of that step. */
    public static ScriptedRun stoppedAt(long step, Path folder, long seed) {
        return new ScriptedRun(seed, folder, step, false);
    }

    /** Goes on from the folder's checkpoint. */
    public static ScriptedRun goingOn(Path folder, long seed) {
        return new ScriptedRun(seed, folder, Long.MAX_VALUE, true);
    }

    /** What the user was told. */
    public List<String> said() {
        return said;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    @Override
    public boolean resuming() {
        return resuming;
    }

    @Override
    public void say(String message) {
        said.add(message);
    }

    @Override
    public void progress(double fraction, String stage, long now, Map<String, Double> figures) {
        step = now;
    }

    @Override
    public boolean stopRequested() {
        return step >= stopAt;
    }
}
