package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ansatz.tensor.Tensor;

/**
 * Every kernel a sum of R products of filters of its own (arXiv 2304.04964): {@code K[o,i] = sum_r u_r[o,i] (x) v_r[o,i] (x) ..}.
 * With three axes and R of at least 2 there may be no best approximation: terms can grow against each other (de Silva and
 * Lim 2008); {@link HierarchicalKernel} has no such limit points.
 *
 * @param filters one [outputs, inputs, R, taps] per axis
 */
public record CanonicalKernel(List<Tensor> filters) implements ConvKernel {
    public CanonicalKernel {
        filters = List.copyOf(filters);
    }

    @Override
    public KernelShape shape() {
        Tensor first = filters.get(0);
        return new KernelShape((int) first.size(0), (int) first.size(1), filters.size(), (int) first.size(3));
    }

    private int rank() {
        return (int) filters.get(0).size(2);
    }

    @Override
    public KernelFormat format() {
        return KernelFormat.canonical(rank());
    }

    @Override
    public List<Tensor> factors() {
        return filters;
    }

    @Override
    public List<String> factorNames() {
        return IntStream.range(0, filters.size()).mapToObj(k -> "filter" + k).toList();
    }

    @Override
    public CanonicalKernel withFactors(List<Tensor> factors) {
        return new CanonicalKernel(factors);
    }

    @Override
    public Tensor materialise() {
        return Mixing.outerSum("oi", filters);
    }

    /** Needs outputs x inputs x R channels in between: for checks, not for speed. */
    @Override
    public Tensor sequential(Tensor x, Window window) {
        return filtered(x, window, filters, rank());
    }

    static Tensor filtered(Tensor x, Window window, List<Tensor> filters, int terms) {
        long outputs = filters.get(0).size(0);
        int inputs = (int) filters.get(0).size(1);
        List<Tensor> rows = new ArrayList<>();
        filters.forEach(filter -> rows.add(Mixing.rows(filter)));
        Tensor y = window.along(0, x, rows.get(0), inputs);
        for (int axis = 1; axis < rows.size(); axis++) {
            y = window.along(axis, y, rows.get(axis), (int) (inputs * outputs * terms));
        }
        long taps = filters.get(0).size(3);
        return Mixing.overPairs(y, new KernelShape((int) outputs, inputs, filters.size(), (int) taps), terms);
    }
}
