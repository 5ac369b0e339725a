package org.ansatz.tensor;

/** A failure inside the native engine: no memory, no such device, an operation that a type does not have. */
public final class EngineFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailure(String message) {
        super(message);
    }

    EngineFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The first line of the engine's message without its native trace; Java's own exceptions pass through. */
    static RuntimeException of(String operation, RuntimeException failure) {
        if (failure.getClass() != RuntimeException.class) {
            return failure;
        }
        String text = String.valueOf(failure.getMessage());
        int trace = text.indexOf("\nException raised from");
        return new EngineFailure(operation + ": " + (trace < 0 ? text : text.substring(0, trace)).strip());
    }
}
