package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Damped Gauss-Newton as an {@link Optimizer}: {@link LevenbergMarquardt} with dense normal equations, or {@link
 * KrylovLevenbergMarquardt} without forming the Jacobian.
 */
public final class GaussNewton implements Optimizer {
    private final DampedStepper stepper;
    private final double[] x;
    private final double tolerance;

    /**
     * @param tolerance gradient norm at which a step reports convergence
     */
    GaussNewton(SmoothObjective objective, double[] start, DampedStepper stepper, double tolerance) {
        x = DescentMethod.start(objective, start);
        this.stepper = stepper;
        this.tolerance = tolerance;
    }

    /** Dense normal equations: up to a few thousand parameters. */
    public static GaussNewton dense(
            SmoothObjective objective, double[] start, double damping, boolean accelerate, double tolerance) {
        LevenbergMarquardt stepper = new LevenbergMarquardt(objective.leastSquares(), damping, accelerate);
        return new GaussNewton(objective, start, stepper, tolerance);
    }

    /**
     * Conjugate gradients on the normal equations, for more parameters.
     *
     * @param products limit on Jacobian-vector products per solve
     * @throws IllegalArgumentException if the problem offers no products with its Jacobian
     */
    public static GaussNewton matrixFree(
            SmoothObjective objective, double[] start, double damping, int products, double tolerance) {
        if (!(objective.leastSquares() instanceof LinearisedLeastSquares problem)) {
            throw new IllegalArgumentException(
                    "matrix-free Gauss-Newton needs products with the Jacobian, which this objective does not offer");
        }
        return new GaussNewton(objective, start, new KrylovLevenbergMarquardt(problem, damping, products), tolerance);
    }

    @Override
    public Step step() {
        LevenbergMarquardt.Step done = stepper.step(x);
        if (!Double.isFinite(done.value())) {
            return new Step(done.value(), done.gradientNorm(), Status.NOT_FINITE, 0, 1);
        }
        Status status =
                done.accepted() ? Status.MOVED : done.gradientNorm() <= tolerance ? Status.CONVERGED : Status.STALLED;
        return new Step(done.value(), done.gradientNorm(), status, done.accepted() ? 1 : 0, done.evaluations());
    }

    /** Damping of the next step. */
    public double damping() {
        return stepper.damping();
    }

    @Override
    public double[] point() {
        return x.clone();
    }

    @Override
    public void moveTo(double[] point) {
        System.arraycopy(point, 0, x, 0, x.length);
    }

    @Override
    public void refresh() {
        // Every step linearises anew.
    }

    @Override
    public boolean toleratesFreshBatches() {
        return false;
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("point", NdArray.of(point()));
        state.put("damping", NdArray.of(stepper.damping(), stepper.growth()));
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        double[] damping = new double[2];
        DescentMethod.copy(state, "damping", damping);
        DescentMethod.copy(state, "point", x);
        stepper.restore(damping[0], damping[1]);
    }
}
