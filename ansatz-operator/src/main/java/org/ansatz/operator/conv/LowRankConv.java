package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Tensor;

/**
 * A convolution with kernels in any format, usable wherever a convolution is: {@code y_o = b_o + sum_i K[o,i] * x_i}, a
 * correlation.
 */
public final class LowRankConv implements TensorLayer {
    /** How it is computed. Both agree to round-off. */
    public enum Evaluation {
        /** The kernels are formed at every call, then one dense convolution: the work of the dense layer, with less to store. */
        MATERIALISED,
        /** One-dimensional filters one after the other. Pays for formats that share filters between channels. */
        SEQUENTIAL
    }

    private final ConvKernel kernel;
    private final Tensor bias;
    private final Window window;
    private final Evaluation evaluation;

    private LowRankConv(ConvKernel kernel, Tensor bias, Window window, Evaluation evaluation) {
        this.kernel = kernel;
        this.bias = bias;
        this.window = window;
        this.evaluation = evaluation;
    }

    /**
     * Registers kernels that exist, and a bias of zeros.
     *
     * @param name the parameters are {@code name.FACTOR} and {@code name.bias}
     */
    public static LowRankConv of(TensorParameters parameters, String name, ConvKernel initial, Window window) {
        LowRankConv plain = withoutBias(parameters, name, initial, window);
        Tensor bias =
                parameters.add(name + ".bias", Tensor.zeros(initial.shape().outputs()));
        return new LowRankConv(plain.kernel, bias, window, Evaluation.MATERIALISED);
    }

    /** Registers kernels that exist; there is no bias. */
    public static LowRankConv withoutBias(TensorParameters parameters, String name, ConvKernel initial, Window window) {
        List<Tensor> factors = new ArrayList<>();
        for (int k = 0; k < initial.factors().size(); k++) {
            factors.add(parameters.add(
                    name + "." + initial.factorNames().get(k), initial.factors().get(k)));
        }
        return new LowRankConv(initial.withFactors(factors), null, window, Evaluation.MATERIALISED);
    }

    /** The same layer, parameters shared, computed in another way. */
    public LowRankConv evaluated(Evaluation other) {
        return new LowRankConv(kernel, bias, window, other);
    }

    public ConvKernel kernel() {
        return kernel;
    }

    /** The bias [outputs], null without one. */
    Tensor bias() {
        return bias;
    }

    Window window() {
        return window;
    }

    public Evaluation evaluation() {
        return evaluation;
    }

    /** Number of trained scalars, bias included. */
    public long parameterCount() {
        return kernel.parameterCount() + (bias == null ? 0 : bias.numel());
    }

    /**
     * @param x [batch, inputs, space...]
     * @return [batch, outputs, space...]
     */
    @Override
    public Tensor forward(Tensor x) {
        if (evaluation == Evaluation.MATERIALISED) {
            Tensor weight = kernel.materialise();
            return bias == null ? window.apply(x, weight) : window.apply(x, weight, bias);
        }
        Tensor y = kernel.sequential(x, window);
        if (bias == null) {
            return y;
        }
        long[] shape = new long[y.dim()];
        java.util.Arrays.fill(shape, 1);
        shape[1] = bias.numel();
        return y.add(bias.reshape(shape));
    }
}
