package org.ansatz.lowrank.chebyshev;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * A canonical tensor of values at the cell centres of a uniform grid over a box, {@code x_i = a + (i + 1/2) (b - a) / n}.
 *
 * @param weights xi_r
 * @param columns [axis][term][cell]
 */
public record CanonicalGrid(double[] weights, double[][][] columns) {
    /**
     * @throws InvalidProblem if there is no term or the sizes differ
     */
    public CanonicalGrid {
        if (weights.length == 0 || columns.length == 0) {
            throw new InvalidProblem("a canonical tensor without terms or axes cannot be compressed");
        }
        for (double[][] axis : columns) {
            if (axis.length != weights.length) {
                throw new InvalidProblem(
                        "canonical tensor: " + weights.length + " weights and " + axis.length + " columns");
            }
            for (double[] column : axis) {
                if (column.length != axis[0].length) {
                    throw new InvalidProblem("canonical tensor: columns of " + axis[0].length + " and of "
                            + column.length + " cells on one axis");
                }
            }
        }
    }

    /** Centres of n equal cells. */
    public static double[] centres(ChebyshevAxis axis, int cells) {
        double[] x = new double[cells];
        for (int i = 0; i < cells; i++) {
            x[i] = axis.interval().min() + axis.interval().length() * (i + 0.5) / cells;
        }
        return x;
    }

    /** Splines through the columns at the nodes: values there, or the coefficients of their series. */
    CanonicalTensor atNodes(List<ChebyshevAxis> axes, boolean transformed) {
        if (axes.size() != columns.length) {
            throw new InvalidProblem("canonical tensor with " + columns.length + " axes in a box with " + axes.size());
        }
        List<Tensor> matrices = new ArrayList<>();
        for (int k = 0; k < columns.length; k++) {
            ChebyshevAxis axis = axes.get(k);
            int n = axis.points();
            CubicSpline spline = new CubicSpline(centres(axis, columns[k][0].length));
            ChebyshevTransform transform = new ChebyshevTransform(n);
            double[] rows = new double[weights.length * n];
            for (int r = 0; r < weights.length; r++) {
                System.arraycopy(spline.interpolate(columns[k][r], axis.nodes()), 0, rows, r * n, n);
                if (transformed) {
                    transform.coefficients(rows, r * n, 1);
                }
            }
            matrices.add(Tensor.of(rows, weights.length, n).mT());
        }
        return new CanonicalTensor(Tensor.of(weights), matrices);
    }
}
