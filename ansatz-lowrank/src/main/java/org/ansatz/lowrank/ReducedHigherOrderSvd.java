package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * The reduced higher-order SVD: a canonical tensor of any rank becomes a Tucker tensor without the dense one being formed
 * (Khoromskij and Khoromskaia, SIAM J. Sci. Comput. 31 (2009) 3002).
 *
 * <p>With columns of unit length, their lengths moved into the weights xi, the factors are the leading left singular vectors of
 * {@code A_k diag(|xi|)}, truncated where the root of the sum of squares of the rest is at most {@code tolerance |xi| / n}. So
 * the tolerance is relative to the terms, not to their sum: where large terms cancel, the relative error of the sum is larger. The
 * terms may come in parts that are read twice and never held together: triangles of an incremental QR factorisation collect
 * the first reading, the core the second. Costs {@code n I^2 R + R prod r}.
 */
public final class ReducedHigherOrderSvd {
    private ReducedHigherOrderSvd() {}

    /**
     * Compresses the sum of all parts.
     *
     * @param parts canonical tensors of one shape, iterated twice with the same result; each is made and used in a scope
     *     of its own
     * @return with the singular values of {@code A_k diag(|xi|)}
     * @throws InvalidProblem if there is no term, or the tolerance is not in [1e-15, 1)
     * @throws NumericalFailure if an entry is not finite
     */
    public static HigherOrderSvd of(Iterable<CanonicalTensor> parts, double tolerance) {
        Truncation.checkTolerance(tolerance);
        try (Scope scope = Scope.open()) {
            Weighted weighted = new Weighted();
            var iterator = parts.iterator();
            while (iterator.hasNext()) {
                weighted.add(iterator);
            }
            if (weighted.triangles.isEmpty()) {
                throw new InvalidProblem("a canonical tensor without terms cannot be compressed");
            }
            int order = weighted.triangles.size();
            Truncation truncation = new Truncation.Threshold(tolerance * Math.sqrt(weighted.squares) / order);
            List<Tensor> matrices = new ArrayList<>();
            List<double[]> values = new ArrayList<>();
            for (int k = 0; k < order; k++) {
                LeftSingular svd = LeftSingular.of(Modes.adjoint(weighted.triangles.get(k)));
                values.add(svd.values());
                matrices.add(svd.leading(truncation.rank(svd.values(), k)));
            }
            TuckerTensor tensor = new TuckerTensor(core(parts, matrices), matrices);
            return new HigherOrderSvd(
                    tensor.withFactors(
                            tensor.factors().stream().map(scope::keep).toList()),
                    List.copyOf(values));
        }
    }

    private static Tensor core(Iterable<CanonicalTensor> parts, List<Tensor> matrices) {
        List<Tensor> sum = new ArrayList<>();
        var iterator = parts.iterator();
        while (iterator.hasNext()) {
            try (Scope scope = Scope.open()) {
                CanonicalTensor part = iterator.next();
                List<Tensor> projected = new ArrayList<>();
                for (int k = 0; k < matrices.size(); k++) {
                    projected.add(Modes.adjoint(matrices.get(k))
                            .matmul(part.matrices().get(k)));
                }
                Tensor core = new CanonicalTensor(part.weights(), projected).reconstruct();
                if (sum.isEmpty()) {
                    sum.add(scope.keep(core));
                } else {
                    sum.get(0).addInPlace(core);
                }
            }
        }
        return sum.get(0);
    }

    /** Triangles R_k with {@code R_k^H R_k} the sum over all parts of {@code A_k diag(|xi|^2) A_k^H}, and {@code |xi|^2}. */
    private static final class Weighted {
        private final List<Tensor> triangles = new ArrayList<>();
        private double squares;

        void add(Iterator<CanonicalTensor> parts) {
            try (Scope scope = Scope.open()) {
                CanonicalTensor part = parts.next();
                Modes.checkFinite("weights of a canonical tensor", part.weights());
                List<Tensor> lengths = new ArrayList<>();
                Tensor weight = part.weights().abs();
                for (Tensor matrix : part.matrices()) {
                    Modes.checkFinite("factor of a canonical tensor", matrix);
                    Tensor length = matrix.norm(2, new int[] {0}, false);
                    lengths.add(length);
                    weight = weight.mul(length);
                }
                squares += weight.square().sum().item();
                for (int k = 0; k < lengths.size(); k++) {
                    Tensor length = lengths.get(k);
                    Tensor share = weight.div(Tensor.where(length.gt(0), length, length.onesLike()));
                    Tensor rows = Modes.adjoint(part.matrices().get(k).mul(share.to(part.dtype())));
                    if (k == triangles.size()) {
                        triangles.add(scope.keep(Linalg.qr(rows).r()));
                    } else {
                        Tensor before = triangles.get(k);
                        triangles.set(
                                k,
                                scope.keep(
                                        Linalg.qr(Tensor.cat(0, before, rows)).r()));
                        before.close();
                    }
                }
            }
        }
    }
}
