package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A dense tensor in canonical format by alternating least squares (Kolda and Bader, SIAM Review 51 (2009) 455, figure 3.3) with
 * a ridge, from several random beginnings, the best of which is kept.
 *
 * <p>There may be no best approximation (terms grow and cancel each other) and there are local minima: the ridge bounds the
 * terms, the restarts help against the minima, neither gives certainty; {@link Fit#relativeError} tells what was reached.
 * A sweep costs n products of size {@code (prod I) R}.
 *
 * @param ridge added to the diagonal of the normal matrices, relative to their mean diagonal entry
 * @param restarts number of beginnings
 * @param sweeps most cycles over all modes per beginning
 * @param tolerance change of the relative error per sweep at which a beginning has come to rest
 */
public record CanonicalAls(double ridge, int restarts, int sweeps, double tolerance) {
    /** A ridge of 1e-12, 3 beginnings, 500 sweeps, rest at 1e-10. */
    public static final CanonicalAls DEFAULT = new CanonicalAls(1e-12, 3, 500, 1e-10);

    /** What came out. */
    public record Fit(CanonicalTensor tensor, double relativeError, int sweeps) {}

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public CanonicalAls {
        if (!(ridge >= 0) || restarts < 1 || sweeps < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException("alternating least squares: ridge " + ridge + " and tolerance "
                    + tolerance + " must not be negative, restarts " + restarts + " and sweeps " + sweeps
                    + " at least 1");
        }
    }

    /**
     * The best approximation found.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem if the rank is not possible for the shape
     * @throws NumericalFailure if the tensor has an entry that is not finite or the iteration leaves the finite numbers
     */
    public Fit fit(Tensor dense, long rank, RandomStream random) {
        RankRule.checkCanonical(dense.shape(), rank);
        Modes.checkFinite("alternating least squares", dense);
        Fit best = null;
        for (int attempt = 0; attempt < restarts; attempt++) {
            try (Scope scope = Scope.open()) {
                Fit fit = once(dense, rank, random.child(attempt), attempt);
                if (best == null || fit.relativeError() < best.relativeError()) {
                    if (best != null) {
                        best.tensor().factors().forEach(Tensor::close);
                    }
                    best = new Fit(kept(scope, fit.tensor()), fit.relativeError(), fit.sweeps());
                }
            }
        }
        return best;
    }

    private static CanonicalTensor kept(Scope scope, CanonicalTensor tensor) {
        return tensor.withFactors(tensor.factors().stream().map(scope::keep).toList());
    }

    private Fit once(Tensor dense, long rank, RandomStream random, int attempt) {
        double norm = Modes.number(dense::norm);
        if (norm == 0) {
            Tensor none = Tensor.zeros(dense.dtype(), dense.device(), rank);
            List<Tensor> matrices = new ArrayList<>();
            for (long size : dense.shape()) {
                matrices.add(Tensor.ones(dense.dtype(), dense.device(), size, rank));
            }
            return new Fit(new CanonicalTensor(none, matrices), 0, 0);
        }
        CanonicalTensor current = CanonicalTensor.random(dense.shape(), rank, 1, dense.dtype(), dense.device(), random);
        double error = Double.POSITIVE_INFINITY;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            CanonicalTensor before = current;
            current = sweep(dense, before);
            before.factors().forEach(Tensor::close);
            double next = error(dense, current, norm);
            if (!Double.isFinite(next)) {
                throw new NumericalFailure("alternating least squares: not finite in sweep " + sweep + " of beginning "
                        + attempt + "; a larger ridge than " + ridge + " helps");
            }
            if (Math.abs(error - next) <= tolerance) {
                return new Fit(current, next, sweep);
            }
            error = next;
        }
        return new Fit(current, error, sweeps);
    }

    private CanonicalTensor sweep(Tensor dense, CanonicalTensor start) {
        try (Scope scope = Scope.open()) {
            List<Tensor> matrices = new ArrayList<>(start.matrices());
            Tensor weights = start.weights();
            for (int k = 0; k < matrices.size(); k++) {
                Tensor free = solve(dense, matrices, k);
                Tensor lengths = free.norm(2, new int[] {0}, false);
                // A term that vanished keeps a column of zeros with weight zero.
                Tensor divisor = Tensor.where(lengths.gt(0), lengths, lengths.onesLike());
                matrices.set(k, free.div(divisor.to(dense.dtype())));
                weights = lengths.to(dense.dtype());
            }
            return kept(scope, new CanonicalTensor(weights.copy(), matrices));
        }
    }

    /**
     * The matrix X of mode k with the others fixed: {@code W_(k) = X K^T} in the least-squares sense, K the Khatri-Rao product of
     * the others, so {@code (K^H K) X^T = (W_(k) conj(K))^T}.
     */
    private Tensor solve(Tensor dense, List<Tensor> matrices, int k) {
        List<Tensor> others = Modes.without(matrices, k);
        if (others.isEmpty()) {
            long rank = matrices.get(0).size(1);
            return dense.unsqueeze(1).expand(dense.size(0), rank).div((double) rank);
        }
        Tensor gram = null;
        for (Tensor other : others) {
            Tensor product = Modes.adjoint(other).matmul(other);
            gram = gram == null ? product : gram.mul(product);
        }
        long rank = gram.size(0);
        double mean = Modes.realPart(gram.diagonal().sum()).item() / rank;
        Tensor shift = Tensor.eye(rank).mul(ridge * mean).to(gram.dtype()).to(gram.device());
        Tensor columns = others.stream().reduce(Modes::khatriRao).orElseThrow();
        Tensor right = Modes.unfold(dense, k).matmul(Modes.conjugate(columns));
        return Linalg.lstsq(gram.add(shift), right.mT().contiguous()).mT();
    }

    private static double error(Tensor dense, CanonicalTensor current, double norm) {
        // The difference itself: the expanded square would lose half of the digits of a good fit.
        return Modes.number(() -> current.reconstruct().sub(dense).norm()) / norm;
    }
}
