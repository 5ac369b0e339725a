package org.ansatz.physics.mechanics;

/** The exact flows of the two halves of a separable Hamiltonian, with their scratch memory. */
final class Kicks {
    private final SeparableHamiltonian system;
    private final double[] slope;

    Kicks(SeparableHamiltonian system) {
        this.system = system;
        slope = new double[system.degreesOfFreedom()];
    }

    /** {@code p += h F(q)}. */
    void kick(double[] state, double h) {
        system.kick(state, h, slope);
    }

    /** {@code q += h dT/dp}. */
    void drift(double[] state, double h) {
        system.drift(state, h, slope);
    }
}
