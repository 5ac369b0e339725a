package org.ansatz.operator.lord;

import java.util.Arrays;
import org.ansatz.lowrank.KroneckerSum;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Why low rank is enough for elliptic problems: the inverse of the five-point operator {@code A (x) I + I (x) B} on H x W
 * interior nodes of the unit square (zero boundary values) as a sum of Kronecker products. Both matrices are diagonal in
 * discrete sines, where the inverse is {@code 1 / (l_i + m_j)}: its singular values say how good a sum of given rank can be.
 */
public final class SeparableInverse {
    private final double[] rows;
    private final double[] columns;

    /** @throws InvalidProblem if an axis has no node */
    public SeparableInverse(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new InvalidProblem("needs at least one node per axis, given " + rows + " x " + columns);
        }
        this.rows = eigenvalues(rows);
        this.columns = eigenvalues(columns);
    }

    /** {@code (4/h^2) sin^2(k pi h/2)}, {@code h = 1/(n+1)}, k from 1. */
    private static double[] eigenvalues(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, k -> {
            double s = 2 * (n + 1) * Math.sin(0.5 * (k + 1) * Math.PI / (n + 1));
            return s * s;
        });
        return values;
    }

    /** Orthonormal discrete sines in columns, a symmetric matrix. */
    private static Tensor sines(int n) {
        Tensor k = Tensor.arange(1, n + 1L, 1).to(DType.FLOAT64);
        return k.outer(k).mul(Math.PI / (n + 1)).sin().mul(Math.sqrt(2.0 / (n + 1)));
    }

    private Tensor symbol() {
        Tensor l = Tensor.of(rows).reshape(rows.length, 1);
        return l.add(Tensor.of(columns)).reciprocal();
    }

    /** Relative Frobenius errors of the best sums: number r belongs to rank r, number 0 is 1. */
    public double[] bestErrors() {
        Scope scope = Scope.open();
        try {
            double[] s = Linalg.svd(symbol()).s().toDoubles();
            double[] errors = new double[s.length + 1];
            for (int r = s.length - 1; r >= 0; r--) {
                errors[r] = Math.hypot(errors[r + 1], s[r]);
            }
            double whole = errors[0];
            Arrays.setAll(errors, r -> errors[r] / whole);
            return errors;
        } finally {
            scope.close();
        }
    }

    /**
     * The best sum of given rank.
     *
     * @throws InvalidProblem if the rank is not from 1 to the smaller number of nodes
     */
    public KroneckerSum best(int rank) {
        if (rank < 1 || rank > Math.min(rows.length, columns.length)) {
            throw new InvalidProblem(
                    "the rank must be from 1 to " + Math.min(rows.length, columns.length) + ", given " + rank);
        }
        try (Scope scope = Scope.open()) {
            Linalg.Svd svd = Linalg.svd(symbol());
            Tensor root = svd.s().narrow(0, 0, rank).sqrt().reshape(rank, 1);
            Tensor left = inSines(svd.u().narrow(1, 0, rank).mT().mul(root));
            Tensor right = inSines(svd.vh().narrow(0, 0, rank).mul(root));
            return new KroneckerSum(scope.keep(left), scope.keep(right));
        }
    }

    /**
     * The trapezoidal rule for {@code int exp(-tA) (x) exp(-tB) dt} with {@code t = e^s} on the whole line of s, of which equally
     * spaced nodes on an interval are kept: the integrand decays at both ends.
     *
     * @param nodes at least 2
     * @param from first s
     * @param to last s
     */
    public KroneckerSum quadrature(int nodes, double from, double to) {
        if (nodes < 2 || !(from < to)) {
            throw new InvalidProblem("the rule needs at least 2 nodes on an interval, given " + nodes + " on [" + from
                    + ", " + to + "]");
        }
        try (Scope scope = Scope.open()) {
            double step = (to - from) / (nodes - 1);
            double[] left = new double[nodes * rows.length];
            double[] right = new double[nodes * columns.length];
            for (int k = 0; k < nodes; k++) {
                double t = Math.exp(from + k * step);
                double weight = t * step;
                for (int i = 0; i < rows.length; i++) {
                    left[k * rows.length + i] = weight * Math.exp(-t * rows[i]);
                }
                for (int j = 0; j < columns.length; j++) {
                    right[k * columns.length + j] = Math.exp(-t * columns[j]);
                }
            }
            return new KroneckerSum(
                    scope.keep(inSines(Tensor.of(left, nodes, rows.length))),
                    scope.keep(inSines(Tensor.of(right, nodes, columns.length))));
        }
    }

    /** {@code exp(-tA)} along the rows, [H, H]. */
    public Tensor heatKernel(double t) {
        return Scope.compute(() -> {
            double[] decay = Arrays.stream(rows).map(l -> Math.exp(-t * l)).toArray();
            return inSines(Tensor.of(decay, 1, rows.length)).select(0, 0);
        });
    }

    /** Matrices with given eigenvalues [r, n] on the discrete sines, [r, n, n]. */
    private static Tensor inSines(Tensor values) {
        Tensor s = sines((int) values.size(1));
        return s.mul(values.unsqueeze(1)).matmul(s).contiguous();
    }
}
