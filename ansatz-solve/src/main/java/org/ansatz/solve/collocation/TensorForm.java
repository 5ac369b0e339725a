package org.ansatz.solve.collocation;

import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.TensorJets;

/** A kernel in terms of tensors: the jets of its outputs from those of its features. */
@FunctionalInterface
public interface TensorForm {
    /**
     * Evaluates at all points.
     *
     * @param theta the parameter vector
     * @param features jets [coefficients, points, features]
     * @return jets [coefficients, points, outputs]
     */
    TensorJets forward(Tensor theta, TensorJets features);
}
