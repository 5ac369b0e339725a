package org.ansatz.tensor.kernel;

import java.util.function.IntSupplier;
import org.ansatz.tensor.ThreadPolicy;
import org.bytedeco.openblas.global.openblas;

/**
 * The few BLAS and LAPACK routines that dense second-order methods need, on plain row-major arrays, through OpenBLAS.
 * Does not load libtorch.
 */
public final class Blas {
    // OpenBLAS' threaded LU keeps a table of all possible threads, more than a megabyte, on the caller's stack, which
    // overflows that of a Java thread; below this order it uses no threads.
    private static final int THREADED_LU = 128;
    private static final long LARGE_STACK = 64L << 20;

    private Blas() {}

    private static int onLargeStack(int order, IntSupplier call) {
        if (order < THREADED_LU) {
            return call.getAsInt();
        }
        int[] result = new int[1];
        Thread thread = new Thread(null, () -> result[0] = call.getAsInt(), "lapack", LARGE_STACK);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result[0];
    }

    /** Sets the number of OpenBLAS threads; the policy for them is in {@link ThreadPolicy}. */
    public static void setThreads(int threads) {
        ThreadPolicy.setBlas(threads);
    }

    private static int op(boolean transpose) {
        return transpose ? openblas.CblasTrans : openblas.CblasNoTrans;
    }

