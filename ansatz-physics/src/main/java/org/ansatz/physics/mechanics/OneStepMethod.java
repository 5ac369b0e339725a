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
}
