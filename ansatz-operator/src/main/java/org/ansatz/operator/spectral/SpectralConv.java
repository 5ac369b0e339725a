package org.ansatz.operator.spectral;

import java.util.Arrays;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * A convolution over the whole periodic domain, by its Fourier coefficients: {@code out_k = W_k^T in_k} on the kept modes,
 * zero on all others, plus a constant per output channel. Cost {@code C N^d log N} for the transforms and the weight's own.
 */
public final class SpectralConv implements TensorLayer {
    private final SpectralModes modes;
    private final SpectralWeight weight;
    private final Tensor bias;

    /** The bias is normal with standard deviation {@code sqrt(2 / (inputs + outputs))} at first. */
    public SpectralConv(
            TensorParameters parameters,
            String name,
            SpectralModes modes,
            SpectralWeight weight,
            int inputs,
            int outputs,
            RandomStream random) {
        this.modes = modes;
        this.weight = weight;
        double std = Math.sqrt(2.0 / (inputs + outputs));
        bias = parameters.add(name + ".bias", Tensor.randn(random, outputs).mul(std));
    }

    @Override
    public Tensor forward(Tensor x) {
        long[] grid = Arrays.copyOfRange(x.shape(), 2, x.dim());
        Tensor out = modes.inverse(weight.apply(modes.transform(x)), grid);
        long[] ones = new long[grid.length + 1];
        Arrays.fill(ones, 1);
        ones[0] = bias.size(0);
        return out.add(bias.reshape(ones));
    }
}
