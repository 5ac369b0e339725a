package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.learn.loss.LogCosh;
import org.ansatz.learn.meta.TaskLoss;
import org.ansatz.tensor.Tensor;

/**
 * {@code log cosh(q' - q'_true) + log cosh(p' - p'_true)} of a learned Hamiltonian's field, for all points and coordinates of a task
 * (Song and Jeong, arXiv 2212.01168).
 */
public record FieldLoss(GraphHamiltonian model, PhasePoints points, Reduction reduction) implements TaskLoss {
    // A coordinate has two residuals, that of its rate and that of its momentum's.
    private static final double PAIR = 2;

    /** How a task's points and coordinates become one number. Rates for sums are smaller by their number. */
    public enum Reduction {
        MEAN,
        SUM
    }

    @Override
    public Tensor losses(List<Tensor> parameters) {
        Tensor field = HamiltonianField.of(model, parameters, points.z(), true);
        Tensor residuals = LogCosh.of(field.sub(points.rates()));
        return reduction == Reduction.MEAN ? residuals.mean(1, 2, 3).mul(PAIR) : residuals.sum(1, 2, 3);
    }
}
