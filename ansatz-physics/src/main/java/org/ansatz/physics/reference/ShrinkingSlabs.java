package org.ansatz.physics.reference;

import org.ansatz.physics.problem.NumericalFailure;

/** No slab is short enough for the march to go on. */
final class ShrinkingSlabs extends NumericalFailure {
    private static final long serialVersionUID = 1;

    ShrinkingSlabs(double length, double at, String equation) {
        super("classical: the time step shrank to " + length + " at " + at + "; largest residual in " + equation);
    }
}
