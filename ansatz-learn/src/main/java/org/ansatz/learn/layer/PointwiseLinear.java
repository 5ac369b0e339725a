package org.ansatz.learn.layer;

import org.ansatz.tensor.Convolution;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** A linear map of the channels, the same at every grid point: a convolution with one tap. */
public final class PointwiseLinear implements TensorLayer {
    private final Tensor weight;
    private final Tensor bias;

    /**
     * Uniform initial values in {@code +-1/sqrt(inputs)}.
     *
     * @param withBias whether a constant is added per output channel
     */
    public PointwiseLinear(
            TensorParameters parameters, String name, int inputs, int outputs, boolean withBias, RandomStream random) {
        double bound = 1 / Math.sqrt(inputs);
        weight = parameters.add(name + ".weight", uniform(random, bound, outputs, inputs, 1));
        bias = withBias ? parameters.add(name + ".bias", uniform(random, bound, outputs)) : null;
    }

    private static Tensor uniform(RandomStream random, double bound, long... shape) {
        return Tensor.rand(random, shape).sub(0.5).mul(2 * bound);
    }

    @Override
    public Tensor forward(Tensor x) {
        long[] shape = x.shape();
        Tensor rows = x.reshape(shape[0], shape[1], -1);
        Tensor mapped =
                bias == null ? rows.conv1d(weight, Convolution.PLAIN) : rows.conv1d(weight, bias, Convolution.PLAIN);
        shape[1] = weight.size(0);
        return mapped.reshape(shape);
    }
}
