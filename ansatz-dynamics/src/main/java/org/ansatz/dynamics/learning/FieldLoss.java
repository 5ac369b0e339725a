package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.learn.loss.LogCosh;
import org.ansatz.learn.meta.TaskLoss;
import org.ansatz.tensor.Tensor;

/** {@code log cosh} of the residuals of a learned Hamiltonian's field, over all points and components of a task. */
public record FieldLoss(GraphHamiltonian model, PhasePoints points, Reduction reduction) implements TaskLoss {
    /** How residuals of a task become one number. Rates for sums are smaller by the number of residuals. */
    public enum Reduction {
        MEAN,
        SUM
    }

    @Override
    public Tensor losses(List<Tensor> parameters) {
        Tensor field = HamiltonianField.of(model, parameters, points.z(), true);
        Tensor residuals = LogCosh.of(field.sub(points.rates()));
        return reduction == Reduction.MEAN ? residuals.mean(1, 2, 3) : residuals.sum(1, 2, 3);
    }
}
