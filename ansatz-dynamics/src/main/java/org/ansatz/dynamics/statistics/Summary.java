package org.ansatz.dynamics.statistics;

import java.util.Arrays;

/**
 * Moments and quartiles of values.
 *
 * @param deviation standard deviation of the population
 * @param kurtosis excess over the normal distribution's
 */
public record Summary(
        double mean,
        double median,
        double deviation,
        double lowerQuartile,
        double upperQuartile,
        double largest,
        double skewness,
        double kurtosis) {
    /** @throws IllegalArgumentException if there are no values */
    public static Summary of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a summary needs values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).sum() / sorted.length;
        double second = moment(sorted, mean, 2);
        double deviation = Math.sqrt(second);
        return new Summary(
                mean,
                quantile(sorted, 0.5),
                deviation,
                quantile(sorted, 0.25),
                quantile(sorted, 0.75),
                sorted[sorted.length - 1],
                moment(sorted, mean, 3) / (second * deviation),
                moment(sorted, mean, 4) / (second * second) - 3);
    }

    private static double moment(double[] values, double mean, int power) {
        return Arrays.stream(values).map(v -> Math.pow(v - mean, power)).sum() / values.length;
    }

    /** Linear interpolation between order statistics. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
