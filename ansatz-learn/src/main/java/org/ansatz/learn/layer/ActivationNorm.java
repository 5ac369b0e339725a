package org.ansatz.learn.layer;

import org.ansatz.tensor.Tensor;

/**
 * Normalisation of activations [batch, features] to mean 0 and variance 1, {@code (x - mean) / sqrt(variance + epsilon)}, without
 * learned scale or shift and with the statistics of the batch at hand. The weights in front of it have a scale symmetry: exact
 * for {@code epsilon = 0}, broken at order {@code epsilon / variance} otherwise.
 */
public final class ActivationNorm implements TensorLayer {
    private final int over;
    private final double epsilon;

    private ActivationNorm(int over, double epsilon) {
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("epsilon must not be negative, got " + epsilon);
        }
        this.over = over;
        this.epsilon = epsilon;
    }

    /** Over the batch, per feature (batch normalisation): the symmetry is one per output of the layer before. */
    public static ActivationNorm batch(double epsilon) {
        return new ActivationNorm(0, epsilon);
    }

    /** Over the features, per sample (layer normalisation): the symmetry is one of the layer before. */
    public static ActivationNorm layer(double epsilon) {
        return new ActivationNorm(1, epsilon);
    }

    /**
     * @param x [batch, features]
     * @throws IllegalArgumentException if there is one number only to take the variance of
     */
    @Override
    public Tensor forward(Tensor x) {
        if (x.dim() != 2) {
            throw new IllegalArgumentException(
                    "activations are [batch, features], got " + java.util.Arrays.toString(x.shape()));
        }
        if (x.size(over) < 2) {
            throw new IllegalArgumentException(
                    over == 0
                            ? "batch normalisation needs batches of at least two samples, got " + x.size(0)
                            : "layer normalisation needs at least two features, got " + x.size(1));
        }
        Tensor centred = x.sub(x.mean(new int[] {over}, true));
        Tensor variance = centred.square().mean(new int[] {over}, true);
        return centred.mul((epsilon > 0 ? variance.add(epsilon) : variance).rsqrt());
    }
}
