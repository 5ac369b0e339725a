package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** A dense tensor as a tensor train by successive singular value decompositions (Oseledets 2011, algorithm 1). */
public final class TensorTrainSvd {
    private TensorTrainSvd() {}

    /**
     * Truncates so that {@code |W - T| <= tolerance |W|}: every cut may discard {@code tolerance |W| / sqrt(n - 1)}.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem if the tolerance is not in [1e-15, 1)
     * @throws org.ansatz.physics.problem.NumericalFailure if an entry is not finite
     */
    public static TensorTrain byTolerance(Tensor dense, double tolerance) {
        Truncation.checkTolerance(tolerance);
        double norm = Modes.number(dense::norm);
        int cuts = Math.max(1, dense.dim() - 1);
        return compute(dense, new Truncation.Threshold(tolerance * norm / Math.sqrt(cuts)));
    }

    /**
     * Truncates to given ranks.
     *
     * @param ranks n + 1 numbers, first and last 1
     * @throws org.ansatz.physics.problem.InvalidProblem if they do not fit the shape
     * @throws org.ansatz.physics.problem.NumericalFailure if an entry is not finite
     */
    public static TensorTrain byRanks(Tensor dense, long... ranks) {
        RankRule.checkTrain(dense.shape(), ranks);
        return compute(dense, new Truncation.Fixed(Arrays.copyOfRange(ranks, 1, ranks.length)));
    }

    private static TensorTrain compute(Tensor dense, Truncation truncation) {
        Modes.checkShape("tensor-train SVD", dense.shape());
        Modes.checkFinite("tensor-train SVD", dense);
        try (Scope scope = Scope.open()) {
            List<Tensor> cores = new ArrayList<>();
            Tensor rest = dense;
            long rank = 1;
            int last = dense.dim() - 1;
            for (int k = 0; k < last; k++) {
                Linalg.Svd svd = Linalg.svd(rest.reshape(rank * dense.size(k), -1));
                int next = truncation.rank(svd.s().toDoubles(), k);
                cores.add(svd.u().narrow(1, 0, next).reshape(rank, dense.size(k), next));
                Tensor weights = svd.s().narrow(0, 0, next).unsqueeze(1);
                rest = weights.to(dense.dtype()).mul(svd.vh().narrow(0, 0, next));
                rank = next;
            }
            cores.add(rest.reshape(rank, dense.size(last), 1));
            return new TensorTrain(
                    cores.stream().map(core -> scope.keep(core.copy())).toList());
        }
    }
}
