package org.ansatz.dynamics.learning;

import org.ansatz.physics.mechanics.NaturalSystem;
import org.ansatz.physics.mechanics.PlanarGravity;
import org.ansatz.physics.mechanics.Potential;
import org.ansatz.physics.mechanics.VectorField;

/**
 * A kind of motion: {@code q' = p, p' = -c dV/dq - gamma p}, which is Hamiltonian without damping.
 *
 * @param potential {@code V} of one or two positions, or of bodies in the plane
 * @param damping {@code gamma}
 * @param initial states for {@code c = 1}
 */
public record PhaseSystem(String name, Potential potential, double damping, InitialStates initial) {
    /** Components of a body's part of phase space. */
    public static final int FEATURES = 4;

    /** Nodes of the graph. */
    public int bodies() {
        return potential instanceof PlanarGravity gravity ? gravity.bodies() : 1;
    }

    /** {@code |p|^2 / 2 + c V(q)}. */
    public NaturalSystem hamiltonian(double c) {
        return new NaturalSystem(potential.times(c));
    }

    /** The right-hand side, damping included. */
    public VectorField field(double c) {
        NaturalSystem conservative = hamiltonian(c);
        int d = conservative.degreesOfFreedom();
        return new VectorField() {
            @Override
            public int dimension() {
                return 2 * d;
            }

            @Override
            public void slope(double[] state, double[] slope) {
                conservative.slope(state, slope);
                for (int i = d; i < 2 * d; i++) {
                    slope[i] -= damping * state[i];
                }
            }
        };
    }

    /** Features [bodies * 4] of a state {@code [q, p]}, or of its rate of change. */
    public double[] features(double[] state) {
        int d = potential.degreesOfFreedom();
        int perBody = d / bodies();
        double[] features = new double[FEATURES * bodies()];
        for (int i = 0; i < d; i++) {
            int at = FEATURES * (i / perBody) + i % perBody;
            features[at] = state[i];
            features[at + 2] = state[d + i];
        }
        return features;
    }

    /** The inverse of {@link #features}; components that the system does not have are left out. */
    public double[] state(double[] features) {
        int d = potential.degreesOfFreedom();
        int perBody = d / bodies();
        double[] state = new double[2 * d];
        for (int i = 0; i < d; i++) {
            int at = FEATURES * (i / perBody) + i % perBody;
            state[i] = features[at];
            state[d + i] = features[at + 2];
        }
        return state;
    }
}
