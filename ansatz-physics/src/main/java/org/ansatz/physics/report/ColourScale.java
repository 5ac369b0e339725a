package org.ansatz.physics.report;

import java.util.Arrays;
import org.ansatz.physics.problem.Interval;

/** What the ends of a palette mean for the snapshots of one field. */
final class ColourScale {
    /** Share of the values that {@link #bulk} leaves out at each end. */
    static final double LEFT_OUT = 0.01;

    private ColourScale() {}

    /** From the least to the largest finite value; a constant field still gets a scale. */
    static Interval whole(double[][][] stations) {
        double[] sorted = sorted(stations);
        return sorted.length == 0 ? new Interval(0, 1) : scale(sorted[0], sorted[sorted.length - 1]);
    }

    /** Without the tails of the distribution of values, for a field that has no bound. */
    static Interval bulk(double[][][] stations) {
        double[] sorted = sorted(stations);
        int out = (int) (LEFT_OUT * sorted.length);
        return sorted.length == 0 ? new Interval(0, 1) : scale(sorted[out], sorted[sorted.length - 1 - out]);
    }

    static Interval symmetric(Interval range) {
        double largest = Math.max(Math.abs(range.min()), Math.abs(range.max()));
        return new Interval(-largest, largest);
    }

    private static double[] sorted(double[][][] stations) {
        return Arrays.stream(stations)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static Interval scale(double low, double high) {
        double least = 1e-12 * Math.max(1e-300, Math.max(Math.abs(low), Math.abs(high)));
        return high - low > least ? new Interval(low, high) : new Interval(low - 0.5, high + 0.5);
    }
}
