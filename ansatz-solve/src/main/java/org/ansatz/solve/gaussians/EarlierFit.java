package org.ansatz.solve.gaussians;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;
import org.ansatz.tensor.kernel.GaussianJetKernel;
import org.ansatz.tensor.kernel.JetKernel;

/** Gaussians of an earlier run, from which another fit begins; diagonal covariances may go on as full ones. */
record EarlierFit(Path file, Map<String, NdArray> arrays) {
    /**
     * Reads the model in a run folder.
     *
     * @throws InvalidProblem if there is none, or it is not one of Gaussians on all of the domain
     */
    static EarlierFit read(Path folder) {
        Path file = folder.resolve("model.safetensors");
        try {
            Safetensors.Content content = Safetensors.read(file);
            if (!GaussianForm.FORM.name().equals(content.metadata().get("family"))
                    || !content.tensors().containsKey("gaussian.weight")) {
                throw new InvalidProblem(
                        "solve: from: " + file + " holds no Gaussians on all of the domain with their means trained");
            }
            return new EarlierFit(file, content.tensors());
        } catch (IOException e) {
            throw new InvalidProblem("solve: from: " + file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Puts the earlier parameters in place of those at a beginning; rotations that it lacks stay as they are.
     *
     * @throws InvalidProblem if shapes differ
     */
    void into(GaussianJetKernel kernel, double[] theta) {
        for (JetKernel.Block block : kernel.blocks()) {
            NdArray array = arrays.get(block.name());
            if (array == null && block.name().equals("gaussian.rotation")) {
                continue;
            }
            long[] wanted = block.shape().stream().mapToLong(n -> n).toArray();
            if (array == null || !Arrays.equals(array.shape(), wanted)) {
                throw new InvalidProblem("solve: from: " + file + " has " + block.name() + " of shape "
                        + (array == null ? "none" : Arrays.toString(array.shape())) + ", these settings need "
                        + Arrays.toString(wanted) + " [sets or channels, gaussians...]");
            }
            System.arraycopy(array.values(), 0, theta, block.offset(), block.size());
        }
    }
}
