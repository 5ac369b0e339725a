package org.ansatz.operator.conv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * What a generator costs to keep and to ask.
 *
 * @param parameters trained scalars in all
 * @param kernels trained scalars of kernels
 * @param bytes of its safetensors file
 * @param latencySeconds for one block, the median of 50 after 10 others
 */
public record ConvCost(long parameters, long kernels, long bytes, double latencySeconds) {
    private static final int WARM_UP = 10;
    private static final int MEASURED = 50;

    /** Measures; the latency depends on what else the machine does. */
    public static ConvCost of(BlockGenerator network) throws IOException {
        Path file = Files.createTempFile("generator", ".safetensors");
        try {
            network.save(file);
            return new ConvCost(
                    network.parameters().count(), network.kernelParameterCount(), Files.size(file), latency(network));
        } finally {
            Files.delete(file);
        }
    }

    private static double latency(BlockGenerator network) {
        double[] seconds = new double[MEASURED];
        Scope.run(() -> {
            Tensor x = Tensor.zeros(1, network.shape().parameters())
                    .to(network.parameters().precision());
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
