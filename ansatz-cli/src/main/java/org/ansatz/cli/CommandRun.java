package org.ansatz.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;

/** A run started from the command line: it has a folder, shows progress, and stops when the user asks. */
record CommandRun(long seed, Path place, boolean resuming, ProgressLine line, Interruption interruption)
        implements Run {
    @Override
    public Optional<Path> folder() {
        return Optional.of(place);
    }

    @Override
    public void say(String message) {
        line.say(message);
    }

    @Override
    public void progress(double fraction, String stage, long step, Map<String, Double> figures) {
        line.update(fraction, stage, step, figures);
    }

    @Override
    public boolean stopRequested() {
        return interruption.requested();
    }
}
