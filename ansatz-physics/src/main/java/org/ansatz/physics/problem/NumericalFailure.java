package org.ansatz.physics.problem;

/** The numbers broke down (divergence, NaN, no convergence). The message says at which step and which term. */
public class NumericalFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NumericalFailure(String message) {
        super(message);
    }
}
