package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;

/**
 * {@code (u - value) / scale} at given points, for one or several field terms.
 *
 * @param values [terms][n]
 * @param scales [terms]
 */
record DataResidual(List<FieldTerm> terms, double[][] values, double[] scales) implements PointResidual {
    @Override
    public int equations() {
        return terms.size();
    }

    @Override
    public PointResidual copy() {
        return this;
    }

    @Override
    public void evaluate(
            int first,
            int n,
            double[][] inputs,
            double[][] normals,
            double[] unknowns,
            double[][] jets,
            double[][] out,
            double[][] partials,
            double[][] byUnknowns) {
        int count = terms.size();
        for (int e = 0; e < count; e++) {
            for (int p = 0; p < n; p++) {
                int source = Math.min(first + p, values[e].length - 1);
                out[e][p] = (jets[e][p] - values[e][source]) / scales[e];
            }
            if (partials != null) {
                for (int k = 0; k < count; k++) {
                    java.util.Arrays.fill(partials[e * count + k], 0, n, k == e ? 1 / scales[e] : 0);
                }
            }
        }
        if (byUnknowns != null) {
            for (double[] row : byUnknowns) {
                java.util.Arrays.fill(row, 0);
            }
        }
    }
}
