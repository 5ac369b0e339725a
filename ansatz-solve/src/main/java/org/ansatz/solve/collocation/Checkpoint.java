package org.ansatz.solve.collocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * Where a run stands: the windows that are done, the march, the fit in progress.
 *
 * @param march position and window length of the march, steps of finished fits, number of the attempt
 */
record Checkpoint(List<Window> windows, double[] march, FitState fit) {
    private static final String FORMAT = "ansatz-checkpoint-1";

    static Path file(Path folder) {
        return folder.resolve("checkpoint.safetensors");
    }

    /** Writes beside and moves, so that an interruption cannot leave half a checkpoint. */
    void write(Path folder, Problem problem, KernelForm form, long seed) {
        Map<String, NdArray> tensors = new LinkedHashMap<>(fit.tensors());
        tensors.put("march", NdArray.of(march));
        for (int w = 0; w < windows.size(); w++) {
            windows.get(w).write("window_" + w + ".", form, tensors);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("format", FORMAT);
        notes.put("family", form.name());
        notes.put("problem", problem.name());
        notes.put("seed", Long.toString(seed));
        notes.put(
                "axis", Integer.toString(windows.isEmpty() ? -1 : windows.get(0).axis()));
        notes.put("windows", Integer.toString(windows.size()));
        Path target = file(folder);
        Path fresh = target.resolveSibling(target.getFileName() + ".part");
        try {
            Safetensors.write(fresh, tensors, notes);
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a checkpoint.
     *
     * @throws InvalidProblem if there is none, or it belongs to another problem or seed
     */
    static Checkpoint read(Path folder, Problem problem, KernelForm form, long seed) {
        Path source = file(folder);
        if (!Files.exists(source)) {
            throw new InvalidProblem(folder + " holds no checkpoint to resume from");
        }
        try {
            Safetensors.Content content = Safetensors.read(source);
            Map<String, String> notes = content.metadata();
            if (!FORMAT.equals(notes.get("format"))
                    || !form.name().equals(notes.get("family"))
                    || !problem.name().equals(notes.get("problem"))
                    || !Long.toString(seed).equals(notes.get("seed"))) {
                throw new InvalidProblem(source + " belongs to problem " + notes.get("problem") + " by "
                        + notes.get("family") + " with seed " + notes.get("seed") + ", not to " + problem.name()
                        + " by " + form.name() + " with seed " + seed);
            }
            int axis = Integer.parseInt(notes.get("axis"));
            List<Window> windows = new ArrayList<>();
            for (int w = 0; w < Integer.parseInt(notes.get("windows")); w++) {
                windows.add(WindowArrays.read(content.tensors(), "window_" + w + ".", problem, form, axis));
            }
            return new Checkpoint(windows, content.tensors().get("march").values(), FitState.of(content.tensors()));
        } catch (IOException e) {
            throw new InvalidProblem(source + ": " + e.getMessage());
        }
    }
}
