package org.ansatz.learn.optim.transform;

import org.ansatz.tensor.kernel.Blas;

/**
 * The thin singular value decomposition {@code A = U diag(s) V^T}.
 *
 * @param u [rows, k], k the smaller size
 * @param values descending
 * @param vt [k, columns]
 */
public record Svd(Matrix u, double[] values, Matrix vt) {
    /**
     * @throws ArithmeticException if the matrix is not finite
     */
    public static Svd of(Matrix a) {
        int k = Math.min(a.rows(), a.columns());
        double[] s = new double[k];
        Matrix u = Matrix.zeros(a.rows(), k);
        Matrix vt = Matrix.zeros(k, a.columns());
        Blas.gesdd(a.rows(), a.columns(), a.values().clone(), s, u.values(), vt.values());
        return new Svd(u, s, vt);
    }

    /** Largest over smallest singular value. */
    public double conditionNumber() {
        return values[0] / values[values.length - 1];
    }

    /** {@code |A|_F^2 / |A|_2^2}, between 1 and the rank. */
    public double stableRank() {
        double sum = 0;
        for (double s : values) {
            sum += s * s;
        }
        return sum / (values[0] * values[0]);
    }
}
