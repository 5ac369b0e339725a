package org.ansatz.dynamics.field;

import java.util.Locale;
import org.ansatz.physics.mechanics.ImplicitMidpoint;
import org.ansatz.physics.mechanics.Leapfrog;
import org.ansatz.physics.mechanics.OneStepMethod;
import org.ansatz.physics.mechanics.SeparableHamiltonian;
import org.ansatz.physics.mechanics.Yoshida;

/** The symplectic methods that evolve fields. */
public enum FieldIntegrator {
    /** Stoermer-Verlet with the momentum at full steps, second order, one force per step. */
    LEAPFROG,
    /** Stoermer-Verlet with the position at full steps and the force at half steps: second order, another error of the same size. */
    POSITION_LEAPFROG,
    /** Fourth order, three forces. */
    YOSHIDA4,
    /** Sixth order, seven forces. */
    YOSHIDA6,
    /** Second order, implicit by fixed-point iteration, which must contract. */
    MIDPOINT;

    private static final double SCAN = 1e-3;
    private static final double ROUNDING = 1e-9;

    public OneStepMethod method(SeparableHamiltonian system) {
        return switch (this) {
            case LEAPFROG -> new Leapfrog(system, Leapfrog.Form.VELOCITY);
            case POSITION_LEAPFROG -> new Leapfrog(system, Leapfrog.Form.POSITION);
            case YOSHIDA4 -> Yoshida.fourth(system);
            case YOSHIDA6 -> Yoshida.sixth(system);
            case MIDPOINT -> new ImplicitMidpoint(system);
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The largest {@code z} such that oscillations of frequency {@code omega} stay bounded for all {@code h omega < z}: the
     * trace of the step's matrix for {@code q'' = -q} stays within [-2, 2]. For the midpoint rule, whose steps are bounded
     * for all {@code z}, it is where its iteration stops contracting.
     */
    public double stabilityLimit() {
        if (this == LEAPFROG || this == POSITION_LEAPFROG || this == MIDPOINT) {
            return 2;
        }
        OneStepMethod method = method(new Oscillator());
        double stable = SCAN;
        while (Math.abs(trace(method, stable + SCAN)) <= 2 + ROUNDING) {
            stable += SCAN;
        }
        double unstable = stable + SCAN;
        while (unstable - stable > ROUNDING) {
            double middle = 0.5 * (stable + unstable);
            if (Math.abs(trace(method, middle)) <= 2) {
                stable = middle;
            } else {
                unstable = middle;
            }
        }
        return stable;
    }

    private static double trace(OneStepMethod method, double h) {
        double[] position = {1, 0};
        double[] momentum = {0, 1};
        method.step(position, h);
        method.step(momentum, h);
        return position[0] + momentum[1];
    }

    private static final class Oscillator implements SeparableHamiltonian {
        @Override
        public int degreesOfFreedom() {
            return 1;
        }

        @Override
        public double kinetic(double[] state) {
            return 0.5 * state[1] * state[1];
        }

        @Override
        public double potential(double[] state) {
            return 0.5 * state[0] * state[0];
        }

        @Override
        public void velocity(double[] state, double[] velocity) {
            velocity[0] = state[1];
        }

        @Override
        public void force(double[] state, double[] force) {
            force[0] = -state[0];
        }
    }
}
