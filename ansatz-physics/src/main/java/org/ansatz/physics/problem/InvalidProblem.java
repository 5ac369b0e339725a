package org.ansatz.physics.problem;

/** The user's input is wrong. The message says where, what was given and what was expected, and is shown as it is. */
public class InvalidProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidProblem(String message) {
        super(message);
    }
}
