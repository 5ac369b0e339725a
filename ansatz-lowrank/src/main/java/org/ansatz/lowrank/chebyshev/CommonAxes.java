package org.ansatz.lowrank.chebyshev;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Axes on which two functions on one box can be written: on each the larger number of points. */
record CommonAxes(List<ChebyshevAxis> axes) {
    /**
     * @throws IllegalArgumentException if the boxes differ
     */
    static CommonAxes of(ChebyshevTucker first, ChebyshevTucker second) {
        List<ChebyshevAxis> a = first.axes();
        List<ChebyshevAxis> b = second.axes();
        List<ChebyshevAxis> common = new ArrayList<>();
        for (int k = 0; k < Math.max(a.size(), b.size()); k++) {
            if (a.size() != b.size() || !a.get(k).interval().equals(b.get(k).interval())) {
                throw new IllegalArgumentException("functions on different boxes: " + a + " and " + b);
            }
            common.add(new ChebyshevAxis(
                    a.get(k).interval(), Math.max(a.get(k).points(), b.get(k).points())));
        }
        return new CommonAxes(List.copyOf(common));
    }

    /** The coefficients of a function, with zeros behind them. */
    TuckerTensor padded(ChebyshevTucker function) {
        TuckerTensor all = function.coefficients();
        List<Tensor> matrices = new ArrayList<>();
        for (int k = 0; k < axes.size(); k++) {
            int missing = axes.get(k).points() - function.axes().get(k).points();
            matrices.add(all.matrices().get(k).pad(0, 0, missing, 0));
        }
        return new TuckerTensor(all.core(), matrices);
    }

    /** The integral of the product over the box. */
    double inner(ChebyshevTucker first, ChebyshevTucker second) {
        double[] sum = new double[1];
        Scope.run(() -> {
            TuckerTensor other = padded(second);
            List<Tensor> weighted = new ArrayList<>();
            for (int k = 0; k < axes.size(); k++) {
                int n = axes.get(k).points();
                weighted.add(Tensor.of(axes.get(k).gram(), n, n)
                        .matmul(other.matrices().get(k)));
            }
            sum[0] = padded(first)
                    .inner(new TuckerTensor(other.core(), weighted))
                    .item();
        });
        return sum[0];
    }
}
