package org.ansatz.operator.spectral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.lowrank.LowRankTensor;
import org.ansatz.operator.spectral.WeightFormat.Contraction;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * The spectral weights of all layers of a network: a tensor per layer, or slices of one joint tensor. Entries of the
 * (reconstructed) tensors have mean square {@code 2 / (inputs + outputs)} at first.
 *
 * @param layers one weight per layer
 * @param count free real numbers
 * @param denseCount free real numbers that dense weights of the same shape would have
 * @param contraction in words, for reports
 */
public record SpectralWeights(List<SpectralWeight> layers, long count, long denseCount, String contraction) {
    // The batch for which the cheaper contraction is chosen.
    private static final int TYPICAL_BATCH = 16;

    /**
     * Registers the parameters of so many layers.
     *
     * @throws InvalidProblem if separable weights shall change the number of channels, or there is no mode that shall stay
     *     unfactorised
     */
    public static SpectralWeights create(
            TensorParameters parameters,
            String name,
            int layers,
            int inputs,
            int outputs,
            SpectralModes modes,
            WeightFormat format,
            RandomStream random) {
        if (format.separable() && inputs != outputs) {
            throw new InvalidProblem("separable weights filter every channel by itself: " + inputs
                    + " inputs cannot become " + outputs + " outputs");
        }
        long[] channels = format.separable() ? new long[] {inputs} : new long[] {inputs, outputs};
        long[] shape = LongStream.concat(Arrays.stream(channels), Arrays.stream(modes.blockShape()))
                .toArray();
        format.checkOrder(shape.length);
        double std = Math.sqrt(2.0 / (inputs + outputs));
        long before = parameters.count();
        List<SpectralWeight> weights = new ArrayList<>();
        String contraction = format.kind() == Kind.DENSE ? "dense" : "";
        if (format.kind() == Kind.DENSE) {
            for (int l = 0; l < layers; l++) {
                weights.add(new DenseWeight(
                        parameters.add(name + l + ".weight", normal(std, random, shape)), format.separable()));
            }
        } else if (format.joint()) {
            long[] all = LongStream.concat(LongStream.of(layers), Arrays.stream(shape))
                    .toArray();
            LowRankTensor joint = register(parameters, name, format, format.random(all, std, random));
            boolean reconstructing = reconstructing(format, joint.select(0, 0));
            for (int l = 0; l < layers; l++) {
                int layer = l;
                weights.add(new FactorizedWeight(() -> joint.select(0, layer), format, reconstructing));
            }
            contraction = word(reconstructing);
        } else {
            for (int l = 0; l < layers; l++) {
                LowRankTensor own = register(parameters, name + l, format, format.random(shape, std, random));
                boolean reconstructing = reconstructing(format, own);
                weights.add(new FactorizedWeight(() -> own, format, reconstructing));
                contraction = word(reconstructing);
            }
        }
        long dense = 2L * layers * Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return new SpectralWeights(List.copyOf(weights), parameters.count() - before, dense, contraction);
    }

    private static String word(boolean reconstructing) {
        return reconstructing ? "reconstructed" : "factorized";
    }

    private static boolean reconstructing(WeightFormat format, LowRankTensor weight) {
        if (format.separable() || format.contraction() == Contraction.RECONSTRUCTED) {
            return true;
        }
        ContractionCost cost = ContractionCost.of(weight, TYPICAL_BATCH, format.fixed());
        return format.contraction() == Contraction.AUTOMATIC && cost.reconstructed() < cost.factorized();
    }

    private static Tensor normal(double std, RandomStream random, long... shape) {
        return Tensor.complex(Tensor.randn(random, shape), Tensor.randn(random, shape))
                .mul(std / Math.sqrt(2));
    }

    private static LowRankTensor register(
            TensorParameters parameters, String name, WeightFormat format, LowRankTensor initial) {
        List<String> constant =
                format.fixedOf().stream().map(mode -> "factor" + mode).toList();
        List<Tensor> leaves = new ArrayList<>();
        List<String> names = initial.factorNames();
        for (int k = 0; k < names.size(); k++) {
            Tensor factor = initial.factors().get(k);
            leaves.add(
                    constant.contains(names.get(k))
                            ? parameters.constant(factor)
                            : parameters.add(name + "." + names.get(k), factor));
        }
        return initial.withFactors(leaves);
    }

    /** {@code denseCount / count}. */
    public double compressionRatio() {
        return (double) denseCount / count;
    }
}
