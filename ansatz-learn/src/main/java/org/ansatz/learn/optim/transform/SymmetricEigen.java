package org.ansatz.learn.optim.transform;

import java.util.function.DoubleUnaryOperator;
import org.ansatz.tensor.kernel.Blas;

/**
 * {@code A = V^T diag(w) V} of a symmetric matrix.
 *
 * @param values ascending
 * @param rows V: an orthonormal eigenvector per row
 */
public record SymmetricEigen(double[] values, Matrix rows) {
    /**
     * @throws ArithmeticException if an eigenvalue is not finite
     */
    public static SymmetricEigen of(Matrix a) {
        double[] w = new double[a.rows()];
        Matrix v = new Matrix(a.rows(), a.rows(), a.values().clone());
        Blas.syevd(a.rows(), v.values(), w);
        if (!Double.isFinite(w[0]) || !Double.isFinite(w[w.length - 1])) {
            throw new ArithmeticException("a symmetric factor has no finite eigenvalues, the smallest is " + w[0]);
        }
        return new SymmetricEigen(w, v);
    }

    /** {@code V^T diag(f(w)) V}. */
    public Matrix function(DoubleUnaryOperator f) {
        int n = values.length;
        Matrix scaled = Matrix.zeros(n, n);
        for (int k = 0; k < n; k++) {
            double fk = f.applyAsDouble(values[k]);
            for (int j = 0; j < n; j++) {
                scaled.values()[k * n + j] = fk * rows.get(k, j);
            }
        }
        return rows.transposedTimes(scaled);
    }

    /** {@code A^exponent} for a negative exponent, eigenvalues below {@code floor} times the largest counting as that. */
    public Matrix power(double exponent, double floor) {
        double least = floor * values[values.length - 1];
        return function(w -> Math.pow(Math.max(w, least), exponent));
    }
}
