package org.ansatz.learn.optim;

/**
 * A learning rate that falls by a factor when a loss has not become better for a number of steps (as PyTorch's
 * {@code ReduceLROnPlateau} in mode {@code min}): better means below {@code (1 - threshold) best}. Give it the loss of
 * every step with {@link #observe}; it belongs to one run of one optimizer.
 */
public final class ReduceOnPlateau implements Schedule {
    /** A rate within this factor of the smallest counts as the smallest (arXiv 2210.00124's code: 1.1e-8 for 1e-8). */
    private static final double AT_THE_END = 1.1;

    private final double factor;
    private final int patience;
    private final double smallest;
    private final double threshold;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int bad;

    /**
     * @param patience steps without a better loss that are tolerated
     * @param smallest the rate does not fall below
     * @param threshold relative
     */
    public ReduceOnPlateau(double rate, double factor, int patience, double smallest, double threshold) {
        if (!(rate > 0 && factor > 0 && factor < 1 && patience >= 0 && smallest >= 0 && smallest <= rate)) {
            throw new IllegalArgumentException("a plateau schedule needs rate > 0, factor in (0, 1), patience >= 0 and"
                    + " smallest in [0, rate], got " + rate + ", " + factor + ", " + patience + ", " + smallest);
        }
        this.rate = rate;
        this.factor = factor;
        this.patience = patience;
        this.smallest = smallest;
        this.threshold = threshold;
    }

    /** The published schedule of arXiv 2210.00124: factor 0.1, patience 500, smallest rate 1e-8, threshold 1e-4. */
    public static ReduceOnPlateau published(double rate) {
        return new ReduceOnPlateau(rate, 0.1, 500, Math.min(1e-8, rate), 1e-4);
    }

    /** The loss of the step just done. */
    public void observe(double loss) {
        if (loss < best * (1 - threshold)) {
            best = loss;
            bad = 0;
        } else if (++bad > patience) {
            rate = Math.max(smallest, rate * factor);
            bad = 0;
        }
    }

    /** Whether the rate has come down to its smallest value, so that going on is useless. */
    public boolean exhausted() {
        return rate <= AT_THE_END * smallest;
    }

    @Override
    public double rate(long step) {
        return rate;
    }
}
