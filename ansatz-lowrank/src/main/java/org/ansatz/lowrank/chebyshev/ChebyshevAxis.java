package org.ansatz.lowrank.chebyshev;

import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * An interval with n Chebyshev points of the second kind, {@code -cos(pi j / (n - 1))}, mapped to it; series on it have
 * the polynomials {@code T_0 .. T_{n-1}}.
 *
 * @param points n, one more than the degree
 */
public record ChebyshevAxis(Interval interval, int points) {
    /**
     * @throws InvalidProblem for fewer than two points
     */
    public ChebyshevAxis {
        if (points < 2) {
            throw new InvalidProblem("a Chebyshev grid needs at least 2 points per axis, given " + points);
        }
    }

    /** The nodes, ascending, both ends exact. */
    public double[] nodes() {
        int degree = points - 1;
        double[] x = new double[points];
        for (int j = 0; j < points; j++) {
            // The sine is odd in the node's number: nodes are symmetric to the last bit.
            double unit = Math.sin(0.5 * Math.PI * (2 * j - degree) / degree);
            x[j] = interval.middle() + 0.5 * interval.length() * unit;
        }
        x[0] = interval.min();
        x[degree] = interval.max();
        return x;
    }

    /** The place in [-1, 1] of a coordinate. */
    public double unit(double x) {
        return (2 * x - interval.min() - interval.max()) / interval.length();
    }

    /**
     * Values of all polynomials at the next coordinates by their recurrence.
     *
     * @param table [points][tile], overwritten; where there are fewer coordinates the last one is repeated
     */
    void polynomials(double[] x, int from, double[] table, int tile) {
        for (int p = 0; p < tile; p++) {
            table[p] = 1;
            table[tile + p] = unit(x[Math.min(from + p, x.length - 1)]);
        }
        for (int row = 2 * tile; row < points * tile; row += tile) {
            for (int p = 0; p < tile; p++) {
                table[row + p] = 2 * table[tile + p] * table[row - tile + p] - table[row - 2 * tile + p];
            }
        }
    }

    /** Integrals of the polynomials over the interval: {@code 2 / (1 - k^2)} for even k, times half its length. */
    double[] integrals() {
        double[] integrals = new double[points];
        for (int k = 0; k < points; k += 2) {
            integrals[k] = integral(k);
        }
        return integrals;
    }

    private double integral(int k) {
        return k % 2 == 1 ? 0 : interval.length() / (1.0 - (double) k * k);
    }

    /** Integrals over products: {@code T_i T_j = (T_{i+j} + T_{|i-j|}) / 2}; [points][points] in one array. */
    double[] gram() {
        double[] gram = new double[points * points];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                gram[i * points + j] = 0.5 * (integral(i + j) + integral(Math.abs(i - j)));
            }
        }
        return gram;
    }

    /**
     * Coefficients of derivatives by {@code c'_{k-1} = c'_{k+1} + 2 k c_k}, {@code c'_0} halved, for several series.
     *
     * @param columns [points][count] in one array
     * @return of the same shape, the last row zero
     */
    double[] derivative(double[] columns, int count) {
        double[] derivative = new double[columns.length];
        double scale = 2 / interval.length();
        for (int k = points - 1; k >= 1; k--) {
            for (int r = 0; r < count; r++) {
                double above = k + 1 < points ? derivative[(k + 1) * count + r] : 0;
                derivative[(k - 1) * count + r] = above + 2 * k * scale * columns[k * count + r];
            }
        }
        for (int r = 0; r < count; r++) {
            derivative[r] *= 0.5;
        }
        return derivative;
    }
}
