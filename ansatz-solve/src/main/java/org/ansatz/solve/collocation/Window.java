package org.ansatz.solve.collocation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * Trial functions and their parameters on a stretch of the marching coordinate.
 *
 * @param axis the marching input, or -1
 */
record Window(int axis, double from, double to, Trial trial, double[] theta) {
    /** What part of the domain this is, for the reader. */
    String name(Problem problem) {
        return String.format(
                Locale.ROOT, "%s from %.4g to %.4g", problem.inputNames().get(axis), from, to);
    }

    /** Adds parameters and shape under names that begin with {@code prefix}. */
    void write(String prefix, KernelForm form, Map<String, NdArray> tensors) {
        for (JetKernel.Block block : trial.kernel().blocks()) {
            long[] shape = block.shape().stream().mapToLong(n -> n).toArray();
            double[] values = Arrays.copyOfRange(theta, block.offset(), block.offset() + block.size());
            tensors.put(prefix + block.name(), new NdArray(shape, values));
        }
        WindowArrays.write(this, prefix, form, tensors);
    }
}
