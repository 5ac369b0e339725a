package org.ansatz.operator.fno;

import java.util.Locale;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.network.NetworkSettings;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;

/**
 * The architecture of a Fourier neural operator (arXiv 2310.00120 and the code of neuraloperator).
 *
 * @param inputs channels of the input fields
 * @param outputs channels of the output fields
 * @param width channels inside
 * @param modes kept frequencies
 * @param layers number of blocks
 * @param weights format of the spectral weights
 * @param backbone the blocks' form
 * @param norm of the blocks
 * @param preActivation whether norm and GELU stand before convolution and MLP instead of behind
 * @param mlpSkip the skip around the channel MLP of a block
 * @param mlpExpansion hidden width of the channel MLP by width
 * @param liftingRatio hidden width of the lifting MLP by width
 * @param projectionRatio hidden width of the projection MLP by width
 * @param coordinates whether grid coordinates in [0, 1) are appended to the input
 * @param padding zeros appended at the end of each axis, as a part of its length; 0 for periodic fields
 */
public record FnoSettings(
        int inputs,
        int outputs,
        int width,
        SpectralModes modes,
        int layers,
        WeightFormat weights,
        Backbone backbone,
        Norm norm,
        boolean preActivation,
        Skip mlpSkip,
        double mlpExpansion,
        double liftingRatio,
        double projectionRatio,
        boolean coordinates,
        double padding)
        implements NetworkSettings {
    /** Forms of blocks. */
    public enum Backbone {
        /** Convolution with linear skip, channel MLP with skip, norms; lifting by an MLP. */
        IMPROVED,
        /** {@code gelu(K v + W v + b)} and linear lifting: the first Fourier neural operator (arXiv 2010.08895). */
        PLAIN
    }

    /** Normalisation inside blocks. */
    public enum Norm {
        NONE,
        INSTANCE,
        GROUP,
        /** Instance norm with scale and shift per channel from the means of the input channels over the grid. */
        ADAPTIVE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Skips around the channel MLP. */
    public enum Skip {
        /** A 1x1 convolution without bias. */
        LINEAR,
        /** A learned factor per channel, initially 1. */
        GATE,
        IDENTITY
    }

    public FnoSettings {
        positive("inputs", inputs);
        positive("outputs", outputs);
        positive("width", width);
        positive("layers", layers);
        positive("mlp_expansion", mlpExpansion);
        positive("lifting_ratio", liftingRatio);
        positive("projection_ratio", projectionRatio);
        if (!(padding >= 0 && padding <= 1)) {
            throw new InvalidProblem("padding: " + padding + " is not a part of the domain's length from 0 to 1");
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < 1e6)) {
            throw new InvalidProblem(name + ": " + value + " is not a positive number");
        }
    }

    /** The improved backbone with four layers, no norm, gated skips, expansions 0.5 and 2, grid coordinates, no padding. */
    public static FnoSettings improved(int inputs, int outputs, int width, SpectralModes modes) {
        return new FnoSettings(
                inputs,
                outputs,
                width,
                modes,
                4,
                WeightFormat.DENSE,
                Backbone.IMPROVED,
                Norm.NONE,
                false,
                Skip.GATE,
                0.5,
                2,
                2,
                true,
                0);
    }

    public FnoSettings with(WeightFormat format) {
        return new FnoSettings(
                inputs,
                outputs,
                width,
                modes,
                layers,
                format,
                backbone,
                norm,
                preActivation,
                mlpSkip,
                mlpExpansion,
                liftingRatio,
                projectionRatio,
                coordinates,
                padding);
    }

    public FnoSettings with(Backbone form) {
        return new FnoSettings(
                inputs,
                outputs,
                width,
                modes,
                layers,
                weights,
                form,
                norm,
                preActivation,
                mlpSkip,
                mlpExpansion,
                liftingRatio,
                projectionRatio,
                coordinates,
                padding);
    }

    /** The same for other numbers of channels. */
    @Override
    public FnoSettings withChannels(int newInputs, int newOutputs) {
        return new FnoSettings(
                newInputs,
                newOutputs,
                width,
                modes,
                layers,
                weights,
                backbone,
                norm,
                preActivation,
                mlpSkip,
                mlpExpansion,
                liftingRatio,
                projectionRatio,
                coordinates,
                padding);
    }

    @Override
    public int dimension() {
        return modes.dimension();
    }

    @Override
    public void checkGrid(long... grid) {
        modes.checkGrid(grid);
    }

    @Override
    public Fno create(TensorParameters parameters, RandomStream random) {
        return new Fno(parameters, this, random);
    }
}
