package org.ansatz.learn.noether;

import org.ansatz.learn.optim.SmoothObjective;

/** {@code f(w) = w^T A w / (2 |w|^2)} with {@code A = diag(1, 2, 4, 8)}: unchanged when w is scaled. */
record RayleighQuotient() implements SmoothObjective {
    static final double[] START = {0.5, 0.5, 0.5, 0.5};
    private static final double[] A = {1, 2, 4, 8};

    @Override
    public int dimension() {
        return 4;
    }

    @Override
    public double value(double[] w) {
        return valueAndGradient(w, new double[4]);
    }

    @Override
    public double valueAndGradient(double[] w, double[] gradient) {
        double weighted = 0;
        double square = 0;
        for (int i = 0; i < 4; i++) {
            weighted += A[i] * w[i] * w[i];
            square += w[i] * w[i];
        }
        double quotient = weighted / square;
        for (int i = 0; i < 4; i++) {
            gradient[i] = (A[i] * w[i] - quotient * w[i]) / square;
        }
        return quotient / 2;
    }
}
