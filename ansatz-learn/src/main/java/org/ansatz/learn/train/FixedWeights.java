package org.ansatz.learn.train;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/** Weights that do not change. */
record FixedWeights(Map<String, Double> weights) implements LossBalancer {
    @Override
    public double weight(String term) {
        return weights.getOrDefault(term, 1.0);
    }

    @Override
    public boolean due(long step) {
        return false;
    }

    @Override
    public void update(long step, TermGradients gradients) {
        throw new IllegalStateException("fixed weights are never due");
    }

    @Override
    public Map<String, NdArray> state() {
        return Map.of();
    }

    @Override
    public void restore(Map<String, NdArray> state) {}
}
