package org.ansatz.solve.implicit;

/** What becomes of a run when an inner solve ends at its largest number of steps while it still gains. */
public enum NotConverged {
    /** It goes on; the solve is reported as an {@link UnconvergedSolve}. */
    CONTINUE,
    /** It ends with a {@link org.ansatz.physics.problem.NumericalFailure}. */
    ABORT
}
