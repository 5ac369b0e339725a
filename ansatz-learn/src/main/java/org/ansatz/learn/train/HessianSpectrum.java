package org.ansatz.learn.train;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ansatz.tensor.kernel.Blas;

/**
 * Eigenvalues of a Hessian that is known by its products with vectors.
 *
 * <p>{@link #eigenvalues()} forms the matrix column by column (n products, n^2 numbers: up to a few thousand parameters);
 * {@link #largest} uses Lanczos with full reorthogonalisation and needs tens of products whatever n is.
 */
public final class HessianSpectrum {
    /** Products between two looks at the Ritz values, which cost an eigenproblem each. */
    private static final int CHECK_EVERY = 5;

    private final int dimension;
    private final UnaryOperator<double[]> product;

    private HessianSpectrum(int dimension, UnaryOperator<double[]> product) {
        this.dimension = dimension;
        this.product = product;
    }

    /**
     * @param product maps v to H v; must not keep or change its argument
     */
    public static HessianSpectrum of(int dimension, UnaryOperator<double[]> product) {
        if (dimension < 1) {
            throw new IllegalArgumentException("a Hessian needs at least one parameter, got " + dimension);
        }
        return new HessianSpectrum(dimension, product);
    }

    /** The full matrix, row-major; column j is {@code H e_j}. Not symmetrised. */
    public double[] matrix() {
        double[] matrix = new double[Math.multiplyExact(dimension, dimension)];
        double[] unit = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            unit[j] = 1;
            double[] column = product.apply(unit);
            unit[j] = 0;
            for (int i = 0; i < dimension; i++) {
                matrix[i * dimension + j] = column[i];
            }
        }
        return matrix;
    }

    /** All eigenvalues of the symmetrised matrix, ascending. */
    public double[] eigenvalues() {
        double[] a = matrix();
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (a[i * dimension + j] + a[j * dimension + i]);
                a[i * dimension + j] = mean;
                a[j * dimension + i] = mean;
            }
        }
        double[] values = new double[dimension];
        Blas.syevd(dimension, a, values);
        return values;
    }

    /**
     * The largest eigenvalue by Lanczos, to a relative change below {@code tolerance} over five products.
     *
     * @param maxProducts limit on Hessian-vector products
     */
    public double largest(double tolerance, int maxProducts, long seed) {
        double[] ritz = lanczos(tolerance, Math.min(maxProducts, dimension), seed);
        return ritz[ritz.length - 1];
    }

    /**
     * The {@code k} largest eigenvalues, descending, from a Krylov space of dimension {@code products}; the outer ones
     * converge first (Golub and Van Loan, Matrix Computations, section 10.1).
     */
    public double[] topEigenvalues(int k, int products, long seed) {
        double[] ritz = lanczos(0, Math.min(products, dimension), seed);
        double[] top = new double[Math.min(k, ritz.length)];
        for (int i = 0; i < top.length; i++) {
            top[i] = ritz[ritz.length - 1 - i];
        }
        return top;
    }

    private double[] lanczos(double tolerance, int maxProducts, long seed) {
        double[][] basis = new double[maxProducts][];
        double[] alpha = new double[maxProducts];
        double[] beta = new double[maxProducts];
        Random random = new Random(seed);
        double[] v = new double[dimension];
        Arrays.setAll(v, i -> random.nextGaussian());
        normalise(v);
        double[] ritz = {0};
        double before = Double.NaN;
        for (int k = 0; k < maxProducts; k++) {
            basis[k] = v;
            double[] w = product.apply(v.clone()).clone();
            alpha[k] = dot(v, w);
            // Twice is enough (Kahan, Parlett): keeps ghosts of converged eigenvalues out.
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j <= k; j++) {
                    double overlap = dot(basis[j], w);
                    for (int i = 0; i < dimension; i++) {
                        w[i] -= overlap * basis[j][i];
                    }
                }
            }
            double norm = normalise(w);
            boolean last = norm <= 1e-14 * Math.abs(alpha[0]) || k + 1 == maxProducts;
            if (last || k % CHECK_EVERY == 0) {
                ritz = tridiagonal(alpha, beta, k + 1);
                double top = ritz[k];
                if (last || Math.abs(top - before) <= tolerance * Math.abs(top)) {
                    return ritz;
                }
                before = top;
            }
            beta[k] = norm;
            v = w;
        }
        return ritz;
    }

    private static double[] tridiagonal(double[] alpha, double[] beta, int n) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = alpha[i];
            if (i + 1 < n) {
                a[i * n + i + 1] = beta[i];
                a[(i + 1) * n + i] = beta[i];
            }
        }
        double[] values = new double[n];
        Blas.syevd(n, a, values);
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Scales to length one unless zero; returns the old length. */
    private static double normalise(double[] v) {
        double norm = Math.sqrt(dot(v, v));
        if (norm > 0) {
            for (int i = 0; i < v.length; i++) {
                v[i] /= norm;
            }
        }
        return norm;
    }
}
