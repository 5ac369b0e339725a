package org.ansatz.physics.mechanics;

import java.util.function.ToDoubleFunction;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * States kept along a motion.
 *
 * @param times [kept]
 * @param states [kept][dimension]
 * @param energies [kept]
 */
public record Trajectory(double[] times, double[][] states, double[] energies) {
    /**
     * Integrates with a fixed step.
     *
     * @param energy the conserved quantity to watch
     * @param initial [dimension], not changed
     * @param every keep the initial state and every so many-th state
     * @throws IllegalArgumentException if {@code every} is not a positive divisor of {@code steps}
     * @throws NumericalFailure at the first kept state that is not finite, naming the step
     */
    public static Trajectory of(
            OneStepMethod method, ToDoubleFunction<double[]> energy, double[] initial, double h, int steps, int every) {
        if (steps < 0 || every < 1 || steps % every != 0) {
            throw new IllegalArgumentException(
                    "the number of steps must be a multiple of `every`, given " + steps + " and " + every);
        }
        int kept = steps / every + 1;
        double[] times = new double[kept];
        double[][] states = new double[kept][initial.length];
        double[] energies = new double[kept];
        double[] state = initial.clone();
        for (int step = 0; step <= steps; step++) {
            if (step > 0) {
                method.step(state, h);
            }
            if (step % every == 0) {
                int at = step / every;
                times[at] = step * h;
                System.arraycopy(state, 0, states[at], 0, state.length);
                energies[at] = energy.applyAsDouble(state);
                if (!Double.isFinite(energies[at])) {
                    throw new NumericalFailure(
                            "the motion left the finite numbers by step " + step + " (t = " + times[at] + ")");
                }
            }
        }
        return new Trajectory(times, states, energies);
    }

    /** Number of kept states. */
    public int size() {
        return times.length;
    }

    public double[] last() {
        return states[states.length - 1];
    }

    /** Largest {@code |E(t) - E(0)|}. */
    public double energyDrift() {
        double largest = 0;
        for (double energy : energies) {
            largest = Math.max(largest, Math.abs(energy - energies[0]));
        }
        return largest;
    }
}
