package org.ansatz.physics.reference;

import org.ansatz.physics.problem.Interval;

/**
 * Chebyshev polynomials in y with {@code x = center + width sinh(a y + b)}, y from -1 to 1 over the interval: resolves one
 * front at the center whose nearest complex singularity is about the width away (Tee and Trefethen, SIAM J. Sci. Comput.
 * 28, 2006).
 */
record MappedChebyshevBasis(Interval interval, double center, double width) implements Basis {
    private static final ChebyshevBasis UNIT = new ChebyshevBasis(new Interval(-1, 1));

    private static double asinh(double x) {
        return Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1));
    }

    private double upper() {
        return asinh((interval.max() - center) / width);
    }

    private double lower() {
        return asinh((interval.min() - center) / width);
    }

    private double stretch() {
        return 0.5 * (upper() - lower());
    }

    private double physical(double y) {
        return y <= -1
                ? interval.min()
                : y >= 1 ? interval.max() : center + width * Math.sinh(stretch() * y + 0.5 * (upper() + lower()));
    }

    private double reference(double x) {
        double y = (asinh((x - center) / width) - 0.5 * (upper() + lower())) / stretch();
        return Math.max(-1, Math.min(1, y));
    }

    /** Taylor coefficients of y about x, the first of order one. */
    private double[] slopes(double x, int order) {
        double s = x - center;
        double square = width * width + s * s;
        double[] h = new double[order];
        double[] y = new double[order + 1];
        for (int k = 0; k < order; k++) {
            // h = (width^2 + s^2)^(-1/2) satisfies (width^2 + s^2) h' + s h = 0.
            h[k] = k == 0
                    ? 1 / Math.sqrt(square)
                    : -((2 * k - 1) * s * h[k - 1] + (k > 1 ? (k - 1) * h[k - 2] : 0)) / (k * square);
            y[k + 1] = h[k] / (stretch() * (k + 1));
        }
        return y;
    }

    @Override
    public double[] row(double x, int order, int n) {
        double at = reference(x);
        if (order == 0) {
            return UNIT.row(at, 0, n);
        }
        double[] y = slopes(x, order);
        double[] power = new double[order + 1];
        power[0] = 1;
        double[] row = new double[n];
        double factorial = 1;
        for (int k = 2; k <= order; k++) {
            factorial *= k;
        }
        double divisor = 1;
        for (int j = 1; j <= order; j++) {
            // (y - y(x))^j as a series; its coefficient of the wanted order weighs the j-th derivative by y.
            double[] next = new double[order + 1];
            for (int p = 0; p <= order; p++) {
                for (int q = 1; p + q <= order; q++) {
                    next[p + q] += power[p] * y[q];
                }
            }
            power = next;
            divisor *= j;
            double weight = factorial / divisor * power[order];
            double[] own = UNIT.row(at, j, n);
            for (int k = 0; k < n; k++) {
                row[k] += weight * own[k];
            }
        }
        return row;
    }

    private double[] mapped(double[] y) {
        double[] x = new double[y.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = physical(y[j]);
        }
        return x;
    }

    @Override
    public double[] nodes(int n) {
        return mapped(UNIT.nodes(n));
    }

    @Override
    public double[] collocationPoints(int n) {
        return mapped(UNIT.collocationPoints(n));
    }

    @Override
    public double[] coefficients(double[] values) {
        return UNIT.coefficients(values);
    }

    @Override
    public double[] integrals(int n) {
        int points = 2 * n + 64;
        double[] y = UNIT.nodes(points);
        double[] weights = Transform.quadrature(UNIT, points);
        double[] integrals = new double[n];
        for (int p = 0; p < points; p++) {
            double slope = width * stretch() * Math.cosh(stretch() * y[p] + 0.5 * (upper() + lower()));
            double[] row = UNIT.row(y[p], 0, n);
            for (int k = 0; k < n; k++) {
                integrals[k] += weights[p] * slope * row[k];
            }
        }
        return integrals;
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
