package org.ansatz.tensor;

import org.bytedeco.pytorch.T_TensorTensorTensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/**
 * Dense linear algebra on matrices in the last two dimensions; all other dimensions are a batch.
 *
 * <p>Results are differentiable. Factorisations of large matrices run faster inside {@link ThreadPolicy#withBlas}.
 */
public final class Linalg {
    private Linalg() {}

    /** {@code A = Q R} with orthonormal columns of Q [n, min(n, m)] and an upper triangle R. */
    public record Qr(Tensor q, Tensor r) {}

    /** {@code A = U diag(S) V^H}, singular values descending; U [n, k], V^H [k, m] with k = min(n, m). */
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /** {@code A V = V diag(w)}, eigenvalues ascending, eigenvectors in the columns of V. */
    public record Eigh(Tensor eigenvalues, Tensor eigenvectors) {}

    private static void checkFloating(String operation, Tensor a) {
        if (!a.dtype().isDifferentiable()) {
            throw new IllegalArgumentException(
                    operation + ": the matrix is " + a.dtype() + "; convert it to float64 first");
        }
    }

    private static void checkSquare(String operation, Tensor a) {
        Shapes.checkSquare(operation, a.shape());
        checkFloating(operation, a);
    }

    private static void checkMatrix(String operation, Tensor a) {
        Shapes.checkMatrix(operation, a.shape());
        checkFloating(operation, a);
    }

