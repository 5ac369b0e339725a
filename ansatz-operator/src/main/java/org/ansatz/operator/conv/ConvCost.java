package org.ansatz.operator.conv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * What a network costs to keep, to train and to ask.
 *
 * @param parameters trained scalars in all
 * @param kernels trained scalars of kernels
 * @param bytes of its safetensors file
 * @param trainingBytes of a step of Adam on a batch of 16 blocks: parameters, their gradients and two moments, and all that
 *     the forward pass records (results of operations; not what libtorch needs within one)
 * @param latencySeconds for one block, the median of 50 after 10 others
 */
public record ConvCost(long parameters, long kernels, long bytes, long trainingBytes, double latencySeconds) {
    private static final int WARM_UP = 10;
    private static final int MEASURED = 50;
    private static final int BATCH = 16;
    // Parameters, gradients and Adam's two moments.
    private static final int COPIES = 4;

    /** Measures; the latency depends on what else the machine does. */
    public static ConvCost of(BlockModel<?> network) throws IOException {
        Path file = Files.createTempFile("generator", ".safetensors");
        try {
            network.save(file);
            return new ConvCost(
                    network.parameters().count(),
                    network.kernelParameterCount(),
                    Files.size(file),
                    training(network),
                    latency(network));
        } finally {
            Files.delete(file);
        }
    }

    private static long training(BlockModel<?> network) {
        long size = network.parameters().precision() == DType.FLOAT64 ? Double.BYTES : Float.BYTES;
        Scope scope = Scope.open();
        try {
            network.forward(input(network, BATCH)).square().mean();
            return scope.bytes() + COPIES * size * network.parameters().count();
        } finally {
            scope.close();
        }
    }

    private static Tensor input(BlockModel<?> network, int batch) {
        long[] shape = network.readsBlocks()
                ? BlockData.shape(batch, network.shape().block())
                : new long[] {batch, network.shape().parameters()};
        return Tensor.zeros(network.parameters().precision(), Device.CPU, shape);
    }

    private static double latency(BlockModel<?> network) {
        double[] seconds = new double[MEASURED];
        Scope.run(() -> {
            Tensor x = input(network, 1);
            for (int k = -WARM_UP; k < MEASURED; k++) {
                long begin = System.nanoTime();
                Scope.run(() -> Autograd.noGrad(() -> network.forward(x)).close());
                if (k >= 0) {
                    seconds[k] = (System.nanoTime() - begin) * 1e-9;
                }
            }
        });
        Arrays.sort(seconds);
        return 0.5 * (seconds[MEASURED / 2 - 1] + seconds[MEASURED / 2]);
    }
}
