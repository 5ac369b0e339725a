package org.ansatz.solve.collocation;

import java.util.Arrays;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * Trial functions and their parameters on a stretch of the marching coordinate.
 *
 * @param axis the marching input, or -1
 */
record Window(int axis, double from, double to, Trial trial, double[] theta) {
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