    private static void checkPair(String operation, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(operation + ": matrix " + a.dtype() + " and right-hand side " + b.dtype()
                    + "; convert one of them");
        }
        if (!a.device().equals(b.device())) {
            throw new IllegalArgumentException(
                    operation + ": matrix on " + a.device() + " and right-hand side on " + b.device());
        }
    }

    /** Throws for the first matrix of the batch whose LAPACK information is not zero. */
    private static Tensor checked(String operation, Tensor[] resultAndInfo, String meaning) {
        long[] info = resultAndInfo[1].toLongsOfAnyWidth();
        resultAndInfo[1].close();
        for (int k = 0; k < info.length; k++) {
            if (info[k] != 0) {
                resultAndInfo[0].close();
                throw new LinalgFailure(operation + ": " + meaning.replace("%", Long.toString(info[k]))
                        + (info.length == 1 ? "" : " (matrix " + k + " of " + info.length + ")"));
            }
        }
        return resultAndInfo[0];
    }

    /**
     * X with {@code A X = B}, by LU factorisation.
     *
     * @param a [..., n, n]
     * @param b [..., n, m], or [n] for one right-hand side
     * @throws LinalgFailure if A is exactly singular
     */
    public static Tensor solve(Tensor a, Tensor b) {
        checkSquare("solve", a);
        checkPair("solve", a, b);
        boolean vector = b.dim() == 1;
        if (b.dim() == 0 || b.size(vector ? 0 : -2) != a.size(-1)) {
            throw new ShapeMismatch("solve", a.shape(), b.shape(), "the right-hand side must have as many rows");
        }
        return checked(
                "solve",
                Native.pair("solve", () -> torch.linalg_solve_ex(a.handle(), b.handle(), true, false)),
                "the matrix is singular, pivot % is zero");
    }

    /**
     * The lower triangle L with {@code A = L L^H}; only the lower triangle of A is read.
     *
     * @throws LinalgFailure if A is not positive definite
     */
    public static Tensor cholesky(Tensor a) {
        checkSquare("cholesky", a);
        return checked(
                "cholesky",
                Native.pair("cholesky", () -> torch.linalg_cholesky_ex(a.handle(), false, false)),
                "the leading minor of order % is not positive definite");
    }

    /** X with {@code A X = B} for a triangle A (the other triangle is not read), B [..., n, m]. */
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
        checkSquare("solveTriangular", a);
        checkMatrix("solveTriangular", b);
        checkPair("solveTriangular", a, b);
        if (b.size(-2) != a.size(-1)) {
            throw new ShapeMismatch(
                    "solveTriangular", a.shape(), b.shape(), "the right-hand side must have as many rows");
        }
        return Native.make(
                "solveTriangular", () -> torch.linalg_solve_triangular(a.handle(), b.handle(), upper, true, false));
    }

    /** The reduced QR factorisation. */
    public static Qr qr(Tensor a) {
        checkMatrix("qr", a);
        Tensor[] parts = Native.pair("qr", () -> torch.linalg_qr(a.handle()));
        return new Qr(parts[0], parts[1]);
    }

    /** The reduced singular value decomposition; its gradient needs distinct singular values. */
    public static Svd svd(Tensor a) {
        checkMatrix("svd", a);
        Tensor[] parts = Native.triple("svd", () -> torch.linalg_svd(a.handle(), false, Native.NO_STRING));
        return new Svd(parts[0], parts[1], parts[2]);
    }

    /** Eigenvalues and eigenvectors of symmetric (Hermitian) matrices; only the lower triangle is read. */
    public static Eigh eigh(Tensor a) {
        checkSquare("eigh", a);
        Tensor[] parts = Native.pair("eigh", () -> torch.linalg_eigh(a.handle()));
        return new Eigh(parts[0], parts[1]);
    }

    /** Determinants. */
    public static Tensor det(Tensor a) {
        checkSquare("det", a);
        return Native.make("det", () -> torch.linalg_det(a.handle()));
    }

    /** Logarithms of the moduli of determinants, without overflow. */
    public static Tensor logAbsDet(Tensor a) {
        checkSquare("logAbsDet", a);
        Tensor[] parts = Native.pair("logAbsDet", () -> torch.linalg_slogdet(a.handle()));
        parts[0].close();
        return parts[1];
    }

    /**
     * Inverses; {@link #solve} is faster and more accurate where it will do.
     *
     * @throws LinalgFailure if A is exactly singular
     */
    public static Tensor inv(Tensor a) {
        checkSquare("inv", a);
        return checked(
                "inv",
                Native.pair("inv", () -> torch.linalg_inv_ex(a.handle(), false)),
                "the matrix is singular, pivot % is zero");
    }

    /** The pseudo-inverse by singular values. */
    public static Tensor pinv(Tensor a) {
        checkMatrix("pinv", a);
        return Native.make("pinv", () -> torch.linalg_pinv(a.handle()));
    }

    /**
     * The least-squares solution of {@code A X = B}, of least norm if A has not full rank (decided at machine precision
     * times the larger size).
     *
     * @param a [..., n, m]
     * @param b [..., n, k]
     * @return [..., m, k]
     */
    public static Tensor lstsq(Tensor a, Tensor b) {
        checkMatrix("lstsq", a);
        checkMatrix("lstsq", b);
        checkPair("lstsq", a, b);
        if (a.size(-2) != b.size(-2)) {
            throw new ShapeMismatch("lstsq", a.shape(), b.shape(), "both must have as many rows");
        }
        return Native.make("lstsq", () -> {
            try (T_TensorTensorTensorTensor_T all = a.device().kind() == Device.Kind.CPU
                    ? leastSquares(a, b)
                    : torch.linalg_lstsq(a.handle(), b.handle())) {
                return new org.bytedeco.pytorch.Tensor(all.get0());
            }
        });
    }

    private static T_TensorTensorTensorTensor_T leastSquares(Tensor a, Tensor b) {
        // gelsy decides the rank; the default, gels, would need full rank.
        try (org.bytedeco.javacpp.BytePointer driver = new org.bytedeco.javacpp.BytePointer("gelsy");
                org.bytedeco.pytorch.StringViewOptional name = new org.bytedeco.pytorch.StringViewOptional(driver)) {
            return torch.linalg_lstsq(a.handle(), b.handle(), Native.NO_DOUBLE, name);
        }
    }

    /** Matrix exponentials. */
    public static Tensor matrixExp(Tensor a) {
        checkSquare("matrixExp", a);
        return Native.make("matrixExp", () -> torch.linalg_matrix_exp(a.handle()));
    }
}
