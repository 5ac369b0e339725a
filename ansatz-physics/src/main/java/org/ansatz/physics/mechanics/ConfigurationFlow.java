package org.ansatz.physics.mechanics;

/**
 * A one-parameter family of maps of the positions by its generator {@code X(q)}, with the derivative that says what it does to
 * velocities: {@code v} changes by {@code (dX/dq) v}.
 */
public interface ConfigurationFlow {
    /** Number {@code d} of positions. */
    int degreesOfFreedom();

    /**
     * Writes {@code X(q)}.
     *
     * @param state begins with the positions
     * @param generator [d], overwritten
     */
    void generator(double[] state, double[] generator);

    /**
     * Writes {@code (dX/dq) v}.
     *
     * @param state positions, then velocities
     * @param change [d], overwritten
     */
    void velocityChange(double[] state, double[] change);
}
