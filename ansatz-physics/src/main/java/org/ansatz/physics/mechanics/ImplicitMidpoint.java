package org.ansatz.physics.mechanics;

import org.ansatz.physics.problem.NumericalFailure;

/**
 * {@code z' = z + h f((z + z') / 2)}: second order, symplectic for every Hamiltonian, reversible, keeps quadratic invariants
 * (Hairer, Lubich, Wanner, Geometric Numerical Integration, IV.2.1). The equation is solved by fixed-point iteration, which
 * contracts while {@code h} times half the Lipschitz constant of the field is below one.
 */
public final class ImplicitMidpoint implements OneStepMethod {
    private static final double DEFAULT_TOLERANCE = 1e-14;
    private static final int DEFAULT_ITERATIONS = 200;
    // Near the end rounding makes the change stall above the tolerance; that is accepted below this size.
    private static final double ROUNDING = 1e-12;

    private final VectorField field;
    private final double tolerance;
    private final int maxIterations;
    private final double[] middle;
    private final double[] slope;
    private final double[] next;

    /** Tolerance 1e-14, at most 200 iterations. */
    public ImplicitMidpoint(VectorField field) {
        this(field, DEFAULT_TOLERANCE, DEFAULT_ITERATIONS);
    }

    /**
     * @param tolerance largest change of a component in the last iteration, relative to one plus its size
     * @throws IllegalArgumentException if the tolerance or the number of iterations is not positive
     */
    public ImplicitMidpoint(VectorField field, double tolerance, int maxIterations) {
        if (!(tolerance > 0) || maxIterations < 1) {
            throw new IllegalArgumentException(
                    "implicit midpoint needs a positive tolerance and at least one iteration," + " given " + tolerance
                            + " and " + maxIterations);
        }
        this.field = field;
        this.tolerance = tolerance;
        this.maxIterations = maxIterations;
        middle = new double[field.dimension()];
        slope = new double[field.dimension()];
        next = new double[field.dimension()];
    }

    @Override
    public int order() {
        return 2;
    }

    /** @throws NumericalFailure if the iteration does not converge; the state is then as before */
    @Override
    public void step(double[] state, double h) {
        int n = next.length;
        System.arraycopy(state, 0, next, 0, n);
        double change = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < maxIterations; iteration++) {
            for (int i = 0; i < n; i++) {
                middle[i] = 0.5 * (state[i] + next[i]);
            }
            field.slope(middle, slope);
            double before = change;
            change = 0;
            for (int i = 0; i < n; i++) {
                double moved = state[i] + h * slope[i];
                change = Math.max(change, Math.abs(moved - next[i]) / (1 + Math.abs(moved)));
                next[i] = moved;
            }
            if (change <= tolerance || (change <= ROUNDING && change >= before)) {
                System.arraycopy(next, 0, state, 0, n);
                return;
            }
            if (!(change < 1e100)) {
                break;
            }
        }
        throw new NumericalFailure(
                "implicit midpoint did not converge with step " + h + ": the last of " + maxIterations
                        + " iterations still changed the state by " + change + " (wanted " + tolerance
                        + "); use a smaller step");
    }
}
