package org.ansatz.solve.implicit;

import java.util.random.RandomGenerator;

/** One stage of an operator splitting: it takes the fields and leaves them with its part of a time step done. */
public interface SplitStep {
    /**
     * What a stage did.
     *
     * @param state the fields after it
     * @param loss and iterations of its inner solve
     */
    record Stage(String name, FieldState state, double loss, int iterations, boolean converged) {}

    String name();

    /**
     * Does the stage.
     *
     * @param when for messages, {@code "time step 3"}
     * @throws org.ansatz.physics.problem.NumericalFailure if residuals are not finite
     */
    Stage apply(FieldState before, double dt, RandomGenerator random, String when);
}
