package org.ansatz.physics.reference.fem;

import java.util.function.BooleanSupplier;
import org.ansatz.physics.problem.NumericalFailure;

/** Newton's method with halved steps until the residual falls (Deuflhard 2004, section 3.1). */
final class Newton {
    private static final int MOST_STEPS = 40;
    private static final int MOST_HALVINGS = 12;
    private static final double SMALL_STEP = 1e-10;
    private static final double SMALL_RESIDUAL = 1e-11;

    /** Values at the nodes (and the constant source at the end) and the number of steps taken. */
    record Result(double[] values, int steps) {}

    private Newton() {}

    /**
     * @param guess values at the nodes
     * @throws NumericalFailure if the residual cannot be brought down
     */
    static Result solve(DiscreteProblem problem, double[] guess, BooleanSupplier stop) {
        double[] u = problem.start(guess);
        double[] residual = problem.residual(u, true);
        double first = norm(residual);
        for (int step = 1; step <= MOST_STEPS; step++) {
            double before = norm(residual);
            if (before == 0 || stop.getAsBoolean()) {
                return new Result(u, step - 1);
            }
            double[] correction = problem.correction(residual);
            if (problem.isLinear()) {
                return new Result(problem.plus(u, correction, 1), 1);
            }
            double length = 1;
            double[] next = problem.plus(u, correction, length);
            double after = norm(problem.residual(next, false));
            boolean tiny = largest(correction) <= SMALL_STEP * (1e-30 + largest(u));
            for (int k = 0; k < MOST_HALVINGS && !tiny && !(after < (1 - 0.1 * length) * before); k++) {
                length *= 0.5;
                next = problem.plus(u, correction, length);
                after = norm(problem.residual(next, false));
            }
            u = next;
            if (tiny || after <= SMALL_RESIDUAL * first) {
                return new Result(u, step);
            }
            if (!(after < before)) {
                throw new NumericalFailure(String.format(
                        "fem: Newton's method is stuck at step %d with %d unknowns; the residual of the equation is %.3g, from"
                                + " %.3g at the start; it may have no solution",
                        step, problem.unknowns(), before, first));
            }
            residual = problem.residual(u, true);
        }
        throw new NumericalFailure(String.format(
                "fem: Newton's method has not converged in %d steps with %d unknowns; the residual of the equation went from"
                        + " %.3g to %.3g",
                MOST_STEPS, problem.unknowns(), first, norm(residual)));
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private static double largest(double[] v) {
        double largest = 0;
        for (double x : v) {
            largest = Math.max(largest, Math.abs(x));
        }
        return largest;
    }
}
