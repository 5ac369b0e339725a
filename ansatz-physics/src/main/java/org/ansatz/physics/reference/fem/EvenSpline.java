package org.ansatz.physics.reference.fem;

import java.util.Arrays;

/**
 * A cubic spline through values at 0, 1, 2, .. that continues evenly to the left: slope zero at 0, and not-a-knot at the right
 * end (the last two pieces are one cubic).
 */
final class EvenSpline {
    private final double[] values;
    private final double[] slopes;

    private EvenSpline(double[] values, double[] slopes) {
        this.values = values;
        this.slopes = slopes;
    }

    static EvenSpline through(double[] values) {
        int n = values.length;
        double[] slopes = new double[n];
        if (n < 3) {
            // Two values and a slope of zero: a parabola.
            if (n == 2) {
                slopes[1] = 2 * (values[1] - values[0]);
            }
            return new EvenSpline(values.clone(), slopes);
        }
        // Slopes m: m_{k-1} + 4 m_k + m_{k+1} = 3 (y_{k+1} - y_{k-1}); at the end m_{n-1} = the cubic's own condition
        // 4 m_{n-2} + 2 m_{n-1} = y_{n-3} .. : 2 m_{n-2} + m_{n-1} = (5 y_{n-1} - 4 y_{n-2} - y_{n-3}) / 2.
        double[] diagonal = new double[n];
        double[] right = new double[n];
        diagonal[0] = 1;
        for (int k = 1; k + 1 < n; k++) {
            double lower = k == 1 ? 0 : 1 / diagonal[k - 1];
            diagonal[k] = 4 - lower;
            right[k] = 3 * (values[k + 1] - values[k - 1]) - lower * right[k - 1];
        }
        double lower = 2 / diagonal[n - 2];
        double end = (5 * values[n - 1] - 4 * values[n - 2] - values[n - 3]) / 2 - lower * right[n - 2];
        slopes[n - 1] = end / (1 - lower);
        for (int k = n - 2; k > 0; k--) {
            slopes[k] = (right[k] - slopes[k + 1]) / diagonal[k];
        }
        return new EvenSpline(values.clone(), slopes);
    }

    double at(double t) {
        if (values.length == 1) {
            return values[0];
        }
        int k = (int) Math.max(0, Math.min(values.length - 2, Math.floor(t)));
        double s = t - k;
        double r = 1 - s;
        return values[k] * r * r * (1 + 2 * s)
                + slopes[k] * s * r * r
                + values[k + 1] * s * s * (3 - 2 * s)
                - slopes[k + 1] * s * s * r;
    }

    /** Values at all multiples of {@code 1 / parts}. */
    double[] refined(int parts) {
        double[] fine = new double[(values.length - 1) * parts + 1];
        Arrays.setAll(fine, i -> at((double) i / parts));
        return fine;
    }
}
