package org.ansatz.operator.fno;

import org.ansatz.tensor.Tensor;

/** How far predicted fields are from true ones: mean over the batch of a relative norm of the difference. */
@FunctionalInterface
public interface FieldLoss {
    /**
     * @param predicted and {@code truth}: [batch, channels, grid...]
     * @return without dimensions
     */
    default Tensor of(Tensor predicted, Tensor truth) {
        return perSample(predicted, truth).mean();
    }

    /** The relative error of every sample, [batch]. */
    Tensor perSample(Tensor predicted, Tensor truth);

    /**
     * The same loss of parts of fields, which do not continue periodically.
     *
     * @param perAxis how many make a field along an axis
     */
    default FieldLoss onParts(int perAxis) {
        return this;
    }

    /** {@code ||e|| / ||u||} over channels and space. */
    static FieldLoss relativeL2() {
        return (predicted, truth) -> {
            Tensor e = predicted.sub(truth).reshape(truth.size(0), -1);
            Tensor u = truth.reshape(truth.size(0), -1);
            return e.square().sum(1).div(u.square().sum(1)).sqrt();
        };
    }
}
