package org.ansatz.dynamics.learning;

import java.util.Optional;
import org.ansatz.physics.mechanics.AdaptiveMethod;
import org.ansatz.physics.mechanics.Trajectory;
import org.ansatz.physics.mechanics.VectorField;

/**
 * A motion with exact rates of change.
 *
 * @param scale {@code c}, which multiplies the potential
 * @param times [points]
 * @param features [points][bodies * 4]
 * @param rates of change of the features, of their shape
 * @param energies {@code |p|^2 / 2 + c V} at the points
 */
public record PhaseTrajectory(
        PhaseSystem system, double scale, double[] times, double[][] features, double[][] rates, double[] energies) {
    private static final double TOLERANCE = 1e-10;
    // Integration keeps energies to 1e-8; a part in a thousand is physics.
    private static final double DRIFT = 1e-3;

    /**
     * Integrates to a relative and absolute error of 1e-10 per step.
     *
     * @param initial for {@code c = 1}; momenta are multiplied by {@code sqrt(c)}, so that energies scale with {@code c}
     * @param duration of the motion, from zero
     * @param points equally spaced, both ends included
     * @throws IllegalArgumentException for fewer than two points, or a scale or duration that is not positive
     * @throws org.ansatz.physics.problem.NumericalFailure if bodies collide
     */
    public static PhaseTrajectory of(PhaseSystem system, double scale, double[] initial, double duration, int points) {
        if (points < 2 || !(scale > 0) || !(duration > 0)) {
            throw new IllegalArgumentException(
                    "a trajectory needs two points or more, a positive scale and duration, given " + points + ", "
                            + scale + " and " + duration);
        }
        double[] start = initial.clone();
        for (int i = start.length / 2; i < start.length; i++) {
            start[i] *= Math.sqrt(scale);
        }
        double[] times = new double[points];
        for (int k = 0; k < points; k++) {
            times[k] = duration * k / (points - 1);
        }
        VectorField field = system.field(scale);
        Trajectory motion = AdaptiveMethod.DORMAND_PRINCE_853.integrate(
                field, system.hamiltonian(scale)::energy, start, times, TOLERANCE);
        double[][] features = new double[points][];
        double[][] rates = new double[points][];
        double[] slope = new double[start.length];
        for (int k = 0; k < points; k++) {
            features[k] = system.features(motion.states()[k]);
            field.slope(motion.states()[k], slope);
            rates[k] = system.features(slope);
        }
        return new PhaseTrajectory(system, scale, times, features, rates, motion.energies());
    }

    public int points() {
        return times.length;
    }

    /** {@code H} at features [bodies * 4], of this trajectory's system and scale. */
    public double energy(double[] at) {
        return system.hamiltonian(scale).energy(system.state(at));
    }

    /** What is wrong with these data for a method that conserves energy: the drift, if it exceeds a part in a thousand. */
    public Optional<String> driftWarning() {
        double drift = 0;
        for (double energy : energies) {
            drift = Math.max(drift, Math.abs(energy / energies[0] - 1));
        }
        return drift > DRIFT
                ? Optional.of("the energy of " + system.name() + " changes by " + Math.round(100 * drift)
                        + " % along a trajectory: no Hamiltonian of positions and momenta has this motion")
                : Optional.empty();
    }
}
