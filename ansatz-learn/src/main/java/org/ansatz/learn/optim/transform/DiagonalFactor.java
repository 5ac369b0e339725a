package org.ansatz.learn.optim.transform;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** A factor of which only the diagonal is kept: rows are scaled, at a cost that is linear in the entries. */
final class DiagonalFactor extends FisherFactor {
    private final double[] diagonal;
    private final double[] rooted;

    DiagonalFactor(int order, Rule rule) {
        super(order, 1, rule);
        diagonal = new double[order];
        Arrays.fill(diagonal, 1);
        rooted = diagonal.clone();
    }

    @Override
    double[] entries() {
        return diagonal;
    }

    @Override
    double[] moment(Matrix a, Matrix b, double scale) {
        double[] s = new double[diagonal.length];
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < a.columns(); j++) {
                s[i] += scale * a.get(i, j) * b.get(i, j);
            }
        }
        return s;
    }

    @Override
    void refresh() {
        double least = FLOOR * Arrays.stream(diagonal).max().orElse(0);
        Arrays.setAll(rooted, i -> Math.max(diagonal[i], least));
    }

    @Override
    Matrix solve(Matrix g) {
        return rows(g, d -> 1 / d);
    }

    @Override
    Matrix whiten(Matrix g) {
        return rows(g, d -> 1 / Math.sqrt(d));
    }

    private Matrix rows(Matrix g, DoubleUnaryOperator f) {
        Matrix scaled = Matrix.zeros(g.rows(), g.columns());
        for (int i = 0; i < g.rows(); i++) {
            double factor = f.applyAsDouble(rooted[i]);
            for (int j = 0; j < g.columns(); j++) {
                scaled.values()[i * g.columns() + j] = factor * g.get(i, j);
            }
        }
        return scaled;
    }

    @Override
    Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>();
        buffers.put("factor", diagonal);
        buffers.put("rooted", rooted);
        buffers.put("age", age());
        return buffers;
    }
}
