package org.ansatz.learn.optim.transform;

import java.util.Map;

/**
 * Adam's direction (arXiv 1412.6980): the mean gradient over the root of the mean squared gradient, both corrected for
 * their start at zero.
 */
public final class AdamScaling implements UpdateTransform {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double[] first;
    private final double[] second;
    private final double[] count = new double[1];

    public AdamScaling(int rows, int columns, double beta1, double beta2, double epsilon) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("Adam's betas must lie in [0, 1), got " + beta1 + " and " + beta2);
        }
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        first = new double[rows * columns];
        second = new double[rows * columns];
    }

    @Override
    public Matrix apply(Matrix u) {
        count[0]++;
        double byFirst = 1 / (1 - Math.pow(beta1, count[0]));
        double bySecond = 1 / (1 - Math.pow(beta2, count[0]));
        double[] direction = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            double g = u.values()[i];
            first[i] = beta1 * first[i] + (1 - beta1) * g;
            second[i] = beta2 * second[i] + (1 - beta2) * g * g;
            direction[i] = first[i] * byFirst / (Math.sqrt(second[i] * bySecond) + epsilon);
        }
        return new Matrix(u.rows(), u.columns(), direction);
    }

    @Override
    public Map<String, double[]> buffers() {
        return Map.of("adam.m", first, "adam.v", second, "adam.count", count);
    }
}
