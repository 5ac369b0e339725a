package org.ansatz.operator.conv;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * Kernels as they are.
 *
 * @param weight [outputs, inputs, taps...]
 */
public record DenseKernel(Tensor weight) implements ConvKernel {
    @Override
    public KernelShape shape() {
        return KernelShape.of(weight.shape());
    }

    @Override
    public KernelFormat format() {
        return KernelFormat.dense();
    }

    @Override
    public List<Tensor> factors() {
        return List.of(weight);
    }

    @Override
    public List<String> factorNames() {
        return List.of("weight");
    }

    @Override
    public DenseKernel withFactors(List<Tensor> factors) {
        return new DenseKernel(factors.get(0));
    }

    @Override
    public Tensor materialise() {
        return weight;
    }

    @Override
    public Tensor sequential(Tensor x, Window window) {
        return window.apply(x, weight);
    }
}
