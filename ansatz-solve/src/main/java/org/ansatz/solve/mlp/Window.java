package org.ansatz.solve.mlp;

import java.util.Arrays;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.kernel.MlpJetKernel;

/**
 * A network and its parameters on a stretch of the marching coordinate.
 *
 * @param axis the marching input, or -1
 */
record Window(int axis, double from, double to, Network network, double[] theta) {
    /** Adds weights and shape under names that begin with {@code prefix}. */
    void write(String prefix, Map<String, NdArray> tensors) {
        for (MlpJetKernel.Layer layer : network.kernel().layers()) {
            tensors.put(
                    prefix + layer.name() + ".weight",
                    new NdArray(
                            new long[] {layer.out(), layer.in()},
                            Arrays.copyOfRange(theta, layer.weights(), layer.biases())));
            tensors.put(
                    prefix + layer.name() + ".bias",
                    NdArray.of(Arrays.copyOfRange(theta, layer.biases(), layer.biases() + layer.out())));
        }
        NetworkForm.write(this, prefix, tensors);
    }
}
