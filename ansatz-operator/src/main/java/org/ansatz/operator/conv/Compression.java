package org.ansatz.operator.conv;

import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;

/** Changes the format of all kernels of a trained network, which is what a priori compression avoids. */
public final class Compression {
    private Compression() {}

    /**
     * The network with its kernels decomposed.
     *
     * @param random beginnings of iterations
     */
    public static <M extends ConvModel<M>> M compress(M model, KernelFormat format, RandomStream random) {
        Scope scope = Scope.open();
        try {
            return model.withKernels(kernel -> KernelDecomposition.of(kernel.materialise(), format, random));
        } finally {
            scope.close();
        }
    }

    /** The network with dense kernels. */
    public static <M extends ConvModel<M>> M expand(M model) {
        Scope scope = Scope.open();
        try {
            return model.withKernels(
                    kernel -> new DenseKernel(kernel.materialise().detach()));
        } finally {
            scope.close();
        }
    }
}
