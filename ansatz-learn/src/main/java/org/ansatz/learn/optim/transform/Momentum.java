package org.ansatz.learn.optim.transform;

import java.util.Map;

/**
 * The exponential mean {@code M <- beta M + (1 - beta) u}; Nesterov's form goes on to {@code beta M + (1 - beta) u}.
 */
public final class Momentum implements UpdateTransform {
    private final double beta;
    private final boolean nesterov;
    private final double[] mean;

    /**
     * @throws IllegalArgumentException if beta is not in [0, 1)
     */
    public Momentum(int rows, int columns, double beta, boolean nesterov) {
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + beta);
        }
        this.beta = beta;
        this.nesterov = nesterov;
        mean = new double[rows * columns];
    }

    @Override
    public Matrix apply(Matrix u) {
        double[] g = u.values();
        double[] direction = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = beta * mean[i] + (1 - beta) * g[i];
            direction[i] = nesterov ? beta * mean[i] + (1 - beta) * g[i] : mean[i];
        }
        return new Matrix(u.rows(), u.columns(), direction);
    }

    @Override
    public Map<String, double[]> buffers() {
        return Map.of("momentum", mean);
    }
}
