package org.ansatz.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ansatz.tensor.io.NdArray;

/**
 * Learning-rate annealing for composite losses (arXiv 2001.04536, algorithm 1 and the published code):
 *
 * <pre>{@code
 * lambda_hat_i = max_layers max |grad L_r| / mean_layers mean |grad (lambda_i L_i)|
 * lambda_i    <- beta lambda_i + (1 - beta) lambda_hat_i
 * }</pre>
 *
 * <p>with gradients by the weight matrices only. The published code divides by the gradient of the <em>weighted</em>
 * term ({@link Denominator#WEIGHTED}), so that the fixed point is the square root of the ratio; the paper's text uses the
 * unweighted gradient. The reference term keeps weight one.
 */
public final class GradientAnnealing implements LossBalancer {
    /** Whose gradient stands below the line. */
    public enum Denominator {
        /** {@code lambda_i L_i}, as in the published code. Fixed point {@code sqrt(max / mean)}. */
        WEIGHTED,
        /** {@code L_i}, as in the paper's text. Fixed point {@code max / mean}. */
        UNWEIGHTED
    }

    /** How layers are reduced to one number. */
    public enum LayerReduction {
        /** Largest entry of all layers over the unweighted mean of the layers' means. */
        MAX_MEAN,
        /** The largest of the layers' own ratios, as in the published cavity script. */
        PER_LAYER_RATIO_MAX
    }

    private final String reference;
    private final double momentum;
    private final int updateEvery;
    private final Denominator denominator;
    private final LayerReduction reduction;
    private final double cap;
    private final Consumer<String> warnings;
    private final Map<String, Double> weights = new LinkedHashMap<>();

    /**
     * @param reference name of the residual term
     * @param momentum beta, 0.9 in the paper's code
     * @param updateEvery optimizer steps between updates, 10 in the paper
     * @param cap largest weight; beyond it the weight is clamped with a warning
     */
    public GradientAnnealing(
            String reference,
            double momentum,
            int updateEvery,
            Denominator denominator,
            LayerReduction reduction,
            double cap,
            Consumer<String> warnings) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("the annealing momentum must lie in [0, 1), got " + momentum);
        }
        if (updateEvery < 1) {
            throw new IllegalArgumentException("updateEvery must be at least 1, got " + updateEvery);
        }
        this.reference = reference;
        this.momentum = momentum;
        this.updateEvery = updateEvery;
        this.denominator = denominator;
        this.reduction = reduction;
        this.cap = cap;
        this.warnings = warnings;
    }

    /** The published code's settings: momentum 0.9, every 10 steps, weighted denominator, cap 1e6. */
    public static GradientAnnealing published(String reference, Consumer<String> warnings) {
        return new GradientAnnealing(reference, 0.9, 10, Denominator.WEIGHTED, LayerReduction.MAX_MEAN, 1e6, warnings);
    }

    @Override
    public void requireTerms(List<String> terms) {
        if (!terms.contains(reference)) {
            throw new IllegalArgumentException(
                    "gradient annealing needs the residual term \"" + reference + "\"; the objective has " + terms);
        }
    }

    @Override
    public double weight(String term) {
        return weights.getOrDefault(term, 1.0);
    }

    @Override
    public boolean due(long step) {
        return step % updateEvery == 0;
    }

    @Override
    public void update(long step, TermGradients gradients) {
        requireTerms(gradients.terms());
        List<double[]> residual = finite(reference, step, gradients.of(reference));
        for (String term : gradients.terms()) {
            if (!term.equals(reference)) {
                anneal(term, step, residual, finite(term, step, gradients.of(term)));
            }
        }
    }

    private void anneal(String term, long step, List<double[]> residual, List<double[]> gradient) {
        double old = weight(term);
        double factor = denominator == Denominator.WEIGHTED ? old : 1;
        double target = target(residual, gradient, factor, reduction);
        if (!Double.isFinite(target)) {
            warnings.accept("step " + step + ": term " + term + " has a zero gradient; its weight stays " + old);
            return;
        }
        double next = momentum * old + (1 - momentum) * target;
        if (next > cap) {
            warnings.accept("step " + step + ": weight " + next + " of term " + term + " is clamped to " + cap);
            next = cap;
        }
        weights.put(term, next);
    }

    /**
     * {@code lambda_hat}, infinite or NaN if the denominator vanishes.
     *
     * @param factor multiplies the term's gradient: its weight or one
     */
    static double target(List<double[]> residual, List<double[]> gradient, double factor, LayerReduction reduction) {
        double max = 0;
        double sumOfMeans = 0;
        double largestRatio = 0;
        for (int layer = 0; layer < residual.size(); layer++) {
            double layerMax = 0;
            for (double g : residual.get(layer)) {
                layerMax = Math.max(layerMax, Math.abs(g));
            }
            double layerSum = 0;
            for (double g : gradient.get(layer)) {
                layerSum += Math.abs(g);
            }
            double layerMean = factor * layerSum / gradient.get(layer).length;
            max = Math.max(max, layerMax);
            sumOfMeans += layerMean;
            largestRatio = Math.max(largestRatio, layerMax / layerMean);
        }
        return switch (reduction) {
            case MAX_MEAN -> max / (sumOfMeans / residual.size());
            case PER_LAYER_RATIO_MAX -> largestRatio;
        };
    }

    private static List<double[]> finite(String term, long step, List<double[]> layers) {
        for (double[] layer : layers) {
            for (double g : layer) {
                if (!Double.isFinite(g)) {
                    throw new TrainingFailure(
                            "the gradient of term " + term + " is not finite at step " + step, step, term);
                }
            }
        }
        return layers;
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        weights.forEach((term, weight) -> state.put("weight." + term, NdArray.of(weight)));
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        weights.clear();
        state.forEach((name, value) -> weights.put(name.substring("weight.".length()), value.values()[0]));
    }
}
