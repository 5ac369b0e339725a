package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Canonical format of many small tensors of one shape at once, by alternating least squares with a ridge from several random
 * beginnings; every tensor keeps its own best. What {@link org.ansatz.lowrank.CanonicalAls} does for one large tensor, for
 * the hundreds of kernels of a layer, whose single operations would cost more than their arithmetic.
 *
 * @param sweeps cycles over all modes
 * @param restarts beginnings
 * @param ridge added to the normal matrices, relative to their mean diagonal entry
 */
record BatchedAls(int sweeps, int restarts, double ridge) {
    /** 50 sweeps, 5 beginnings, a ridge of 1e-8. */
    static final BatchedAls DEFAULT = new BatchedAls(50, 5, 1e-8);

    private static final String MODES = "abcd";

    /**
     * The factors.
     *
     * @param dense [n, I_1, .., I_m], m from 2 to 4
     * @return m tensors [n, I_k, rank] of balanced lengths
     */
    List<Tensor> fit(Tensor dense, int rank, RandomStream random) {
        try (Scope scope = Scope.open()) {
            List<Tensor> best = null;
            Tensor least = null;
            for (int restart = 0; restart < restarts; restart++) {
                List<Tensor> found = once(dense, rank, random.child(restart));
                Tensor error = dense.sub(product(found)).square().sum(rest(dense.dim()));
                if (best == null) {
                    best = found;
                    least = error;
                    continue;
                }
                Tensor better = error.lt(least);
                Tensor choice = better.unsqueeze(1).unsqueeze(2);
                List<Tensor> merged = new ArrayList<>();
                for (int k = 0; k < best.size(); k++) {
                    merged.add(Tensor.where(choice, found.get(k), best.get(k)));
                }
                best = merged;
                least = Tensor.where(better, error, least);
            }
            return best.stream().map(scope::keep).toList();
        }
    }

    private static int[] rest(int dims) {
        int[] rest = new int[dims - 1];
        java.util.Arrays.setAll(rest, k -> k + 1);
        return rest;
    }

    /** The dense tensors. */
    static Tensor product(List<Tensor> factors) {
        StringBuilder left = new StringBuilder();
        for (int k = 0; k < factors.size(); k++) {
            left.append(k == 0 ? "" : ",").append('n').append(MODES.charAt(k)).append('r');
        }
        return Tensor.einsum(left + "->n" + MODES.substring(0, factors.size()), factors.toArray(Tensor[]::new));
    }

    private List<Tensor> once(Tensor dense, int rank, RandomStream random) {
        int order = dense.dim() - 1;
        List<Tensor> factors = new ArrayList<>();
        for (int k = 0; k < order; k++) {
            factors.add(Tensor.randn(random, dense.size(0), dense.size(k + 1), rank)
                    .to(dense.dtype())
                    .to(dense.device()));
        }
        for (int sweep = 0; sweep < sweeps; sweep++) {
            for (int k = 0; k < order; k++) {
                factors.set(k, solved(dense, factors, k, rank));
                if (k + 1 < order || sweep + 1 < sweeps) {
                    factors.set(k, unit(factors.get(k)));
                }
            }
        }
        return balanced(factors);
    }

    private Tensor solved(Tensor dense, List<Tensor> factors, int mode, int rank) {
        StringBuilder equation = new StringBuilder("n").append(MODES, 0, factors.size());
        List<Tensor> operands = new ArrayList<>(List.of(dense));
        Tensor gram = null;
        for (int k = 0; k < factors.size(); k++) {
            if (k != mode) {
                equation.append(",n").append(MODES.charAt(k)).append('r');
                operands.add(factors.get(k));
                Tensor product = factors.get(k).mT().matmul(factors.get(k));
                gram = gram == null ? product : gram.mul(product);
            }
        }
        equation.append("->nr").append(MODES.charAt(mode));
        Tensor right = Tensor.einsum(equation.toString(), operands.toArray(Tensor[]::new));
        // The smallest positive number keeps the system of a kernel of zeros regular.
        Tensor weight = gram.diagonal().mean(new int[] {1}, true).mul(ridge).add(Double.MIN_NORMAL);
        Tensor ridged = gram.add(weight.unsqueeze(2).mul(Tensor.eye(rank).to(dense.dtype())));
        return Linalg.solve(ridged, right.contiguous()).mT();
    }

    private static Tensor unit(Tensor factor) {
        Tensor length = factor.norm(2, new int[] {1}, true);
        return factor.div(Tensor.where(length.gt(0), length, length.onesLike()));
    }

    /** All factors of a term with the same length. */
    private static List<Tensor> balanced(List<Tensor> factors) {
        Tensor whole = null;
        for (Tensor factor : factors) {
            Tensor length = factor.norm(2, new int[] {1}, true);
            whole = whole == null ? length : whole.mul(length);
        }
        Tensor each = whole.pow(1.0 / factors.size());
        return factors.stream().map(factor -> unit(factor).mul(each)).toList();
    }
}
