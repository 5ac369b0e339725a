package org.ansatz.operator.residual;

import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Gaussian random fields on H x W interior nodes of the unit square: products of sines with coefficients {@code N(0, 1) * 25 /
 * (pi^2 (k^2 + l^2) + 25)}, each field divided by its standard deviation.
 */
public final class SineSeriesField {
    private static final double CUTOFF = 25;

    private final int rows;
    private final int columns;

    /** @throws InvalidProblem if an axis has less than two nodes */
    public SineSeriesField(int rows, int columns) {
        if (rows < 2 || columns < 2) {
            throw new InvalidProblem("random fields need at least 2 nodes per axis, given " + rows + " x " + columns);
        }
        this.rows = rows;
        this.columns = columns;
    }

    /** Some fields, [count, 1, H, W]. */
    public Tensor sample(RandomStream random, int count, DType precision) {
        return Scope.compute(() -> {
            Tensor k = wave(rows).square().reshape(rows, 1);
            Tensor l = wave(columns).square();
            Tensor decay =
                    k.add(l).mul(Math.PI * Math.PI).add(CUTOFF).reciprocal().mul(CUTOFF);
            Tensor coefficients = Tensor.randn(random, count, 1, rows, columns).mul(decay);
            Tensor field = sines(rows).matmul(coefficients).matmul(sines(columns));
            return field.div(field.var(0, new int[] {2, 3}, true).sqrt()).to(precision);
        });
    }

    private static Tensor wave(int n) {
        return Tensor.arange(1, n + 1L, 1).to(DType.FLOAT64);
    }

    /** {@code sin(k pi i / (n+1))}, symmetric. */
    private static Tensor sines(int n) {
        Tensor k = wave(n);
        return k.outer(k).mul(Math.PI / (n + 1)).sin();
    }
}
