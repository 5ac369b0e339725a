package org.ansatz.physics.mechanics;

/**
 * {@code H(q, p) = T(p) + V(q)}: kicks and drifts are solved exactly, so symplectic methods are explicit. All arguments are
 * whole states {@code [q, p]}; each method reads only its half.
 */
public interface SeparableHamiltonian extends HamiltonianSystem {
    /** {@code T(p)}. */
    double kinetic(double[] state);

    /** {@code V(q)}. */
    double potential(double[] state);

    /**
     * Writes {@code dT/dp}.
     *
     * @param velocity [d], overwritten
     */
    void velocity(double[] state, double[] velocity);

    /**
     * Writes {@code -dV/dq}.
     *
     * @param force [d], overwritten
     */
    void force(double[] state, double[] force);

    /**
     * {@code p += h F(q)}. Systems that can add without storing the force override it.
     *
     * @param force [d] scratch
     */
    default void kick(double[] state, double h, double[] force) {
        force(state, force);
        int d = degreesOfFreedom();
        for (int i = 0; i < d; i++) {
            state[d + i] += h * force[i];
        }
    }

    /**
     * {@code q += h dT/dp}.
     *
     * @param velocity [d] scratch
     */
    default void drift(double[] state, double h, double[] velocity) {
        velocity(state, velocity);
        int d = degreesOfFreedom();
        for (int i = 0; i < d; i++) {
            state[i] += h * velocity[i];
        }
    }

    @Override
    default double energy(double[] state) {
        return kinetic(state) + potential(state);
    }

    @Override
    default void gradient(double[] state, double[] gradient) {
        int d = degreesOfFreedom();
        velocity(state, gradient);
        System.arraycopy(gradient, 0, gradient, d, d);
        force(state, gradient);
        for (int i = 0; i < d; i++) {
            gradient[i] = -gradient[i];
        }
    }
}
