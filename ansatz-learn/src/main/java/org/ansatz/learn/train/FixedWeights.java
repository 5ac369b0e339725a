package org.ansatz.learn.train;

import java.util.List;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/** Weights that do not change. */
record FixedWeights(Map<String, Double> weights) implements LossBalancer {
    FixedWeights {
        weights.forEach((term, weight) -> {
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException(
                        "the weight of term " + term + " must be finite and not negative, got " + weight);
            }
        });
    }

    @Override
    public void requireTerms(List<String> terms) {
        for (String term : weights.keySet()) {
            if (!terms.contains(term)) {
                throw new IllegalArgumentException(
                        "a weight is given for term \"" + term + "\"; the objective has " + terms);
            }
        }
    }

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
