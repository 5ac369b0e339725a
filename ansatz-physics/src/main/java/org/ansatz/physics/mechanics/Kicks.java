package org.ansatz.physics.mechanics;

/** The exact flows of the two halves of a separable Hamiltonian. */
final class Kicks {
    private final SeparableHamiltonian system;
    private final int d;
    private final double[] slope;

    Kicks(SeparableHamiltonian system) {
        this.system = system;
        d = system.degreesOfFreedom();
        slope = new double[d];
    }

    /** {@code p += h F(q)}. */
    void kick(double[] state, double h) {
        system.force(state, slope);
        for (int i = 0; i < d; i++) {
            state[d + i] += h * slope[i];
        }
    }

    /** {@code q += h dT/dp}. */
    void drift(double[] state, double h) {
        system.velocity(state, slope);
        for (int i = 0; i < d; i++) {
            state[i] += h * slope[i];
        }
    }
}
