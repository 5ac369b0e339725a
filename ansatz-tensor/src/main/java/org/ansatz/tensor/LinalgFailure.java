package org.ansatz.tensor;

/** A matrix for which a factorisation or solution does not exist; the message names the operation and the matrix. */
public final class LinalgFailure extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    LinalgFailure(String message) {
        super(message);
    }
}
