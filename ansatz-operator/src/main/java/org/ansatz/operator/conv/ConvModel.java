package org.ansatz.operator.conv;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ansatz.tensor.RandomStream;

/**
 * A network with convolutions whose kernels can be replaced.
 *
 * @param <M> its own type
 */
public interface ConvModel<M extends ConvModel<M>> {
    /** Its convolutions, in order. */
    List<LowRankConv> convolutions();

    /** A copy with parameters of its own and other kernels of the same shapes; everything else has the same values. */
    M withKernels(UnaryOperator<ConvKernel> change);

    /** Trained scalars of kernels, without biases and other layers. */
    default long kernelParameterCount() {
        return convolutions().stream()
                .mapToLong(conv -> conv.kernelParameterCount())
                .sum();
    }

    /**
     * A copy with decomposed kernels: what compression in front of training avoids.
     *
     * @param random beginnings of iterations
     */
    default M compressed(KernelFormat format, RandomStream random) {
        return withKernels(kernel -> KernelDecomposition.of(kernel.materialise(), format, random));
    }

    /** A copy with dense kernels. */
    default M expanded() {
        return withKernels(kernel -> new DenseKernel(kernel.materialise().detach()));
    }
}
