package org.ansatz.learn.optim.transform;

import java.util.Map;

/**
 * {@code L^-1/4 u R^-1/4} with the second moments L and R of u (arXiv 1802.09568, algorithm 1, with exponential means in the
 * place of sums). Eigenvalues below {@code epsilon} times the largest count as that.
 */
public final class Shampoo implements UpdateTransform {
    private final KroneckerMoments moments;

    /**
     * @param beta memory of the second moments
     * @param refreshEvery steps between two decompositions
     */
    public Shampoo(int rows, int columns, double beta, double epsilon, int refreshEvery) {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be positive, got " + epsilon);
        }
        moments = new KroneckerMoments(rows, columns, beta, refreshEvery, eigen -> eigen.power(-0.25, epsilon));
    }

    @Override
    public Matrix apply(Matrix u) {
        moments.learn(u);
        return moments.sandwich(u);
    }

    @Override
    public Map<String, double[]> buffers() {
        return moments.buffers();
    }
}
