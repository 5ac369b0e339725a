package org.ansatz.learn.train;

import java.util.Map;

/** Told after every step of a {@link Trainer}. */
@FunctionalInterface
public interface TrainingListener {
    /**
     * Where training stands.
     *
     * @param step steps done
     * @param steps steps in all
     * @param losses unweighted values of the terms where the optimizer looked last: before the step for first-order
     *     methods, after it for all others
     * @param weights their weights after the step
     * @param parameters after the step, a copy
     * @param secondsLeft at the present pace
     */
    record Progress(
            long step,
            long steps,
            Map<String, Double> losses,
            Map<String, Double> weights,
            double[] parameters,
            double secondsLeft) {
        /** The weighted sum. */
        public double total() {
            double sum = 0;
            for (Map.Entry<String, Double> loss : losses.entrySet()) {
                sum += weights.get(loss.getKey()) * loss.getValue();
            }
            return sum;
        }
    }

    void onStep(Progress progress);
}
