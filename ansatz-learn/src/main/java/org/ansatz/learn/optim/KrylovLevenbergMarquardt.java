package org.ansatz.learn.optim;

/**
 * Levenberg-Marquardt without the Jacobian: {@code (J^T J + lambda s I) d = -J^T r} by conjugate gradients, with one
 * product by {@code J} and one by {@code J^T} per iteration; {@code s = |J g|^2 / |g|^2} is the curvature along the
 * gradient {@code g = J^T r}, so that lambda has no units.
 *
 * <p>The inner iteration stops at the relative residual {@code min(0.01, sqrt(|g|))} (inexact Newton with superlinear
 * convergence, Nocedal and Wright 2006, section 7.1) or at the limit on products; every iterate is a descent direction. Damping follows the gain as in {@link LevenbergMarquardt}. Memory is linear in parameters and
 * residuals: for networks whose normal equations (p^2 numbers) do not fit.
 */
public final class KrylovLevenbergMarquardt implements DampedStepper {
    private static final double MAX_DAMPING = 1e12;
    private static final double MIN_DAMPING = 1e-15;
    private static final double LOOSEST = 1e-2;

    private final LinearisedLeastSquares problem;
    private final int products;
    private double damping;
    private double growth = 2;
    private double[] r = new double[0];
    private double[] along = new double[0];
    private final double[] gradient;
    private final double[] step;
    private final double[] search;
    private final double[] left;
    private final double[] image;
    private final double[] moved;

    /**
     * @param products limit on products by J per solve
     */
    public KrylovLevenbergMarquardt(LinearisedLeastSquares problem, double initialDamping, int products) {
        if (products < 1) {
            throw new IllegalArgumentException("conjugate gradients need at least one product, got " + products);
        }
        this.problem = problem;
        this.damping = initialDamping;
        this.products = products;
        int p = problem.parameters();
        gradient = new double[p];
        step = new double[p];
        search = new double[p];
        left = new double[p];
        image = new double[p];
        moved = new double[p];
    }

    @Override
    public LevenbergMarquardt.Step step(double[] x) {
        int n = problem.residuals();
        if (r.length < n) {
            r = new double[n];
            along = new double[n];
        }
        problem.linearise(x, r);
        double value = Vectors.halfSquare(r, n);
        problem.transposedTimes(r, gradient);
        double norm = Vectors.norm(gradient);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            return new LevenbergMarquardt.Step(Double.NaN, Double.NaN, norm, damping, false, 1);
        }
        if (norm == 0) {
            return new LevenbergMarquardt.Step(value, value, 0, damping, false, 1);
        }
        problem.times(gradient, along);
        double scale = 2 * Vectors.halfSquare(along, n) / (norm * norm);
        int evaluations = 1;
        for (; damping <= MAX_DAMPING; damping *= growth, growth *= 2) {
            double predicted = solve(damping * scale, norm, n);
            for (int i = 0; i < moved.length; i++) {
                moved[i] = x[i] + step[i];
            }
            // The products of a next trial still refer to x: only the residuals are evaluated at the trial point.
            double after = trial(n);
            evaluations++;
            if (Double.isFinite(after) && after < value) {
                System.arraycopy(moved, 0, x, 0, x.length);
                double used = damping;
                double c = 2 * (value - after) / predicted - 1;
                damping = Math.max(MIN_DAMPING, damping * Math.max(1.0 / 3, 1 - c * c * c));
                growth = 2;
                return new LevenbergMarquardt.Step(after, value, norm, used, true, evaluations);
            }
            problem.linearise(x, r);
        }
        damping = MAX_DAMPING;
        growth = 2;
        return new LevenbergMarquardt.Step(value, value, norm, damping, false, evaluations);
    }

    private double trial(int n) {
        problem.residuals(moved, along);
        return Vectors.halfSquare(along, n);
    }

    /** Fills {@code step}; returns the decrease of the model that it predicts, damping left out. */
    private double solve(double shift, double norm, int n) {
        java.util.Arrays.fill(step, 0);
        for (int i = 0; i < left.length; i++) {
            left[i] = -gradient[i];
            search[i] = left[i];
        }
        double square = norm * norm;
        double goal = square * Math.pow(Math.min(LOOSEST, Math.sqrt(norm)), 2);
        for (int k = 0; k < products && square > goal; k++) {
            problem.times(search, along);
            problem.transposedTimes(along, image);
            Vectors.axpy(shift, search, image);
            double curvature = Vectors.dot(search, image);
            if (!(curvature > 0)) {
                break;
            }
            double length = square / curvature;
            Vectors.axpy(length, search, step);
            Vectors.axpy(-length, image, left);
            double next = Vectors.dot(left, left);
            double ratio = next / square;
            for (int i = 0; i < search.length; i++) {
                search[i] = left[i] + ratio * search[i];
            }
            square = next;
        }
        // value - model(step) = -(g d + |J d|^2 / 2)
        problem.times(step, along);
        return -Vectors.dot(gradient, step) - Vectors.halfSquare(along, n);
    }

    @Override
    public double damping() {
        return damping;
    }

    @Override
    public double growth() {
        return growth;
    }

    @Override
    public void restore(double savedDamping, double savedGrowth) {
        damping = savedDamping;
        growth = savedGrowth;
    }
}
