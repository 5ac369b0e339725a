package org.ansatz.studies;

import java.util.Arrays;
import org.ansatz.learn.optim.ParameterLayout;

/** {@code sum h_i x_i^2 / 2} from ones, the steepnesses h spaced evenly in their logarithms; the score is the value. */
record QuadraticTask(double[] steepness) implements OptimizerTask {
    static QuadraticTask of(int dimension, double condition) {
        double[] h = new double[dimension];
        Arrays.setAll(h, i -> Math.pow(condition, i / (dimension - 1.0)));
        return new QuadraticTask(h);
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.flat(steepness.length);
    }

    @Override
    public double[] start() {
        double[] x = new double[steepness.length];
        Arrays.fill(x, 1);
        return x;
    }

    @Override
    public double loss(long step, double[] x, double[] gradient) {
        Arrays.setAll(gradient, i -> steepness[i] * x[i]);
        return score(x);
    }

    @Override
    public double score(double[] x) {
        double value = 0;
        for (int i = 0; i < x.length; i++) {
            value += 0.5 * steepness[i] * x[i] * x[i];
        }
        return value;
    }
}
