package org.ansatz.learn.module;

/** An affine map of the inputs, {@code (x - mean) / deviation}, one pair per coordinate. Part of the network. */
public record Normalization(double[] mean, double[] deviation) {
    public Normalization {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    mean.length + " means but " + deviation.length + " deviations in the input normalisation");
        }
        for (double d : deviation) {
            if (!(d > 0)) {
                throw new IllegalArgumentException("a deviation of the input normalisation must be positive, got " + d);
            }
        }
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** Inputs as they are. */
    public static Normalization none(int dimension) {
        double[] ones = new double[dimension];
        java.util.Arrays.fill(ones, 1);
        return new Normalization(new double[dimension], ones);
    }

    /** Mean and standard deviation of the uniform distribution on a box: {@code (a + b) / 2, (b - a) / sqrt 12}. */
    public static Normalization uniform(double[] low, double[] high) {
        double[] mean = new double[low.length];
        double[] deviation = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            mean[i] = 0.5 * (low[i] + high[i]);
            deviation[i] = (high[i] - low[i]) / Math.sqrt(12);
        }
        return new Normalization(mean, deviation);
    }
}
