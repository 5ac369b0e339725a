package org.ansatz.operator.spectral;

import org.ansatz.tensor.Tensor;

/** A complex matrix (or, if separable, a factor) per kept frequency, however it is stored. */
public sealed interface SpectralWeight permits DenseWeight, FactorizedWeight {
    /**
     * Applies the matrices.
     *
     * @param coefficients complex, [batch, inputs, m_1, .., m_d/2 + 1]
     * @return complex, [batch, outputs, m_1, .., m_d/2 + 1]
     */
    Tensor apply(Tensor coefficients);

    /** The whole tensor, [inputs, outputs, m_1, .., m_d/2 + 1], or [channels, m_1, ..] if separable. */
    Tensor dense();

    /** {@code out[b,o,k] = sum_i in[b,i,k] W[i,o,k]}, or {@code in * W} for a separable W, which has one dimension less. */
    static Tensor applyDense(Tensor coefficients, Tensor weight, boolean separable) {
        if (separable) {
            return coefficients.mul(weight);
        }
        long[] shape = coefficients.shape();
        // A batch of small matrix products, one per frequency: [K, B, I] x [K, I, O].
        Tensor in = coefficients.reshape(shape[0], shape[1], -1).permute(2, 0, 1);
        Tensor matrices = weight.reshape(weight.size(0), weight.size(1), -1).permute(2, 0, 1);
        Tensor out = in.bmm(matrices);
        shape[1] = weight.size(1);
        return out.permute(1, 2, 0).reshape(shape);
    }
}
