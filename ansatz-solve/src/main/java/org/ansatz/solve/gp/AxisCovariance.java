package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.Locale;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.kernel.Blas;

/**
 * The covariance matrix of one axis with its derivatives by the first argument and its Cholesky factor {@code K = L L^T}.
 * All are Toeplitz and made from the values at {@code n} lags. Jitter is added to the diagonal of {@code K} only, never
 * to derivatives or to covariances with other points.
 */
final class AxisCovariance {
    /** A mode holds nothing but jitter if its eigenvalue is at most this multiple of it. */
    private static final double JITTER_MODE = 2;

    private final GridAxis axis;
    private final SpectralMixture kernel;
    private final Matrix[] derivatives;
    private final Matrix factor;
    private final double jitter;
    private final boolean reduced;
    private final Matrix[] whitened;

    /**
     * @param kernel ignored for the axis that is not there
     * @param highest derivative that will be asked for
     * @param reduced whether whitened unknowns leave out the modes that hold nothing but jitter
     * @throws NumericalFailure if the matrix is not positive definite to rounding
     */
    AxisCovariance(GridAxis axis, SpectralMixture kernel, double jitter, int highest, boolean reduced) {
        this.axis = axis;
        this.jitter = jitter;
        this.reduced = reduced && !axis.isNone();
        this.kernel = kernel;
        int n = axis.points();
        double[][] lags = axis.isNone() ? new double[][] {{1 - jitter}} : kernel.derivatives(axis.lags(), highest);
        derivatives = new Matrix[lags.length];
        for (int order = 0; order < lags.length; order++) {
            derivatives[order] = toeplitz(lags[order], order % 2 == 0 ? 1 : -1);
        }
        for (int i = 0; i < n; i++) {
            derivatives[0].values()[i * n + i] += jitter;
        }
        factor = derivatives[0].copy();
        if (Blas.potrf(n, factor.values(), n) != 0) {
            throw new NumericalFailure(String.format(
                    Locale.ROOT,
                    "the covariance of %d points along %s is not positive definite with jitter %.1e (its condition is"
                            + " beyond %.0e); a larger jitter or fewer points help",
                    n,
                    axis.name(),
                    jitter,
                    n * lags[0][0] / Math.max(jitter, Double.MIN_NORMAL)));
        }
        whitened = new Matrix[derivatives.length];
    }

    /** {@code T_ij = values[|i - j|]}, times the parity below the diagonal's mirror, {@code i < j}. */
    private static Matrix toeplitz(double[] values, int parity) {
        int n = values.length;
        Matrix t = Matrix.zero(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                t.values()[i * n + j] = i >= j ? values[i - j] : parity * values[j - i];
            }
        }
        return t;
    }

    GridAxis axis() {
        return axis;
    }

    SpectralMixture kernel() {
        return kernel;
    }

    int points() {
        return axis.points();
    }

    /** {@code K} with jitter for order zero, else {@code k^(order)(x_i - x_j)}. */
    Matrix derivative(int order) {
        return derivatives[order];
    }

    int orders() {
        return derivatives.length;
    }

    /** {@code L^T}, upper triangular. */
    Matrix upperFactor() {
        Matrix upper = factor.copy();
        int n = points();
        for (int i = 0; i < n; i++) {
            Arrays.fill(upper.values(), i * n, i * n + i, 0);
        }
        return upper;
    }

    /**
     * {@code K^(order) L^-T}: what the derivative is in terms of whitened unknowns; {@code L} for order zero. Reduced,
     * {@code L = Q sqrt(Lambda)} with the eigenvectors whose eigenvalues rise above the jitter, [points][modes].
     */
    Matrix whitened(int order) {
        if (whitened[order] == null) {
            if (reduced) {
                whitenByModes();
            } else {
                whitened[order] = whitenByFactor(order);
            }
        }
        return whitened[order];
    }

    private Matrix whitenByFactor(int order) {
        if (order == 0) {
            return upperFactor().transpose();
        }
        Matrix g = derivatives[order].copy();
        Blas.trsm(false, points(), points(), factor.values(), points(), g.values(), points());
        return g;
    }

    private void whitenByModes() {
        int n = points();
        Matrix vectors = derivatives[0].copy();
        double[] eigenvalues = new double[n];
        Blas.syevd(n, vectors.values(), eigenvalues);
        int first = 0;
        while (first < n - 1 && eigenvalues[first] <= JITTER_MODE * jitter) {
            first++;
        }
        // Rows are eigenvectors, those with the largest eigenvalues last.
        int modes = n - first;
        Matrix kept = new Matrix(modes, n, Arrays.copyOfRange(vectors.values(), first * n, n * n));
        Matrix scaled = kept.copy();
        for (int k = 0; k < modes; k++) {
            double root = Math.sqrt(eigenvalues[first + k]);
            for (int i = 0; i < n; i++) {
                scaled.values()[k * n + i] /= root;
                kept.values()[k * n + i] *= root;
            }
        }
        whitened[0] = kept.transpose();
        for (int order = 1; order < whitened.length; order++) {
            whitened[order] = derivatives[order].timesTransposed(scaled);
        }
    }

    /** Number of whitened unknowns. */
    int modes() {
        return whitened(0).columns();
    }

    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < points(); i++) {
            sum += Math.log(factor.get(i, i));
        }
        return 2 * sum;
    }

    /** {@code rows K^-1}, for a matrix with as many columns as there are points. */
    Matrix solveRows(Matrix rows) {
        Matrix x = rows.copy();
        Blas.potrs(points(), rows.rows(), factor.values(), points(), x.values());
        return x;
    }

    Matrix inverse() {
        Matrix inverse = factor.copy();
        int n = points();
        Blas.potri(n, inverse.values(), n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                inverse.values()[i * n + j] = inverse.get(j, i);
            }
        }
        return inverse;
    }

    /**
     * Adds the gradient of something by the kernel's parameters.
     *
     * @param adjoint its gradient by each of the matrices {@link #derivative}; null where there is none
     */
    void addGradient(Matrix[] adjoint, double[] gradient, int offset) {
        if (axis.isNone()) {
            return;
        }
        int n = points();
        double[][] byLag = new double[adjoint.length][n];
        for (int order = 0; order < adjoint.length; order++) {
            if (adjoint[order] == null) {
                continue;
            }
            int parity = order % 2 == 0 ? 1 : -1;
            double[] entries = adjoint[order].values();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    byLag[order][Math.abs(i - j)] += i >= j ? entries[i * n + j] : parity * entries[i * n + j];
                }
            }
        }
        kernel.addGradient(axis.lags(), byLag, gradient, offset);
    }
}
