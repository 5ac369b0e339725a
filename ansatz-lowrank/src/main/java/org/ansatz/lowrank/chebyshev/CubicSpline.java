package org.ansatz.lowrank.chebyshev;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * Cubic splines with the not-a-knot condition at the first and last inner knot, through values at given knots (de Boor, A
 * Practical Guide to Splines, chapter IV). Cubic polynomials are reproduced. Fourth order inside; outside the knots the first and
 * last pieces go on.
 */
final class CubicSpline {
    private final double[] knots;

    /**
     * @param knots ascending, at least four
     */
    CubicSpline(double[] knots) {
        if (knots.length < 4) {
            throw new InvalidProblem("a cubic spline needs at least 4 values per axis, given " + knots.length);
        }
        this.knots = knots;
    }

    /** The spline through values at the knots, evaluated at ascending places. */
    double[] interpolate(double[] values, double[] places) {
        double[] curvature = curvatures(values);
        double[] result = new double[places.length];
        int piece = 0;
        for (int p = 0; p < places.length; p++) {
            while (piece < knots.length - 2 && places[p] > knots[piece + 1]) {
                piece++;
            }
            double h = knots[piece + 1] - knots[piece];
            double a = (knots[piece + 1] - places[p]) / h;
            double b = 1 - a;
            result[p] = a * values[piece]
                    + b * values[piece + 1]
                    + ((a * a * a - a) * curvature[piece] + (b * b * b - b) * curvature[piece + 1]) * h * h / 6;
        }
        return result;
    }

    /** Second derivatives at the knots: a tridiagonal system, the unknowns at both ends eliminated. */
    private double[] curvatures(double[] values) {
        int n = knots.length;
        double[] h = new double[n - 1];
        double[] slope = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            h[i] = knots[i + 1] - knots[i];
            slope[i] = (values[i + 1] - values[i]) / h[i];
        }
        double[] diagonal = new double[n];
        double[] upper = new double[n];
        double[] right = new double[n];
        for (int i = 1; i < n - 1; i++) {
            double lower = i == 1 ? 0 : h[i - 1];
            diagonal[i] = 2 * (h[i - 1] + h[i]);
            upper[i] = h[i];
            right[i] = 6 * (slope[i] - slope[i - 1]);
            if (i == 1) {
                // M_0 = M_1 (1 + h_0 / h_1) - M_2 h_0 / h_1
                diagonal[i] += h[0] * (1 + h[0] / h[1]);
                upper[i] -= h[0] * h[0] / h[1];
            }
            if (i == n - 2) {
                diagonal[i] += h[n - 2] * (1 + h[n - 2] / h[n - 3]);
                lower -= h[n - 2] * h[n - 2] / h[n - 3];
            }
            if (i > 1) {
                double factor = lower / diagonal[i - 1];
                diagonal[i] -= factor * upper[i - 1];
                right[i] -= factor * right[i - 1];
            }
        }
        double[] m = new double[n];
        m[n - 2] = right[n - 2] / diagonal[n - 2];
        for (int i = n - 3; i >= 1; i--) {
            m[i] = (right[i] - upper[i] * m[i + 1]) / diagonal[i];
        }
        m[0] = m[1] * (1 + h[0] / h[1]) - m[2] * h[0] / h[1];
        m[n - 1] = m[n - 2] * (1 + h[n - 2] / h[n - 3]) - m[n - 3] * h[n - 2] / h[n - 3];
        return m;
    }
}
