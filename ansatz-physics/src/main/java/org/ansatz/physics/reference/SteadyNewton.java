package org.ansatz.physics.reference;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * Newton's method with exact Jacobian; a step is halved while it makes the residual, each row scaled by its Jacobian's
 * largest entry, larger. Close to the solution a factorised Jacobian is kept while each step with it is a tenth of the one
 * before (Deuflhard, Newton Methods for Nonlinear Problems, sections 3.2 and 2.1.2): the work is in the factorisation.
 */
final class SteadyNewton {
    private static final int MOST_ITERATIONS = 40;
    private static final int MOST_HALVINGS = 10;
    private static final double CONVERGED = 1e-12;
    // Steps that no longer shrink and are this small are rounding.
    private static final double ROUNDING = 1e-7;
    // The same for steps with a kept Jacobian, whose size tells less of the error.
    private static final double ROUNDING_KEPT = 1e-10;
    // Relative size of a step after which the Jacobian is kept, and how much smaller the next one must then be.
    private static final double CLOSE = 1e-2;
    private static final double KEPT_SHRINK = 0.1;

    private final CollocationSystem system;
    private int iterations;

    SteadyNewton(CollocationSystem system) {
        this.system = system;
    }

    int iterations() {
        return iterations;
    }

    /**
     * @param start coefficients to start from
     * @return coefficients that satisfy the system
     */
    double[] solve(double[] start) {
        Layout layout = system.layout();
        if (system.rows() < layout.size()) {
            throw new InvalidProblem("classical: the conditions do not determine the solution: " + system.rows()
                    + " collocated equations and conditions for " + layout.size() + " unknowns");
        }
        boolean linear = system.linear();
        double[] x = start.clone();
        double[] residual = system.residual(x);
        double last = Double.POSITIVE_INFINITY;
        DenseSystem factor = null;
        while (iterations < MOST_ITERATIONS) {
            boolean kept = factor != null;
            if (!kept) {
                factor = factorised(x);
            }
            double[] step = factor.solve(residual);
            double size = norm(step);
            double relative = size / Math.max(Math.max(norm(x), size), Double.MIN_NORMAL);
            if (kept && !(size <= KEPT_SHRINK * last) && relative > ROUNDING_KEPT) {
                factor = null;
                continue;
            }
            iterations++;
            if (!Double.isFinite(size)) {
                throw new NumericalFailure("classical: Newton step " + iterations
                        + " is not finite; largest residual in " + system.describe(worst(residual)));
            }
            x = linear || kept ? minus(x, step, 1) : damped(x, step, residual, factor);
            residual = system.residual(x);
            if (linear) {
                return factor.reusable() ? minus(x, factor.solve(residual), 1) : x;
            }
            boolean rounding = relative < (kept ? ROUNDING_KEPT : ROUNDING) && size > 0.3 * last;
            if (relative < CONVERGED || rounding) {
                return x;
            }
            last = size;
            factor = factor.reusable() && relative < CLOSE ? factor : null;
        }
        throw new NumericalFailure("classical: Newton's method did not converge in " + MOST_ITERATIONS
                + " steps; largest residual in " + system.describe(worst(residual)));
    }

    private DenseSystem factorised(double[] x) {
        int size = system.layout().size();
        DenseSystem factor =
                new DenseSystem(system.jacobians(0, new double[][] {x})[0], system.rows(), size, system.equationRows());
        if (factor.singular()) {
            throw new InvalidProblem("classical: the conditions do not determine the solution: the linearised system"
                    + " of Newton step " + (iterations + 1) + " is singular");
        }
        return factor;
    }

    private double[] damped(double[] x, double[] step, double[] residual, DenseSystem factor) {
        double before = scaled(residual, factor);
        double[] best = minus(x, step, 1);
        double share = 1;
        for (int k = 0; k < MOST_HALVINGS; k++) {
            double[] trial = minus(x, step, share);
            double after = scaled(system.residual(trial), factor);
            if (after <= (1 - 0.1 * share) * before || after < CONVERGED) {
                return trial;
            }
            share *= 0.5;
        }
        // Below rounding no step makes the residual smaller; far from it, none helps and the full one may leave the
        // trap.
        return best;
    }

    private static double scaled(double[] residual, DenseSystem factor) {
        double sum = 0;
        for (int i = 0; i < residual.length; i++) {
            double r = residual[i] * factor.rowScale(i);
            sum += r * r;
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : Math.sqrt(sum);
    }

    private static double[] minus(double[] x, double[] step, double share) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i] - share * step[i];
        }
        return y;
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
    }

    private static int worst(double[] residual) {
        int at = 0;
        for (int i = 0; i < residual.length; i++) {
            if (Double.isNaN(residual[i])) {
                return i;
            }
            at = Math.abs(residual[i]) > Math.abs(residual[at]) ? i : at;
        }
        return at;
    }
}
