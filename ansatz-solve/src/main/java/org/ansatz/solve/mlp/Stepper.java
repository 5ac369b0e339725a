package org.ansatz.solve.mlp;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/** An optimizer at work on a {@link ResidualSystem}, one step at a time. */
interface Stepper {
    /** How a step ended. */
    enum Result {
        MOVED,
        STALLED,
        NOT_FINITE
    }

    /** Moves {@code x} in place. */
    Result step(double[] x);

    /** Told that points or weights have changed. */
    void redrawn();

    /** Everything that the next steps depend on. */
    Map<String, NdArray> state();

    void restore(Map<String, NdArray> state);
}
