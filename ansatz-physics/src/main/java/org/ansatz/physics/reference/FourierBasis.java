package org.ansatz.physics.reference;

import org.ansatz.physics.problem.Interval;

/** {@code 1, cos(y), sin(y), cos(2y), ...} with y from 0 to 2 pi over the interval; an odd number of them. */
record FourierBasis(Interval interval) implements Basis {

    private double wave() {
        return 2 * Math.PI / interval.length();
    }

    @Override
    public double[] row(double x, int order, int n) {
        double[] value = new double[n];
        double y = wave() * (x - interval.min());
        value[0] = order == 0 ? 1 : 0;
        for (int k = 1; k < n; k++) {
            int frequency = (k + 1) / 2;
            double scale = Math.pow(frequency * wave(), order);
            // cos, -sin, -cos, sin are the derivatives of cos in turn; the sine is three steps into the same circle.
            int turn = (order + (k % 2 == 1 ? 0 : 3)) % 4;
            double angle = frequency * y;
            value[k] = scale
                    * switch (turn) {
                        case 0 -> Math.cos(angle);
                        case 1 -> -Math.sin(angle);
                        case 2 -> -Math.cos(angle);
                        default -> Math.sin(angle);
                    };
        }
        return value;
    }

    @Override
    public double[] nodes(int n) {
        double[] x = new double[n];
        for (int j = 0; j < n; j++) {
            x[j] = interval.min() + interval.length() * j / n;
        }
        return x;
    }

    @Override
    public double[] collocationPoints(int n) {
        return nodes(n);
    }

    @Override
    public double[] coefficients(double[] values) {
        int n = values.length;
        double[] c = new double[n];
        for (int k = 0; k < n; k++) {
            long frequency = (k + 1L) / 2;
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double angle = 2 * Math.PI * (frequency * j % n) / n;
                sum += values[j] * (k % 2 == 1 || k == 0 ? Math.cos(angle) : Math.sin(angle));
            }
            c[k] = sum * (k == 0 ? 1.0 : 2.0) / n;
        }
        return c;
    }

    @Override
    public double[] integrals(int n) {
        double[] integral = new double[n];
        integral[0] = interval.length();
        return integral;
    }

    @Override
    public int admissible(int n) {
        return n | 1;
    }

    @Override
    public boolean periodic() {
        return true;
    }
}
