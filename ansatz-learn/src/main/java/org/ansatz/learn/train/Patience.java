package org.ansatz.learn.train;

import java.util.Map;
import org.ansatz.learn.train.TrainingListener.Progress;
import org.ansatz.tensor.io.NdArray;

/** Early stop: no new low of the loss for a number of steps. */
final class Patience implements StoppingRule {
    private final long steps;
    private final double factor;
    private double low = Double.POSITIVE_INFINITY;
    private long lowStep;

    Patience(long steps, double factor) {
        if (steps < 1 || !(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException(
                    "patience needs at least one step and a factor in (0, 1], got " + steps + " and " + factor);
        }
        this.steps = steps;
        this.factor = factor;
    }

    @Override
    public boolean holds(Progress progress) {
        double loss = progress.total();
        if (loss < factor * low) {
            low = loss;
            lowStep = progress.step();
        }
        return progress.step() - lowStep >= steps;
    }

    @Override
    public Map<String, NdArray> state() {
        return Map.of("low", NdArray.of(low, (double) lowStep));
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        NdArray saved = state.get("low");
        if (saved == null || saved.values().length != 2) {
            throw new IllegalArgumentException("the checkpoint holds no state of an early stop");
        }
        low = saved.values()[0];
        lowStep = (long) saved.values()[1];
    }
}
