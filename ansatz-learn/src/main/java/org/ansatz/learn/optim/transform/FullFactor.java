package org.ansatz.learn.optim.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/** A factor with all its entries. */
final class FullFactor extends FisherFactor {
    private final Matrix factor;
    private final Matrix inverse;
    private final Matrix root;

    FullFactor(int order, Rule rule) {
        super(order, order + 1, rule);
        factor = Matrix.identity(order);
        inverse = Matrix.identity(order);
        root = Matrix.identity(order);
    }

    Matrix factor() {
        return factor;
    }

    @Override
    double[] entries() {
        return factor.values();
    }

    @Override
    double[] moment(Matrix a, Matrix b, double scale) {
        Matrix s = a.timesTransposed(b);
        return s.combined(0.5 * scale, s.transposed(), 0.5 * scale).values();
    }

    @Override
    void refresh() {
        SymmetricEigen eigen = SymmetricEigen.of(factor);
        Matrix fresh = eigen.power(-0.5, FLOOR);
        copy(fresh, root);
        copy(fresh.times(fresh), inverse);
    }

    private static void copy(Matrix from, Matrix to) {
        System.arraycopy(from.values(), 0, to.values(), 0, to.values().length);
    }

    @Override
    Matrix solve(Matrix g) {
        return inverse.times(g);
    }

    @Override
    Matrix whiten(Matrix g) {
        return root.times(g);
    }

    @Override
    Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>();
        buffers.put("factor", factor.values());
        buffers.put("inverse", inverse.values());
        buffers.put("root", root.values());
        buffers.put("age", age());
        return buffers;
    }
}
