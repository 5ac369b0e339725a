package org.ansatz.learn.layer;

import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * Adaptive instance normalisation (arXiv 1703.06868): every channel of a sample is brought to mean 0 and variance 1 over space, then
 * scaled and shifted by numbers that a small network makes from a vector of conditions of that sample, such as its physical
 * parameters.
 */
public final class AdaptiveNorm {
    private static final int HIDDEN = 64;

    private final FieldNorm norm = FieldNorm.instance();
    private final ChannelMlp network;

    /** For fields of so many channels and vectors of so many conditions. */
    public AdaptiveNorm(TensorParameters parameters, String name, int conditions, int channels, RandomStream random) {
        network = new ChannelMlp(parameters, name, conditions, HIDDEN, 2 * channels, random);
    }

    /**
     * {@code (1 + a(conditions)) norm(x) + b(conditions)}.
     *
     * @param x [batch, channels, grid...]
     * @param conditions [batch, conditions]
     */
    public Tensor forward(Tensor x, Tensor conditions) {
        Tensor numbers = network.forward(conditions.unsqueeze(2));
        long channels = x.size(1);
        long[] shape = x.shape();
        for (int d = 2; d < shape.length; d++) {
            shape[d] = 1;
        }
        Tensor scale = numbers.narrow(1, 0, channels).reshape(shape).add(1);
        Tensor shift = numbers.narrow(1, channels, channels).reshape(shape);
        return norm.forward(x).mul(scale).add(shift);
    }
}
