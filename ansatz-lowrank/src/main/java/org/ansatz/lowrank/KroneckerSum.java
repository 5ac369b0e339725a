package org.ansatz.lowrank;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A sum of Kronecker products as a map of fields on a plane, {@code Y = sum_k A_k X B_k^T}; on fields written row by row its
 * matrix is {@code sum_k A_k (x) B_k}.
 *
 * @param left {@code A_k}, [rank, H, H], acting on rows
 * @param right {@code B_k}, [rank, W, W], acting on columns
 */
public record KroneckerSum(Tensor left, Tensor right) {
    /** @throws InvalidProblem if these are not as many square matrices on both sides */
    public KroneckerSum {
        if (!square(left) || !square(right) || left.size(0) != right.size(0)) {
            throw new InvalidProblem("a sum of Kronecker products needs factors [rank, H, H] and [rank, W, W], given "
                    + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape()));
        }
    }

    private static boolean square(Tensor factors) {
        return factors.dim() == 3 && factors.size(0) >= 1 && factors.size(1) == factors.size(2);
    }

    /**
     * The nearest sum of given rank in the Frobenius norm (Van Loan and Pitsianis, 1993): the entries are rearranged to a
     * matrix with rows (i, i') and columns (j, j'), whose leading singular triplets are folded back.
     *
     * @param matrix [H W, H W], for fields written row by row
     * @throws InvalidProblem if the matrix has another shape or the rank is not from 1 to the largest possible
     */
    public static KroneckerSum nearest(Tensor matrix, long rows, long columns, int rank) {
        long size = rows * columns;
        if (!Arrays.equals(matrix.shape(), new long[] {size, size})) {
            throw new InvalidProblem("the nearest Kronecker products on " + rows + " x " + columns
                    + " points are of a matrix [" + size + ", " + size + "], given "
                    + Arrays.toString(matrix.shape()));
        }
        long largest = Math.min(rows * rows, columns * columns);
        if (rank < 1 || rank > largest) {
            throw new InvalidProblem("the Kronecker rank must be from 1 to " + largest + ", given " + rank);
        }
        try (Scope scope = Scope.open()) {
            Tensor rearranged = matrix.reshape(rows, columns, rows, columns)
                    .permute(0, 2, 1, 3)
                    .reshape(rows * rows, columns * columns);
            Linalg.Svd svd = Linalg.svd(rearranged);
            Tensor root = svd.s().narrow(0, 0, rank).sqrt().reshape(rank, 1);
            Tensor a = svd.u().narrow(1, 0, rank).mT().mul(root).reshape(rank, rows, rows);
            Tensor b = svd.vh().narrow(0, 0, rank).mul(root).reshape(rank, columns, columns);
            return new KroneckerSum(scope.keep(a.contiguous()), scope.keep(b.contiguous()));
        }
    }

    public int rank() {
        return (int) left.size(0);
    }

    /** {@code sum_k A_k X B_k^T} for [..., H, W]. */
    public Tensor apply(Tensor x) {
        return Scope.compute(() -> {
            Tensor sum = null;
            for (int k = 0; k < rank(); k++) {
                Tensor term =
                        left.select(0, k).matmul(x).matmul(right.select(0, k).mT());
                sum = sum == null ? term : sum.add(term);
            }
            return sum;
        });
    }

    /** The whole matrix, [H W, H W]. */
    public Tensor dense() {
        long size = left.size(1) * right.size(1);
        return Scope.compute(() ->
                Tensor.einsum("kab,kcd->acbd", left, right).reshape(size, size).contiguous());
    }
}
