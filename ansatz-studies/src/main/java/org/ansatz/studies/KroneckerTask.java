package org.ansatz.studies;

import java.util.Random;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.Svd;

/**
 * {@code f(W) = tr((W - W*)^T Sy (W - W*) Sx) / 2} with eigenvalues of Sx from 1 to 1e-3 and of Sy from 1 to 10^-1.5, evenly in
 * their logarithms, in random bases. Stochastic gradients {@code Sy (W - W*) (X X^T / 64)} with 64 columns X from N(0, Sx).
 * The score is f over its value at the start, W = 0.
 */
final class KroneckerTask implements OptimizerTask {
    private static final int SAMPLES = 64;

    private final Matrix sx;
    private final Matrix rootX;
    private final Matrix sy;
    private final Matrix target;
    private final long seed;

    KroneckerTask(int rows, int columns, long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        Matrix u = Svd.of(normal(random, columns, columns)).u();
        Matrix v = Svd.of(normal(random, rows, rows)).u();
        sx = withSpectrum(u, -3, 1);
        rootX = withSpectrum(u, -3, 0.5);
        sy = withSpectrum(v, -1.5, 1);
        target = normal(random, rows, columns);
    }

    private static Matrix normal(Random random, int rows, int columns) {
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** {@code Q diag(10^(power decades i / (n - 1))) Q^T}. */
    private static Matrix withSpectrum(Matrix q, double decades, double power) {
        int n = q.rows();
        Matrix scaled = Matrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                scaled.values()[i * n + k] = q.get(i, k) * Math.pow(10, power * decades * k / (n - 1.0));
            }
        }
        return scaled.timesTransposed(q);
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.empty().matrix("w", target.rows(), target.columns());
    }

    @Override
    public double[] start() {
        return new double[target.values().length];
    }

    private Matrix away(double[] x) {
        return new Matrix(target.rows(), target.columns(), x).combined(1, target, -1);
    }

    private double value(Matrix away) {
        return 0.5 * sy.times(away).times(sx).dot(away);
    }

    @Override
    public double loss(long step, double[] x, double[] gradient) {
        Matrix away = away(x);
        Matrix samples = rootX.times(normal(new Random(seed * 1_000_003 + step), target.columns(), SAMPLES));
        Matrix moment = samples.timesTransposed(samples).scaled(1.0 / SAMPLES);
        System.arraycopy(sy.times(away).times(moment).values(), 0, gradient, 0, gradient.length);
        return score(x);
    }

    @Override
    public double score(double[] x) {
        return value(away(x)) / value(away(start()));
    }
}
