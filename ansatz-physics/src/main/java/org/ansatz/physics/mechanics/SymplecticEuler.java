package org.ansatz.physics.mechanics;

/**
 * {@code p += h F(q)}, then {@code q += h dT/dp(p)}: first order, symplectic, one force per step (Hairer, Lubich, Wanner,
 * Geometric Numerical Integration, I.1.9). Not reversible.
 */
public final class SymplecticEuler implements OneStepMethod {
    private final Kicks kicks;

    public SymplecticEuler(SeparableHamiltonian system) {
        kicks = new Kicks(system);
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void step(double[] state, double h) {
        kicks.kick(state, h);
        kicks.drift(state, h);
    }
}
