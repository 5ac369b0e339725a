package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Tensor;

/**
 * A convolution with kernels in any format, usable wherever a convolution is: {@code y_o = b_o + sum_i K[o,i] * x_i}, a
 * correlation. What is trained, and stands in files, are the factors divided by {@link KernelFormat#stepScale}, so that one
 * learning rate suits all formats.
 */
public final class LowRankConv implements TensorLayer {
    /** How it is computed. Both agree to round-off. */
    public enum Evaluation {
        /** The kernels are formed at every call, then one dense convolution: the work of the dense layer, with less to store. */
        MATERIALISED,
        /** One-dimensional filters one after the other. Pays for formats that share filters between channels. */
        SEQUENTIAL
    }

    private final String name;
    private final ConvKernel template;
    private final List<Tensor> trained;
    private final double scale;
    private final Tensor bias;
    private final Window window;
    private final Evaluation evaluation;

    private LowRankConv(
            String name, ConvKernel template, List<Tensor> trained, Tensor bias, Window window, Evaluation evaluation) {
        this.name = name;
        this.template = template;
        this.trained = trained;
        this.bias = bias;
        this.window = window;
        this.evaluation = evaluation;
        scale = template.format().stepScale(template.shape());
    }

    /**
     * Registers kernels that exist, and a bias of zeros.
     *
     * @param name the parameters are {@code name.FACTOR} and {@code name.bias}
     */
    public static LowRankConv of(TensorParameters parameters, String name, ConvKernel initial, Window window) {
        List<Tensor> trained = register(parameters, name, initial);
        Tensor bias =
                parameters.add(name + ".bias", Tensor.zeros(initial.shape().outputs()));
        return new LowRankConv(name, initial.withFactors(trained), trained, bias, window, Evaluation.MATERIALISED);
    }

    /** Registers kernels that exist; there is no bias. */
    public static LowRankConv withoutBias(TensorParameters parameters, String name, ConvKernel initial, Window window) {
        List<Tensor> trained = register(parameters, name, initial);
        return new LowRankConv(name, initial.withFactors(trained), trained, null, window, Evaluation.MATERIALISED);
    }

    private static List<Tensor> register(TensorParameters parameters, String name, ConvKernel initial) {
        double scale = initial.format().stepScale(initial.shape());
        List<Tensor> trained = new ArrayList<>();
        for (int k = 0; k < initial.factors().size(); k++) {
            Tensor factor = initial.factors().get(k).detach();
            trained.add(parameters.add(name + "." + initial.factorNames().get(k), factor.div(scale)));
        }
        return trained;
    }

    /** Copies all parameters but kernels, which the other model has of its own. */
    static void copyOthers(BlockModel<?> from, BlockModel<?> to) {
        List<String> kernels = to.convolutions().stream()
                .flatMap(conv -> conv.template.factorNames().stream().map(factor -> conv.name + "." + factor))
                .toList();
        Autograd.noGrad(() -> to.parameters().names().stream()
                .filter(parameter -> !kernels.contains(parameter))
                .forEach(parameter -> to.parameters()
                        .get(parameter)
                        .copyFrom(from.parameters().get(parameter))));
    }

    /** The same layer, parameters shared, computed in another way. */
    public LowRankConv evaluated(Evaluation other) {
        return new LowRankConv(name, template, trained, bias, window, other);
    }

    /** The kernels with their present factors, recorded. */
    public ConvKernel kernel() {
        return scale == 1
                ? template
                : template.withFactors(
                        trained.stream().map(factor -> factor.mul(scale)).toList());
    }

    /** The shape of the kernels. */
    public KernelShape shape() {
        return template.shape();
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

    /** Number of trained scalars of the kernels. */
    public long kernelParameterCount() {
        return template.parameterCount();
    }

    /** Number of trained scalars, bias included. */
    public long parameterCount() {
        return template.parameterCount() + (bias == null ? 0 : bias.numel());
    }

    /**
     * @param x [batch, inputs, space...]
     * @return [batch, outputs, space...]
     */
    @Override
    public Tensor forward(Tensor x) {
        if (evaluation == Evaluation.MATERIALISED) {
            Tensor weight = kernel().materialise();
            return bias == null ? window.apply(x, weight) : window.apply(x, weight, bias);
        }
        Tensor y = kernel().sequential(x, window);
        if (bias == null) {
            return y;
        }
        long[] shape = new long[y.dim()];
        java.util.Arrays.fill(shape, 1);
        shape[1] = bias.numel();
        return y.add(bias.reshape(shape));
    }
}
