package org.ansatz.physics.mechanics;

import org.ansatz.physics.problem.NumericalFailure;

/**
 * Bodies of unit mass in the plane that attract each other: {@code V = -sum_(i<j) 1 / |r_i - r_j|}. Positions are
 * {@code [x_1, y_1, x_2, y_2, ...]}.
 */
public record PlanarGravity(int bodies) implements Potential {
    // Below this distance forces exceed 1e12 and no step of an integrator means anything.
    private static final double COINCIDENT = 1e-6;

    /** @throws IllegalArgumentException for fewer than two bodies */
    public PlanarGravity {
        if (bodies < 2) {
            throw new IllegalArgumentException("gravity needs two bodies or more, given " + bodies);
        }
    }

    @Override
    public int degreesOfFreedom() {
        return 2 * bodies;
    }

    /** @throws NumericalFailure if two bodies coincide, naming them and their distance */
    @Override
    public double value(double[] state) {
        double sum = 0;
        for (int i = 0; i < bodies; i++) {
            for (int j = 0; j < i; j++) {
                sum -= 1 / distance(state, j, i);
            }
        }
        return sum;
    }

    /** @throws NumericalFailure if two bodies coincide, naming them and their distance */
    @Override
    public void force(double[] state, double[] force) {
        java.util.Arrays.fill(force, 0, 2 * bodies, 0);
        for (int i = 0; i < bodies; i++) {
            for (int j = 0; j < i; j++) {
                double r = distance(state, j, i);
                double strength = 1 / (r * r * r);
                for (int k = 0; k < 2; k++) {
                    double pull = strength * (state[2 * i + k] - state[2 * j + k]);
                    force[2 * i + k] -= pull;
                    force[2 * j + k] += pull;
                }
            }
        }
    }

    /**
     * Time in which two bodies of an energy, their centre of mass at rest, go round once: Kepler's third law with the semi-major axis
     * {@code -1 / (2 E)}.
     *
     * @throws IllegalArgumentException if they are not bound, or there are more than two
     */
    public double period(double energy) {
        if (bodies != 2 || !(energy < 0)) {
            throw new IllegalArgumentException(
                    "a period needs two bodies of negative energy, given " + bodies + " of energy " + energy);
        }
        double axis = -0.5 / energy;
        return 2 * Math.PI * Math.sqrt(axis * axis * axis / 2);
    }

    private static double distance(double[] state, int i, int j) {
        double r = Math.hypot(state[2 * i] - state[2 * j], state[2 * i + 1] - state[2 * j + 1]);
        if (r < COINCIDENT) {
            throw new NumericalFailure("bodies " + i + " and " + j + " coincide: their distance is " + r
                    + ", the least that is allowed " + COINCIDENT);
        }
        return r;
    }
}
