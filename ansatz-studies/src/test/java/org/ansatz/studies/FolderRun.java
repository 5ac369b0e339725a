package org.ansatz.studies;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;

/** A silent run of seed zero that writes to a folder and is never stopped. */
record FolderRun(Path place) implements Run {
    @Override
    public long seed() {
        return 0;
    }

    @Override
    public Optional<Path> folder() {
        return Optional.of(place);
    }

    @Override
    public void say(String message) {}

    @Override
    public void progress(double fraction, String stage, long step, Map<String, Double> figures) {}

    @Override
    public boolean stopRequested() {
        return false;
    }
}
