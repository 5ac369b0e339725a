package org.ansatz.solve.implicit;

/** Differences between the same rows at two sets of points: what a period asks for. */
final class DifferenceRows implements Rows {
    private final PointRows upper;
    private final PointRows lower;
    private final int parameters;

    DifferenceRows(PointRows upper, PointRows lower, int parameters) {
        this.upper = upper;
        this.lower = lower;
        this.parameters = parameters;
    }

    @Override
    public String name() {
        return upper.name();
    }

    @Override
    public int count() {
        return upper.count();
    }

    @Override
    public void residuals(double[] weights, double[] r, int at) {
        double[] other = new double[count()];
        upper.residuals(weights, r, at);
        lower.residuals(weights, other, 0);
        subtract(other, r, at);
    }

    private static void subtract(double[] other, double[] r, int at) {
        for (int i = 0; i < other.length; i++) {
            r[at + i] -= other[i];
        }
    }

    @Override
    public void linearise(double[] weights, double[] r, double[] jt, int rowLength, int at) {
        int n = count();
        double[] other = new double[n];
        double[] slopes = new double[n * parameters];
        upper.linearise(weights, r, jt, rowLength, at);
        lower.linearise(weights, other, slopes, n, 0);
        subtract(other, r, at);
        for (int q = 0; q < parameters; q++) {
            for (int i = 0; i < n; i++) {
                jt[q * rowLength + at + i] -= slopes[q * n + i];
            }
        }
    }

    @Override
    public double addGradient(double[] weights, double[] gradient) {
        int n = count();
        double[] r = new double[n];
        double[] jt = new double[n * parameters];
        linearise(weights, r, jt, n, 0);
        double sum = 0;
        for (double v : r) {
            sum += v * v;
        }
        for (int q = 0; q < parameters; q++) {
            for (int i = 0; i < n; i++) {
                gradient[q] += jt[q * n + i] * r[i];
            }
        }
        return 0.5 * sum;
    }
}
