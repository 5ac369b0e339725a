package org.ansatz.physics.reference;

import org.ansatz.physics.problem.Interval;

/**
 * Chebyshev polynomials {@code T_k} on an interval. Equations are collocated at the zeros of {@code U_n}, the points
 * between the ends of the Gauss-Lobatto grid (Trefethen, Spectral Methods in MATLAB, chapters 6 and 7).
 */
record ChebyshevBasis(Interval interval) implements Basis {

    @Override
    public double[] row(double x, int order, int n) {
        double y = (2 * x - interval.min() - interval.max()) / interval.length();
        double[] value = new double[n];
        for (int k = 0; k < n; k++) {
            value[k] = k == 0 ? 1 : k == 1 ? y : 2 * y * value[k - 1] - value[k - 2];
        }
        // Differentiate the recurrence m times: T_k^(m) = 2 y T_{k-1}^(m) + 2 m T_{k-1}^(m-1) - T_{k-2}^(m).
        for (int m = 1; m <= order; m++) {
            double[] next = new double[n];
            for (int k = 1; k < n; k++) {
                next[k] = k == 1
                        ? (m == 1 ? 1 : 0)
                        : 2 * y * next[k - 1] + 2 * m * value[k - 1] - next[k - 2];
            }
            value = next;
        }
        double scale = Math.pow(2 / interval.length(), order);
        for (int k = 0; k < n; k++) {
            value[k] *= scale;
        }
        return value;
    }

    private double physical(double y) {
        return y == -1
                ? interval.min()
                : y == 1 ? interval.max() : interval.middle() + 0.5 * interval.length() * y;
    }

    @Override
    public double[] nodes(int n) {
        double[] x = new double[n];
        for (int j = 0; j < n; j++) {
            x[j] = n == 1 ? interval.middle() : physical(lobatto(j, n));
        }
        return x;
    }

    private static double lobatto(int j, int n) {
        return j == 0 ? -1 : j == n - 1 ? 1 : Math.sin(Math.PI * (2 * j - n + 1) / (2.0 * (n - 1)));
    }

    @Override
    public double[] collocationPoints(int n) {
        double[] x = new double[n];
        for (int j = 0; j < n; j++) {
            x[j] = physical(Math.sin(Math.PI * (2 * j + 1 - n) / (2.0 * (n + 1))));
        }
        return x;
    }

    @Override
    public double[] coefficients(double[] values) {
        int n = values.length;
        if (n == 1) {
            return values.clone();
        }
        int degree = n - 1;
        double[] cosine = new double[2 * degree];
        for (int i = 0; i < cosine.length; i++) {
            cosine[i] = Math.cos(Math.PI * i / degree);
        }
        double[] c = new double[n];
        for (int k = 0; k <= degree; k++) {
            double sum = 0;
            for (int j = 0; j <= degree; j++) {
                // Node j lies at cos(pi (degree - j) / degree).
                double term = values[j] * cosine[(int) ((long) k * (degree - j) % (2L * degree))];
                sum += j == 0 || j == degree ? 0.5 * term : term;
            }
            c[k] = sum * (k == 0 || k == degree ? 1.0 : 2.0) / degree;
        }
        return c;
    }

    @Override
    public double[] integrals(int n) {
        double[] integral = new double[n];
        for (int k = 0; k < n; k += 2) {
            integral[k] = interval.length() / (1.0 - (double) k * k);
        }
        return integral;
    }

    @Override
    public int admissible(int n) {
        return n;
    }

    @Override
    public boolean periodic() {
        return false;
    }
}
