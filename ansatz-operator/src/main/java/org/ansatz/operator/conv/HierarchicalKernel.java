package org.ansatz.operator.conv;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * Three-way kernels by two singular value decompositions: {@code K[o,i] = sum_r u_r (x) M_r} and every matrix {@code M_r = sum_q
 * v_rq w_rq^T}. A best approximation at every stage exists. {@code R (k + 2 Q k)} weights per kernel.
 *
 * @param outer u, [outputs, inputs, R, taps]
 * @param rows v, [outputs, inputs, R, Q, taps]
 * @param columns w, [outputs, inputs, R, Q, taps]
 */
public record HierarchicalKernel(Tensor outer, Tensor rows, Tensor columns) implements ConvKernel {
    @Override
    public KernelShape shape() {
        return new KernelShape((int) outer.size(0), (int) outer.size(1), 3, (int) outer.size(3));
    }

    @Override
    public KernelFormat format() {
        return KernelFormat.hierarchical((int) rows.size(2), (int) rows.size(3));
    }

    @Override
    public List<Tensor> factors() {
        return List.of(outer, rows, columns);
    }

    @Override
    public List<String> factorNames() {
        return List.of("outer", "rows", "columns");
    }

    @Override
    public HierarchicalKernel withFactors(List<Tensor> factors) {
        return new HierarchicalKernel(factors.get(0), factors.get(1), factors.get(2));
    }

    @Override
    public Tensor materialise() {
        Tensor matrices = Tensor.einsum("oirqy,oirqz->oiryz", rows, columns);
        return Tensor.einsum("oirx,oiryz->oixyz", outer, matrices);
    }

    /** As a canonical kernel of rank R Q in which the outer filters repeat. */
    @Override
    public Tensor sequential(Tensor x, Window window) {
        long[] shape = rows.shape();
        long[] flat = {shape[0], shape[1], shape[2] * shape[3], shape[4]};
        Tensor repeated = outer.unsqueeze(3).expand(shape).reshape(flat);
        return CanonicalKernel.filtered(
                x, window, List.of(repeated, rows.reshape(flat), columns.reshape(flat)), (int) flat[2]);
    }
}
