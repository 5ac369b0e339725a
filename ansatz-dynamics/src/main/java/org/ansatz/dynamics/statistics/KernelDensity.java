package org.ansatz.dynamics.statistics;

import java.util.Arrays;

/** A Gaussian kernel density with Scott's bandwidth {@code n^(-1/5)} times the sample's standard deviation. */
public final class KernelDensity {
    private final double[] sample;
    private final double bandwidth;

    /** @throws IllegalArgumentException for fewer than two values, or equal ones */
    public KernelDensity(double[] sample) {
        double mean = Arrays.stream(sample).average().orElse(0);
        double squares = Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).sum();
        if (sample.length < 2 || !(squares > 0)) {
            throw new IllegalArgumentException("a density needs two different values or more");
        }
        this.sample = sample.clone();
        bandwidth = Math.pow(sample.length, -0.2) * Math.sqrt(squares / (sample.length - 1));
    }

    public double bandwidth() {
        return bandwidth;
    }

    public double at(double x) {
        double sum = 0;
        for (double value : sample) {
            double s = (x - value) / bandwidth;
            sum += Math.exp(-0.5 * s * s);
        }
        return sum / (sample.length * bandwidth * Math.sqrt(2 * Math.PI));
    }
}
