package org.ansatz.operator.spectral;

import org.ansatz.tensor.Tensor;

/** A spectral weight that is stored entry by entry. */
record DenseWeight(Tensor dense, boolean separable) implements SpectralWeight {
    @Override
    public Tensor apply(Tensor coefficients) {
        return SpectralWeight.applyDense(coefficients, dense, separable);
    }
}
