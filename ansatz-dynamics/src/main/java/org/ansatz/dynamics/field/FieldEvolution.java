package org.ansatz.dynamics.field;

import java.util.Locale;
import org.ansatz.physics.mechanics.OneStepMethod;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * A field on its way: a state, the steps done, and a method with a constant step. A step that would be unstable is refused
 * before the first one is done.
 */
public final class FieldEvolution {
    // Steps between two looks for values that are not finite.
    private static final int LOOK = 64;

    private final OneStepMethod method;
    private final double[] state;
    private final double dt;
    private long step;

    /**
     * Begins at time zero.
     *
     * @param initial [2 n], not changed
     * @param dt step, negative to go back in time
     * @throws InvalidProblem if the step is zero or not below the limit of stability, with the limit
     */
    public FieldEvolution(FieldSystem theory, FieldIntegrator integrator, double[] initial, double dt) {
        this(theory, integrator, initial, dt, 0);
    }

    /**
     * Goes on from a step.
     *
     * @param step the number of steps done
     * @throws InvalidProblem if {@code dt} is zero or not below the limit of stability, with the limit
     */
    public FieldEvolution(FieldSystem theory, FieldIntegrator integrator, double[] initial, double dt, long step) {
        if (initial.length != theory.dimension()) {
            throw new IllegalArgumentException(
                    "the state must have " + theory.dimension() + " numbers, got " + initial.length);
        }
        this.dt = dt;
        this.step = step;
        state = initial.clone();
        refuseNotFinite();
        double limit = largestStep(theory, integrator, state);
        if (dt == 0 || !(Math.abs(dt) < limit)) {
            throw new InvalidProblem(String.format(
                    Locale.ROOT,
                    "dt = %s is not below the limit %.6g of stability of %s, %.4g / sqrt(kmax^2 + max V'') with"
                            + " kmax = %.6g and max V'' = %.6g",
                    dt,
                    limit,
                    integrator.word(),
                    integrator.stabilityLimit(),
                    theory.largestWaveNumber(),
                    theory.steepestCurvature(state)));
        }
        method = integrator.method(theory);
    }

    /** The limit of stable steps at a state, {@code z / sqrt(kmax^2 + max V'')}. */
    public static double largestStep(FieldSystem theory, FieldIntegrator integrator, double[] state) {
        double k = theory.largestWaveNumber();
        return integrator.stabilityLimit() / Math.sqrt(k * k + theory.steepestCurvature(state));
    }

    public long step() {
        return step;
    }

    public double time() {
        return step * dt;
    }

    /** The state, [2 n]; it changes with the next steps. */
    public double[] state() {
        return state;
    }

    /** @throws NumericalFailure as soon as values that are not finite are seen, with step and time */
    public void advance(int steps) {
        int left = steps;
        while (left > 0) {
            int now = Math.min(left, LOOK);
            method.steps(state, dt, now);
            step += now;
            left -= now;
            refuseNotFinite();
        }
    }

    private void refuseNotFinite() {
        for (int j = 0; j < state.length; j++) {
            if (!Double.isFinite(state[j])) {
                throw new NumericalFailure((j < state.length / 2 ? "the field" : "the momentum")
                        + " left the finite numbers at point " + j % (state.length / 2) + " by step " + step
                        + " (t = " + time() + "); a smaller dt than " + dt + " may help");
            }
        }
    }
}
