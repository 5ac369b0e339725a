package org.ansatz.tensor;

import java.util.Arrays;

/** Tensors whose shapes do not fit together; the message names the operation and both shapes. */
public final class ShapeMismatch extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ShapeMismatch(String operation, long[] first, long[] second, String rule) {
        super(operation + ": shapes " + Arrays.toString(first) + " and " + Arrays.toString(second) + ": " + rule);
    }

    ShapeMismatch(String message) {
        super(message);
    }
}