    /** {@code C = alpha op(A) op(B) + beta C} with {@code op(A)} m x k and {@code op(B)} k x n, row-major. */
    public static void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int lda,
            double[] b,
            int ldb,
            double beta,
            double[] c,
            int ldc) {
        openblas.cblas_dgemm(
                openblas.CblasRowMajor, op(transposeA), op(transposeB), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    /** Upper triangle of {@code C = alpha A A^T + beta C}; A is n x k, row-major with row length {@code lda}. */
    public static void syrk(int n, int k, double alpha, double[] a, int lda, double beta, double[] c, int ldc) {
        openblas.cblas_dsyrk(
                openblas.CblasRowMajor, openblas.CblasUpper, openblas.CblasNoTrans, n, k, alpha, a, lda, beta, c, ldc);
    }

    /** {@code y = alpha op(A) x + beta y}; A is m x n, row-major with row length {@code lda}. */
    public static void gemv(
            boolean transpose, int m, int n, double alpha, double[] a, int lda, double[] x, double beta, double[] y) {
        openblas.cblas_dgemv(openblas.CblasRowMajor, op(transpose), m, n, alpha, a, lda, x, 1, beta, y, 1);
    }

    /**
     * Cholesky factorisation {@code A = U^T U} in place of a symmetric matrix given by its upper triangle (row-major).
     *
     * @return zero, or the order of the leading minor that is not positive definite
     */
    public static int potrf(int n, double[] a, int lda) {
        // Row-major upper is column-major lower: no transposition inside LAPACKE.
        return openblas.LAPACKE_dpotrf(openblas.LAPACK_COL_MAJOR, (byte) 'L', n, a, lda);
    }

    /** Solves {@code U^T U x = b} in place with the factor of {@link #potrf}; b is [nrhs][n]. */
    public static void potrs(int n, int nrhs, double[] factor, int lda, double[] b) {
        openblas.LAPACKE_dpotrs(openblas.LAPACK_COL_MAJOR, (byte) 'L', n, nrhs, factor, lda, b, n);
    }

    /** The inverse's upper triangle from the Cholesky factor, in place. Returns LAPACK's info. */
    public static int potri(int n, double[] factor, int lda) {
        return openblas.LAPACKE_dpotri(openblas.LAPACK_COL_MAJOR, (byte) 'L', n, factor, lda);
    }

    /** {@code B = B op(U)^-1} in place; B is m x n with row length {@code ldb}, U the factor of {@link #potrf}, n x n. */
    public static void trsm(boolean transpose, int m, int n, double[] factor, int lda, double[] b, int ldb) {
        openblas.cblas_dtrsm(
                openblas.CblasRowMajor,
                openblas.CblasRight,
                openblas.CblasUpper,
                op(transpose),
                openblas.CblasNonUnit,
                m,
                n,
                1,
                factor,
                lda,
                b,
                ldb);
    }

    /** LU factorisation in place, row-major n x n. Returns LAPACK's info (positive: exactly singular). */
    public static int getrf(int n, double[] a, int[] pivots) {
        return onLargeStack(n, () -> openblas.LAPACKE_dgetrf(openblas.LAPACK_COL_MAJOR, n, n, a, n, pivots));
    }

    /** Solves {@code A x = b} with the factors of {@link #getrf}, in place; b is [nrhs][n]. */
    public static void getrs(int n, int nrhs, double[] factors, int[] pivots, double[] b) {
        // The factors are of A^T as column-major sees it.
        openblas.LAPACKE_dgetrs(openblas.LAPACK_COL_MAJOR, (byte) 'T', n, nrhs, factors, n, pivots, b, n);
    }

    /** LU factorisation in place of a complex matrix (row-major n x n, real and imaginary parts interleaved). */
    public static int zgetrf(int n, double[] a, int[] pivots) {
        return onLargeStack(n, () -> openblas.LAPACKE_zgetrf(openblas.LAPACK_COL_MAJOR, n, n, a, n, pivots));
    }

    /** Solves {@code A x = b} with the factors of {@link #zgetrf}, in place; b is [nrhs][n], interleaved. */
    public static void zgetrs(int n, int nrhs, double[] factors, int[] pivots, double[] b) {
        openblas.LAPACKE_zgetrs(openblas.LAPACK_COL_MAJOR, (byte) 'T', n, nrhs, factors, n, pivots, b, n);
    }

    /**
     * Least squares {@code min |A x - b|} of full rank, m x n row-major with m at least n, by QR. A is overwritten, x is
     * the head of b. Returns LAPACK's info.
     */
    public static int gels(int m, int n, double[] a, double[] b) {
        return openblas.LAPACKE_dgels(openblas.LAPACK_ROW_MAJOR, (byte) 'N', m, n, 1, a, n, b, 1);
    }

    /**
     * Minimum-norm least squares with rank decided by {@code rcond}; A (m x n row-major) is overwritten, b has
     * max(m, n) entries and its head becomes x. Returns the rank.
     */
    public static int gelsy(int m, int n, double[] a, double[] b, double rcond) {
        int[] pivots = new int[n];
        int[] rank = new int[1];
        int info = openblas.LAPACKE_dgelsy(openblas.LAPACK_ROW_MAJOR, m, n, 1, a, n, b, 1, pivots, rcond, rank);
        if (info != 0) {
            throw new ArithmeticException("dgelsy failed with info " + info);
        }
        return rank[0];
    }

    /** Eigenvalues (ascending) and orthonormal eigenvectors (rows of a, in place) of a symmetric matrix. */
    public static void syevd(int n, double[] a, double[] eigenvalues) {
        int info = openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', n, a, n, eigenvalues);
        if (info != 0) {
            throw new ArithmeticException("dsyevd failed with info " + info);
        }
    }

    /**
     * The thin singular value decomposition {@code A = U diag(s) V^T}, with {@code k = min(m, n)}.
     *
     * @param a m x n, row-major; overwritten
     * @param s [k], filled, descending
     * @param u [m][k], filled
     * @param vt [k][n], filled
     * @throws ArithmeticException if it does not converge or A is not finite
     */
    public static void gesdd(int m, int n, double[] a, double[] s, double[] u, double[] vt) {
        int k = Math.min(m, n);
        int info = openblas.LAPACKE_dgesdd(openblas.LAPACK_ROW_MAJOR, (byte) 'S', m, n, a, n, s, u, k, vt, n);
        if (info != 0) {
            throw new ArithmeticException("dgesdd failed with info " + info);
        }
    }
}
