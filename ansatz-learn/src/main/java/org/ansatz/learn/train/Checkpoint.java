package org.ansatz.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/** A checkpoint file that is replaced in two steps: a state is held until it proves good, then written. */
final class Checkpoint {
    private final Path file;
    private final long every;
    private Safetensors.Content held;
    private long written = -1;

    Checkpoint(Path file, long every) {
        if (every < 1) {
            throw new IllegalArgumentException("steps between checkpoints must be positive, got " + every);
        }
        this.file = file;
        this.every = every;
    }

    private Checkpoint() {
        file = null;
        every = Long.MAX_VALUE;
    }

    /** No file at all. */
    static Checkpoint none() {
        return new Checkpoint();
    }

    boolean exists() {
        return file != null;
    }

    boolean due(long steps) {
        return exists() && steps % every == 0;
    }

    /** Remembers a state; replaces one that was not written yet. */
    void hold(Supplier<Safetensors.Content> state) {
        if (exists()) {
            held = state.get();
        }
    }

    /** Writes the state that is held, if any. */
    void commit() throws IOException {
        if (held == null) {
            return;
        }
        // Written beside and moved, so that an interruption cannot leave half a checkpoint.
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        Safetensors.write(fresh, held.tensors(), held.metadata());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        written = Long.parseLong(held.metadata().get("step"));
        held = null;
    }

    /** A half-sentence for a failure. */
    String lastGood() {
        if (!exists()) {
            return "";
        }
        return written < 0
                ? "; no good checkpoint was written"
                : "; the last good checkpoint is " + file + ", of step " + written;
    }

    /** The entries whose names begin with a prefix, without it. */
    static Map<String, NdArray> part(Safetensors.Content content, String prefix) {
        Map<String, NdArray> part = new LinkedHashMap<>();
        content.tensors().forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), array);
            }
        });
        return part;
    }
}
