package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * A method that lowers a {@link SmoothObjective} from a starting point, one {@link #step()} at a time. {@link Optimizers}
 * makes one by name.
 *
 * <p>The state can be taken out and put back with {@link #state()} and {@link #restore}: the run continues with the same
 * bits.
 */
public sealed interface Optimizer permits GradientDescent, DescentMethod, GaussNewton {
    /** Makes an optimizer for an objective and a start, which is copied. */
    @FunctionalInterface
    interface Factory {
        /**
         * @throws IllegalArgumentException if the method cannot work on this objective, saying why
         */
        Optimizer on(SmoothObjective objective, double[] start);
    }

    /** How a step ended. */
    enum Status {
        /** The point moved; a method with a line search or damping lowered the value (or kept it within round-off). */
        MOVED,
        /** The gradient is below the tolerance; the point was not moved. */
        CONVERGED,
        /** No acceptable step was found. The point was not moved. */
        STALLED,
        /** Value or gradient at the current point is not finite. The point was not moved. */
        NOT_FINITE
    }

    /**
     * What a step did.
     *
     * @param value after the step; before it for {@link GradientDescent}, which does not look again
     * @param gradientNorm Euclidean, at the same point as the value (before the step for {@link GaussNewton})
     * @param length of the step in units of the method's own direction
     * @param evaluations of the objective, with or without derivatives, in this step
     */
    record Step(double value, double gradientNorm, Status status, double length, int evaluations) {}

    Step step();

    /** The current point, a copy. */
    double[] point();

    /** Continues from another point; keeps what was learnt about the objective. */
    void moveTo(double[] point);

    /** Evaluates again at the next step, because the objective has changed (new points, other weights). */
    void refresh();

    /**
     * Whether the objective may be another sample at every step. Methods that compare values or learn curvature need the
     * same one for many steps.
     */
    boolean toleratesFreshBatches();

    /** Everything that the next steps depend on, by name. */
    Map<String, NdArray> state();

    /**
     * The inverse of {@link #state()}.
     *
     * @throws IllegalArgumentException if the state is another method's or has another dimension
     */
    void restore(Map<String, NdArray> state);
}
