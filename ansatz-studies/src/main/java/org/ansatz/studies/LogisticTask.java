package org.ansatz.studies;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.tensor.kernel.Blas;

/**
 * Ill-conditioned logistic regression: 400 points of 40 features whose scales fall from 3 to 0.095 evenly in their logarithms,
 * labels {@code sign(x w + 0.3 noise)} with a random w of length about one, ridge 1e-4. The score is the gap to the least value, found by L-BFGS.
 */
final class LogisticTask implements OptimizerTask, SmoothObjective {
    private static final int POINTS = 400;
    private static final int FEATURES = 40;
    private static final double RIDGE = 1e-4;

    private final double[][] signed = new double[POINTS][FEATURES];
    private final double least;

    /** @throws IllegalStateException if the reference optimum is not found to 1e-12 */
    LogisticTask(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] truth = new double[FEATURES];
        Arrays.setAll(truth, j -> random.nextGaussian() / Math.sqrt(FEATURES));
        for (double[] row : signed) {
            double sum = 0.3 * random.nextGaussian();
            for (int j = 0; j < FEATURES; j++) {
                row[j] = 3 * Math.pow(0.095 / 3, j / (FEATURES - 1.0)) * random.nextGaussian();
                sum += row[j] * truth[j];
            }
            for (int j = 0; j < FEATURES; j++) {
                row[j] *= Math.signum(sum);
            }
        }
        least = least();
    }

    private double least() {
        Optimizer search =
                Optimizers.named("l-bfgs").with(Map.of("tolerance", "1e-12")).on(this, start());
        Optimizer.Step step = search.step();
        while (step.status() == Optimizer.Status.MOVED) {
            step = search.step();
        }
        if (step.gradientNorm() > 1e-10) {
            throw new IllegalStateException("L-BFGS ended at a gradient of " + step.gradientNorm());
        }
        return step.value();
    }

    /** The largest eigenvalue that the Hessian can have. */
    double smoothness() {
        double[] gram = new double[FEATURES * FEATURES];
        for (double[] row : signed) {
            for (int i = 0; i < FEATURES; i++) {
                for (int j = 0; j < FEATURES; j++) {
                    gram[i * FEATURES + j] += row[i] * row[j] / (4 * POINTS);
                }
            }
        }
        double[] eigenvalues = new double[FEATURES];
        Blas.syevd(FEATURES, gram, eigenvalues);
        return eigenvalues[FEATURES - 1] + RIDGE;
    }

    @Override
    public int dimension() {
        return FEATURES;
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.flat(FEATURES);
    }

    @Override
    public double[] start() {
        return new double[FEATURES];
    }

    @Override
    public double value(double[] x) {
        return valueAndGradient(x, new double[FEATURES]);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        double value = 0;
        for (int j = 0; j < FEATURES; j++) {
            gradient[j] = RIDGE * x[j];
            value += 0.5 * RIDGE * x[j] * x[j];
        }
        for (double[] row : signed) {
            double margin = 0;
            for (int j = 0; j < FEATURES; j++) {
                margin += row[j] * x[j];
            }
            value += (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin)) / POINTS;
            double slope = -1 / (1 + Math.exp(margin)) / POINTS;
            for (int j = 0; j < FEATURES; j++) {
                gradient[j] += slope * row[j];
            }
        }
        return value;
    }

    @Override
    public double loss(long step, double[] x, double[] gradient) {
        return valueAndGradient(x, gradient);
    }

    @Override
    public double score(double[] x) {
        return value(x) - least;
    }
}
