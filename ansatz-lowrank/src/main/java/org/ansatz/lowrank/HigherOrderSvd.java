package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * The higher-order singular value decomposition (De Lathauwer, De Moor and Vandewalle, SIAM J. Matrix Anal. Appl. 21 (2000)
 * 1253): the factors are leading left singular vectors of the unfoldings, the core is the projection on them.
 *
 * <p>{@code |W - T|^2 = |W|^2 - |core|^2}, at most the sum over the modes of the squares of the discarded singular values, and
 * at most n times the best possible for these ranks. Singular values come from a QR factorisation of the unfolding, never
 * from its Gram matrix, which would lose half of the digits. Costs n products of size {@code (prod I) I_k}.
 *
 * @param tensor with orthonormal columns in its matrices
 * @param singularValues of each unfolding, all of them, descending
 */
public record HigherOrderSvd(TuckerTensor tensor, List<double[]> singularValues) {
    /**
     * Truncates so that {@code |W - T| <= tolerance |W|} in the Frobenius norm: per mode the discarded singular values have a
     * root sum of squares of at most {@code tolerance |W| / sqrt(n)}.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem if the tolerance is not in [1e-15, 1)
     * @throws org.ansatz.physics.problem.NumericalFailure if an entry is not finite
     */
    public static HigherOrderSvd byTolerance(Tensor dense, double tolerance) {
        Truncation.checkTolerance(tolerance);
        return compute(dense, absolute(dense, tolerance));
    }

    /**
     * Truncates to given ranks.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem if a rank is not from 1 to the size of its mode
     * @throws org.ansatz.physics.problem.NumericalFailure if an entry is not finite
     */
    public static HigherOrderSvd byRanks(Tensor dense, long... ranks) {
        RankRule.checkTucker(dense.shape(), ranks);
        return compute(dense, new Truncation.Fixed(ranks.clone()));
    }

    /** Lowers the ranks of a Tucker tensor as {@link #byTolerance} would, working with its factors only. */
    public static HigherOrderSvd recompress(TuckerTensor tensor, double tolerance) {
        Truncation.checkTolerance(tolerance);
        try (Scope scope = Scope.open()) {
            TuckerTensor orthogonal = orthogonalise(tensor);
            HigherOrderSvd small = compute(orthogonal.core(), absolute(orthogonal.core(), tolerance));
            List<Tensor> matrices = new ArrayList<>();
            for (int k = 0; k < tensor.order(); k++) {
                matrices.add(orthogonal
                        .matrices()
                        .get(k)
                        .matmul(small.tensor().matrices().get(k)));
            }
            TuckerTensor result = new TuckerTensor(small.tensor().core(), matrices);
            return new HigherOrderSvd(result.withFactors(kept(scope, result)), small.singularValues());
        }
    }

    /** The same tensor with orthonormal columns in its matrices; the triangles of their QR factorisations go to the core. */
    public static TuckerTensor orthogonalise(TuckerTensor tensor) {
        try (Scope scope = Scope.open()) {
            Tensor core = tensor.core();
            List<Tensor> matrices = new ArrayList<>();
            for (int k = 0; k < tensor.order(); k++) {
                Linalg.Qr qr = Linalg.qr(tensor.matrices().get(k));
                matrices.add(qr.q());
                core = Modes.product(core, qr.r(), k);
            }
            TuckerTensor result = new TuckerTensor(core.contiguous(), matrices);
            return result.withFactors(kept(scope, result));
        }
    }

    private static List<Tensor> kept(Scope scope, LowRankTensor tensor) {
        return tensor.factors().stream().map(scope::keep).toList();
    }

    private static Truncation absolute(Tensor dense, double tolerance) {
        double norm = Modes.number(dense::norm);
        return new Truncation.Threshold(tolerance * norm / Math.sqrt(dense.dim()));
    }

    private static HigherOrderSvd compute(Tensor dense, Truncation truncation) {
        Modes.checkShape("higher-order SVD", dense.shape());
        Modes.checkFinite("higher-order SVD", dense);
        try (Scope scope = Scope.open()) {
            Tensor core = dense;
            List<Tensor> matrices = new ArrayList<>();
            List<double[]> values = new ArrayList<>();
            for (int k = 0; k < dense.dim(); k++) {
                LeftSingular svd = LeftSingular.of(Modes.unfold(dense, k));
                values.add(svd.values());
                Tensor leading = svd.leading(truncation.rank(svd.values(), k));
                matrices.add(leading);
                core = Modes.product(core, Modes.adjoint(leading), k);
            }
            TuckerTensor result = new TuckerTensor(core.contiguous(), matrices);
            return new HigherOrderSvd(result.withFactors(kept(scope, result)), List.copyOf(values));
        }
    }
}
