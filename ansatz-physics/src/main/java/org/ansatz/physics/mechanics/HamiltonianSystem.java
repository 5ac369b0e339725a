package org.ansatz.physics.mechanics;

/**
 * A Hamiltonian {@code H(q, p)} with its gradient. A state is {@code [q_1 .. q_d, p_1 .. p_d]}; its motion is
 * {@code q' = dH/dp, p' = -dH/dq}.
 */
public interface HamiltonianSystem extends VectorField {
    /** Number {@code d} of positions. */
    int degreesOfFreedom();

    /** {@code H(q, p)}. */
    double energy(double[] state);

    /**
     * Writes {@code dH/dq} then {@code dH/dp}.
     *
     * @param gradient [2 d], overwritten
     */
    void gradient(double[] state, double[] gradient);

    @Override
    default int dimension() {
        return 2 * degreesOfFreedom();
    }

    @Override
    default void slope(double[] state, double[] slope) {
        gradient(state, slope);
        int d = degreesOfFreedom();
        for (int i = 0; i < d; i++) {
            double byPosition = slope[i];
            slope[i] = slope[d + i];
            slope[d + i] = -byPosition;
        }
    }
}
