package org.ansatz.learn.train;

import java.util.List;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Weights of the terms of an {@link Objective}, adapted during training. A weight is a constant for the gradient step:
 * nothing is differentiated through it.
 */
public interface LossBalancer {
    /** Gradients of the unweighted terms at the current parameters, layer by layer, made on demand. */
    interface TermGradients {
        List<String> terms();

        /**
         * @return one array per weight matrix that takes part in the balance
         */
        List<double[]> of(String term);
    }

    /**
     * Refuses an objective that lacks a term which the rule needs.
     *
     * @throws IllegalArgumentException naming the missing term
     */
    default void requireTerms(List<String> terms) {}

    /** The weight of a term. */
    double weight(String term);

    /** Whether {@link #update} wants gradients after step {@code step} (counted from zero). */
    boolean due(long step);

    /** Called after the parameters moved, with gradients on the batch of that step. */
    void update(long step, TermGradients gradients);

    /** What {@link #restore} needs to go on with the same bits. */
    Map<String, NdArray> state();

    void restore(Map<String, NdArray> state);

    /** Weights that stay as given; terms that are not named weigh one. */
    static LossBalancer fixed(Map<String, Double> weights) {
        return new FixedWeights(Map.copyOf(weights));
    }
}
