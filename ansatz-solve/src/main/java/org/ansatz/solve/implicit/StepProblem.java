package org.ansatz.solve.implicit;

import java.util.random.RandomGenerator;

/** What a time step or a stage of it asks of the weights, on points drawn anew at every call. */
@FunctionalInterface
interface StepProblem {
    FieldLeastSquares draw(RandomGenerator random);
}
