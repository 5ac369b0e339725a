package org.ansatz.learn.noether;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Any other family.
 *
 * @param field X of the group's numbers, in their order
 * @param transposed the transposed derivative of it, times a vector
 */
public record CustomGenerator(String name, ParameterGroup group, UnaryOperator<double[]> field, PullBack transposed)
        implements SymmetryGenerator {
    /** A direction of derivatives of a field: {@code (dX/dq)^T v} at {@code q}, both on a group's numbers only. */
    @FunctionalInterface
    public interface PullBack {
        double[] of(double[] q, double[] v);
    }

    @Override
    public int[] support() {
        return group.indices();
    }

    private double[] part(double[] whole) {
        return Arrays.stream(group.indices()).mapToDouble(i -> whole[i]).toArray();
    }

    @Override
    public double along(double[] q, double[] v) {
        double[] x = field.apply(part(q));
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * v[group.indices()[i]];
        }
        return sum;
    }

    @Override
    public double size(double[] q) {
        return Math.sqrt(Arrays.stream(field.apply(part(q))).map(x -> x * x).sum());
    }

    @Override
    public void field(double[] q, double[] x) {
        double[] values = field.apply(part(q));
        for (int i = 0; i < values.length; i++) {
            x[group.indices()[i]] = values[i];
        }
    }

    @Override
    public void pullBack(double[] q, double[] v, double[] target) {
        double[] values = transposed.of(part(q), part(v));
        for (int i = 0; i < values.length; i++) {
            target[group.indices()[i]] += values[i];
        }
    }
}
