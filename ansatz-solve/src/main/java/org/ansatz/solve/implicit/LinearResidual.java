package org.ansatz.solve.implicit;

import java.util.List;

/**
 * {@code sum_k factor_k d^(index_k) u_(output_k) - target} per equation: regression on values, divergence, Laplacian.
 *
 * @param rows combinations, one list per equation
 * @param targets [equations][n]
 */
record LinearResidual(List<List<Part>> rows, double[][] targets) implements JetResidual {
    /**
     * One summand.
     *
     * @param index position in the jet basis
     */
    record Part(int output, int index, double factor) {}

    /** The field's own values. */
    static LinearResidual values(double[][] targets) {
        List<List<Part>> rows = new java.util.ArrayList<>();
        for (int o = 0; o < targets.length; o++) {
            rows.add(List.of(new Part(o, 0, 1)));
        }
        return new LinearResidual(rows, targets);
    }

    @Override
    public int equations() {
        return rows.size();
    }

    @Override
    public void evaluate(double[][][] jets, double[][] out, double[][][][] partials) {
        for (int e = 0; e < out.length; e++) {
            int n = targets[e].length;
            for (int p = 0; p < n; p++) {
                out[e][p] = -targets[e][p];
            }
            for (Part part : rows.get(e)) {
                double[] values = jets[part.output()][part.index()];
                for (int p = 0; p < n; p++) {
                    out[e][p] += part.factor() * values[p];
                }
                if (partials != null) {
                    double[] slopes = partials[e][part.output()][part.index()];
                    for (int p = 0; p < n; p++) {
                        slopes[p] += part.factor();
                    }
                }
            }
        }
    }
}
