package org.ansatz.dynamics.learning;

import java.util.function.Predicate;
import org.ansatz.physics.mechanics.NaturalSystem;
import org.ansatz.physics.mechanics.Potential;
import org.ansatz.tensor.RandomStream;

/** A distribution of states {@code [q, p]}. */
@FunctionalInterface
public interface InitialStates {
    /** One state. */
    double[] draw(RandomStream random);

    /**
     * Uniform in a box, but only states of energies in between.
     *
     * @param halfWidths of the box around the origin, one per component of the state
     */
    static InitialStates between(Potential potential, double least, double most, double... halfWidths) {
        NaturalSystem system = new NaturalSystem(potential);
        return accepted(
                random -> {
                    double[] state = new double[halfWidths.length];
                    for (int i = 0; i < state.length; i++) {
                        state[i] = halfWidths[i] * (2 * random.uniform() - 1);
                    }
                    return state;
                },
                state -> system.energy(state) > least && system.energy(state) < most);
    }

    private static InitialStates accepted(InitialStates proposal, Predicate<double[]> condition) {
        return random -> {
            double[] state = proposal.draw(random);
            while (!condition.test(state)) {
                state = proposal.draw(random);
            }
            return state;
        };
    }

    /** On circles around the origin of one degree of freedom with radii uniform in an interval. */
    static InitialStates circles(double least, double most) {
        return random -> {
            double amplitude = least + (most - least) * random.uniform();
            double phase = 2 * Math.PI * random.uniform();
            return new double[] {amplitude * Math.cos(phase), -amplitude * Math.sin(phase)};
        };
    }

    /**
     * Two or three bodies of unit mass on the corners of a regular figure around their centre of mass, which rests. Distances are uniform in
     * [0.8, 1.4], velocities tangential, 0.8 to 1.1 times that of the circular motion.
     */
    static InitialStates orbits(int bodies) {
        return random -> {
            double distance = 0.8 + 0.6 * random.uniform();
            double factor = 0.8 + 0.3 * random.uniform();
            double angle = 2 * Math.PI * random.uniform();
            double radius = 0.5 * distance / Math.sin(Math.PI / bodies);
            // Kepler's third law, which also holds for Lagrange's triangle.
            double speed = factor * radius * Math.sqrt(bodies / (distance * distance * distance));
            double[] state = new double[4 * bodies];
            for (int b = 0; b < bodies; b++) {
                double at = angle + 2 * Math.PI * b / bodies;
                state[2 * b] = radius * Math.cos(at);
                state[2 * b + 1] = radius * Math.sin(at);
                state[2 * (bodies + b)] = -speed * Math.sin(at);
                state[2 * (bodies + b) + 1] = speed * Math.cos(at);
            }
            return state;
        };
    }
}
