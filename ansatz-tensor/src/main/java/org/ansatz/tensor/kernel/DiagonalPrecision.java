package org.ansatz.tensor.kernel;

/** {@code P = diag(1 / sigma^2)}. */
final class DiagonalPrecision extends GaussianPrecision {
    DiagonalPrecision(int inputs) {
        super(inputs);
    }

    @Override
    int rotationCount() {
        return 0;
    }

    @Override
    double[] identity() {
        return new double[0];
    }

    @Override
    int pairs() {
        return inputs;
    }

    @Override
    int pair(int i, int j) {
        return i == j ? i : -1;
    }

    @Override
    boolean depends(int raw, int pair) {
        return raw == pair;
    }

    @Override
    void evaluate(double[] theta, int widthsAt, int rotationAt, double least, double[] p, double[] slopes) {
        for (int i = 0; i < inputs; i++) {
            double inverse = 1 / clamped(theta[widthsAt + i], least);
            p[i] = inverse * inverse;
            slopes[i * inputs + i] = inverse * inverse * inverse;
        }
    }

    @Override
    double[][] axes(double[] theta, int rotationAt) {
        double[][] axes = new double[inputs][inputs];
        for (int i = 0; i < inputs; i++) {
            axes[i][i] = 1;
        }
        return axes;
    }
}
