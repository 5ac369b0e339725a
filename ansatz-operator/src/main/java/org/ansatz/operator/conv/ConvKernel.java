package org.ansatz.operator.conv;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * All kernels {@code K[o, i]} of a convolution in one of several formats. {@link #materialise} and {@link #sequential} are the
 * same map, differentiable by the {@link #factors}.
 */
public sealed interface ConvKernel
        permits DenseKernel, CanonicalKernel, HierarchicalKernel, SharedInputKernel, FullCanonicalKernel, TuckerKernel {
    KernelShape shape();

    /** The format with its ranks. */
    KernelFormat format();

    /** The stored tensors. */
    List<Tensor> factors();

    /** Their names, for files. */
    List<String> factorNames();

    /** The same format with other tensors of the same shapes. */
    ConvKernel withFactors(List<Tensor> factors);

    /** The dense kernels [outputs, inputs, taps...]. */
    Tensor materialise();

    /**
     * The convolution by one-dimensional filters one after the other (a correlation, as everywhere in networks).
     *
     * @param x [batch, inputs, space...]
     * @param window padding and stride along every axis
     */
    Tensor sequential(Tensor x, Window window);

    /** Number of stored weights. */
    default long parameterCount() {
        return factors().stream().mapToLong(Tensor::numel).sum();
    }
}
