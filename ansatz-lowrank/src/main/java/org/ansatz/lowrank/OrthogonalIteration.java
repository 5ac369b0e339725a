package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Higher-order orthogonal iteration (Tucker-ALS; De Lathauwer, De Moor and Vandewalle, SIAM J. Matrix Anal. Appl. 21 (2000)
 * 1324): cycles over the modes and puts the leading left singular vectors of {@code W x_{l != k} U_l^H} in the place of
 * {@code U_k}. The error falls with every step; the limit is stationary, not always the best.
 *
 * @param tensor with orthonormal columns in its matrices
 * @param sweeps cycles made
 * @param converged whether the norm of the core came to rest
 */
public record OrthogonalIteration(TuckerTensor tensor, int sweeps, boolean converged) {
    /** Relative change of the core's norm below which it is at rest. */
    public static final double TOLERANCE = 1e-12;

    private static final int SWEEPS = 50;

    /**
     * Improves a Tucker approximation of a dense tensor at unchanged ranks, in at most 50 sweeps.
     *
     * @param start the beginning, usually from {@link HigherOrderSvd}
     * @throws IllegalArgumentException if the shapes differ
     */
    public static OrthogonalIteration refine(Tensor dense, TuckerTensor start) {
        Modes.checkSameShape(dense.shape(), start.shape());
        Modes.checkFinite("orthogonal iteration", dense);
        try (Scope scope = Scope.open()) {
            TuckerTensor current = HigherOrderSvd.orthogonalise(start);
            double norm = 0;
            for (int sweep = 1; sweep <= SWEEPS; sweep++) {
                current = sweep(dense, current);
                double next = Modes.number(current.core()::norm);
                if (Math.abs(next - norm) <= TOLERANCE * next) {
                    return new OrthogonalIteration(kept(scope, current), sweep, true);
                }
                norm = next;
            }
            return new OrthogonalIteration(kept(scope, current), SWEEPS, false);
        }
    }

    private static TuckerTensor kept(Scope scope, TuckerTensor tensor) {
        return tensor.withFactors(tensor.factors().stream().map(scope::keep).toList());
    }

    private static TuckerTensor sweep(Tensor dense, TuckerTensor current) {
        try (Scope scope = Scope.open()) {
            List<Tensor> matrices = new ArrayList<>(current.matrices());
            for (int k = 0; k < matrices.size(); k++) {
                Tensor projected = project(dense, matrices, k);
                matrices.set(k, LeftSingular.of(Modes.unfold(projected, k)).leading((int) current.ranks()[k]));
            }
            Tensor core = project(dense, matrices, -1).contiguous();
            return kept(scope, new TuckerTensor(core, matrices));
        }
    }

    private static Tensor project(Tensor dense, List<Tensor> matrices, int except) {
        Tensor projected = dense;
        for (int l = 0; l < matrices.size(); l++) {
            if (l != except) {
                projected = Modes.product(projected, Modes.adjoint(matrices.get(l)), l);
            }
        }
        return projected;
    }
}
