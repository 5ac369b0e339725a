package org.ansatz.learn.optim.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The second moments {@code L = mean(G G^T)} and {@code R = mean(G^T G)} of Shampoo (arXiv 1802.09568), exponential means
 * corrected for their start at zero, with a matrix function of each that is computed anew every so many steps.
 */
final class KroneckerMoments {
    /** Made of the eigenvalues and eigenvectors of L and of R. */
    @FunctionalInterface
    interface Function {
        Matrix of(SymmetricEigen eigen);
    }

    private final double beta;
    private final int refreshEvery;
    private final Function function;
    private final Matrix left;
    private final Matrix right;
    private final Matrix leftFunction;
    private final Matrix rightFunction;
    private final double[] count = new double[1];

    KroneckerMoments(int rows, int columns, double beta, int refreshEvery, Function function) {
        if (!(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException("the memory of second moments must lie in [0, 1), got " + beta);
        }
        if (refreshEvery < 1) {
            throw new IllegalArgumentException("roots are refreshed every 1 or more steps, got " + refreshEvery);
        }
        this.beta = beta;
        this.refreshEvery = refreshEvery;
        this.function = function;
        left = Matrix.zeros(rows, rows);
        right = Matrix.zeros(columns, columns);
        leftFunction = Matrix.zeros(rows, rows);
        rightFunction = Matrix.zeros(columns, columns);
    }

    void learn(Matrix g) {
        mix(left, g.timesTransposed(g));
        mix(right, g.transposedTimes(g));
        if (count[0]++ % refreshEvery == 0) {
            double correction = 1 / (1 - Math.pow(beta, count[0]));
            refresh(left, correction, leftFunction);
            refresh(right, correction, rightFunction);
        }
    }

    private void mix(Matrix mean, Matrix moment) {
        double[] values = mean.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = beta * values[i] + (1 - beta) * moment.values()[i];
        }
    }

    private void refresh(Matrix mean, double correction, Matrix into) {
        if (mean.trace() > 0) {
            Matrix fresh = function.of(SymmetricEigen.of(mean.scaled(correction)));
            System.arraycopy(fresh.values(), 0, into.values(), 0, into.values().length);
        }
    }

    /** {@code f(L) G f(R)^T}. */
    Matrix sandwich(Matrix g) {
        return leftFunction.times(g).timesTransposed(rightFunction);
    }

    /** {@code f(L)^T G f(R)}. */
    Matrix transposedSandwich(Matrix g) {
        return leftFunction.transposedTimes(g).times(rightFunction);
    }

    Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>();
        buffers.put("left", left.values());
        buffers.put("right", right.values());
        buffers.put("left_function", leftFunction.values());
        buffers.put("right_function", rightFunction.values());
        buffers.put("count", count);
        return buffers;
    }
}
