package org.ansatz.dynamics.statistics;

import java.util.Arrays;

/**
 * A signal against its rate.
 *
 * @param values [n]
 * @param rates by central differences, one-sided at the ends, [n]
 */
public record PhasePortrait(double[] values, double[] rates) {
    /**
     * Of values at times a fixed interval apart.
     *
     * @throws IllegalArgumentException for fewer than two values or an interval that is not positive
     */
    public static PhasePortrait of(double[] values, double interval) {
        int n = values.length;
        if (n < 2 || !(interval > 0)) {
            throw new IllegalArgumentException(
                    "a phase portrait needs two values and a positive interval, got " + n + " and " + interval);
        }
        double[] rates = new double[n];
        for (int j = 0; j < n; j++) {
            int before = Math.max(0, j - 1);
            int after = Math.min(n - 1, j + 1);
            rates[j] = (values[after] - values[before]) / ((after - before) * interval);
        }
        return new PhasePortrait(values.clone(), rates);
    }

    /** Pearson's correlation of values and rates; NaN if either is constant. */
    public double correlation() {
        double meanValue = Arrays.stream(values).average().orElseThrow();
        double meanRate = Arrays.stream(rates).average().orElseThrow();
        double mixed = 0;
        double squareValue = 0;
        double squareRate = 0;
        for (int j = 0; j < values.length; j++) {
            double v = values[j] - meanValue;
            double r = rates[j] - meanRate;
            mixed += v * r;
            squareValue += v * v;
            squareRate += r * r;
        }
        return mixed / Math.sqrt(squareValue * squareRate);
    }
}
