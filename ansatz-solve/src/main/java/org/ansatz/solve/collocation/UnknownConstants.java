package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.physics.problem.UnknownParameter;

/**
 * Unknown constants as free numbers: {@code c = q} without bounds, {@code c = min + exp(q)} or {@code max - exp(q)} with
 * one, {@code c = min + (max - min) / (1 + exp(-q))} with two, so that bounds hold at every step.
 */
record UnknownConstants(List<UnknownParameter> parameters) {
    int count() {
        return parameters.size();
    }

    /** Free numbers of the initial values. */
    void initial(double[] x, int offset) {
        for (int i = 0; i < count(); i++) {
            UnknownParameter u = parameters.get(i);
            double c = u.initial();
            x[offset + i] = switch (bounds(u)) {
                case NONE -> c;
                case LOWER -> Math.log(c - u.min());
                case UPPER -> Math.log(u.max() - c);
                case BOTH -> Math.log((c - u.min()) / (u.max() - c));
            };
        }
    }

    double[] values(double[] x, int offset) {
        double[] values = new double[count()];
        for (int i = 0; i < values.length; i++) {
            UnknownParameter u = parameters.get(i);
            double q = x[offset + i];
            values[i] = switch (bounds(u)) {
                case NONE -> q;
                case LOWER -> u.min() + Math.exp(q);
                case UPPER -> u.max() - Math.exp(q);
                case BOTH -> u.min() + (u.max() - u.min()) / (1 + Math.exp(-q));
            };
        }
        return values;
    }

    /** {@code dc/dq}. */
    double slope(double[] x, int offset, int i) {
        UnknownParameter u = parameters.get(i);
        double q = x[offset + i];
        return switch (bounds(u)) {
            case NONE -> 1;
            case LOWER -> Math.exp(q);
            case UPPER -> -Math.exp(q);
            case BOTH -> {
                double s = 1 / (1 + Math.exp(-q));
                yield (u.max() - u.min()) * s * (1 - s);
            }
        };
    }

    private enum Bounds {
        NONE,
        LOWER,
        UPPER,
        BOTH
    }

    private static Bounds bounds(UnknownParameter u) {
        boolean lower = Double.isFinite(u.min());
        boolean upper = Double.isFinite(u.max());
        return lower ? (upper ? Bounds.BOTH : Bounds.LOWER) : upper ? Bounds.UPPER : Bounds.NONE;
    }
}
