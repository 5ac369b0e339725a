package org.ansatz.learn.layer;

import org.ansatz.tensor.Tensor;

/** A map of batches of fields; what it learns was registered in {@link TensorParameters} when it was made. */
@FunctionalInterface
public interface TensorLayer {
    /**
     * @param x [batch, channels, grid...]
     * @return [batch, channels, grid...]
     */
    Tensor forward(Tensor x);
}
