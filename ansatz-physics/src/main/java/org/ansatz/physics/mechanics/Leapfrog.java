package org.ansatz.physics.mechanics;

/**
 * The Stoermer-Verlet method: second order, symplectic, reversible; the energy error stays bounded of order {@code h^2} over
 * exponentially long times (Hairer, Lubich, Wanner, Acta Numerica 12, 2003). Stable for a harmonic frequency
 * {@code omega} while {@code h omega < 2}.
 */
public final class Leapfrog implements OneStepMethod {
    /** Which half is split. */
    public enum Form {
        /** Half kick, drift, half kick: two forces per step. */
        VELOCITY,
        /** Half drift, kick, half drift: one force per step. */
        POSITION
    }

    private final Kicks kicks;
    private final Form form;

    public Leapfrog(SeparableHamiltonian system, Form form) {
        kicks = new Kicks(system);
        this.form = form;
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public void step(double[] state, double h) {
        switch (form) {
            case VELOCITY -> {
                kicks.kick(state, 0.5 * h);
                kicks.drift(state, h);
                kicks.kick(state, 0.5 * h);
            }
            case POSITION -> {
                kicks.drift(state, 0.5 * h);
                kicks.kick(state, h);
                kicks.drift(state, 0.5 * h);
            }
        }
    }

    /** One force per step in either form, but for the first and last half. */
    @Override
    public void steps(double[] state, double h, int count) {
        if (count < 1) {
            return;
        }
        boolean velocity = form == Form.VELOCITY;
        half(velocity, state, 0.5 * h);
        for (int step = 1; step < count; step++) {
            half(!velocity, state, h);
            half(velocity, state, h);
        }
        half(!velocity, state, h);
        half(velocity, state, 0.5 * h);
    }

    private void half(boolean kick, double[] state, double h) {
        if (kick) {
            kicks.kick(state, h);
        } else {
            kicks.drift(state, h);
        }
    }
}
