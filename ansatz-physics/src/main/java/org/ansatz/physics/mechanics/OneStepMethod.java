package org.ansatz.physics.mechanics;

/** An integrator of fixed step. Holds scratch memory: one thread at a time. */
public interface OneStepMethod {
    /** Order {@code k}: the error at a fixed time falls as {@code h^k}. */
    int order();

    /**
     * Moves the state by one step in place.
     *
     * @param h step, negative to go back in time
     */
    void step(double[] state, double h);

    /**
     * Moves the state by several steps in place. Methods that end a step as they begin the next join the two halves.
     *
     * @param h step, negative to go back in time
     */
    default void steps(double[] state, double h, int count) {
        for (int step = 0; step < count; step++) {
            step(state, h);
        }
    }
}
