package org.ansatz.learn.optim;

import org.ansatz.tensor.kernel.Blas;
import org.ansatz.tensor.kernel.NormalMatrix;

/**
 * Gauss-Newton with Levenberg-Marquardt damping: each step solves
 * {@code (J^T J + lambda D) d = -J^T r} by Cholesky, {@code D} the diagonal of {@code J^T J} raised to a floor.
 *
 * <p>The damping follows the ratio of actual to predicted decrease (Nielsen, IMM-REP-1999-05): a good step divides lambda
 * by up to three, a bad one is taken back and multiplies it by 2, 4, 8... A second-order correction of the path (geodesic
 * acceleration, Transtrum and Sethna, arXiv 1201.5885) is added where it is small against the step. Cost per step with n
 * residuals and p parameters: {@code n p^2} for the normal equations, {@code p^3 / 3} for the factorisation. Right for
 * up to a few thousand parameters; refuses objectives that are not sums of squares by its type.
 */
public final class LevenbergMarquardt implements DampedStepper {
    /**
     * What one step did.
     *
     * @param value {@code |r|^2 / 2} after it, NaN if it is not finite at the start
     * @param previous the same before it
     * @param gradientNorm Euclidean, before it
     * @param damping that led to the step
     * @param accepted whether the point moved
     * @param evaluations of the residuals, with or without Jacobian
     */
    public record Step(
            double value, double previous, double gradientNorm, double damping, boolean accepted, int evaluations) {}

    private static final double DIAGONAL_FLOOR = 1e-8;
    private static final double MAX_DAMPING = 1e12;
    private static final double MIN_DAMPING = 1e-15;
    private static final double ACCELERATION_LIMIT = 0.75;

    private final LeastSquares problem;
    private final boolean accelerate;
    private double damping;
    private double growth = 2;
    private double[] jt = new double[0];
    private double[] r = new double[0];
    private double[] trial = new double[0];
    private double[] along = new double[0];
    private final NormalMatrix jacobian;
    private final double[] normal;
    private final double[] factor;
    private final double[] gradient;
    private final double[] step;
    private final double[] second;
    private final double[] moved;

    public LevenbergMarquardt(LeastSquares problem, double initialDamping, boolean accelerate) {
        this.problem = problem;
        this.damping = initialDamping;
        this.accelerate = accelerate;
        int p = problem.parameters();
        jacobian = new NormalMatrix(problem.threads());
        normal = new double[p * p];
        factor = new double[p * p];
        gradient = new double[p];
        step = new double[p];
        second = new double[p];
        moved = new double[p];
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

    public void setDamping(double damping) {
        this.damping = damping;
        growth = 2;
    }

    /** Moves {@code x} by one accepted step, or leaves it if no damping up to 1e12 lowers the value. */
    @Override
    public Step step(double[] x) {
        int n = problem.residuals();
        int p = problem.parameters();
        if (r.length < n) {
            r = new double[n];
            trial = new double[n];
        }
        if (jt.length < (long) n * p) {
            jt = new double[Math.multiplyExact(n, p)];
        }
        problem.linearise(x, r, jt);
        double value = Vectors.halfSquare(r, n);
        jacobian.set(jt, p, n);
        jacobian.square(normal);
        jacobian.times(1, r, gradient);
        double gradientNorm = Vectors.norm(gradient);
        if (!Double.isFinite(value) || !Double.isFinite(gradientNorm)) {
            return new Step(Double.NaN, Double.NaN, gradientNorm, damping, false, 1);
        }
        int evaluations = 1;
        double largest = 0;
        for (int i = 0; i < p; i++) {
            largest = Math.max(largest, normal[i * p + i]);
        }
        double floor = Math.max(largest * DIAGONAL_FLOOR, Double.MIN_NORMAL);
        for (; damping <= MAX_DAMPING; damping *= growth, growth *= 2) {
            System.arraycopy(normal, 0, factor, 0, p * p);
            for (int i = 0; i < p; i++) {
                factor[i * p + i] += damping * Math.max(normal[i * p + i], floor);
            }
            if (Blas.potrf(p, factor, p) != 0) {
                continue;
            }
            for (int i = 0; i < p; i++) {
                step[i] = -gradient[i];
            }
            Blas.potrs(p, 1, factor, p, step);
            double predicted = 0;
            for (int i = 0; i < p; i++) {
                predicted += 0.5 * step[i] * (damping * Math.max(normal[i * p + i], floor) * step[i] - gradient[i]);
            }
            if (accelerate) {
                addAcceleration(x, n, p);
            }
            for (int i = 0; i < p; i++) {
                moved[i] = x[i] + step[i];
            }
            problem.residuals(moved, trial);
            double after = Vectors.halfSquare(trial, n);
            evaluations += accelerate ? 2 : 1;
            double gain = (value - after) / predicted;
            if (Double.isFinite(after) && after < value) {
                System.arraycopy(moved, 0, x, 0, p);
                double used = damping;
                double c = 2 * gain - 1;
                damping = Math.max(MIN_DAMPING, damping * Math.max(1.0 / 3, 1 - c * c * c));
                growth = 2;
                return new Step(after, value, gradientNorm, used, true, evaluations);
            }
        }
        damping = MAX_DAMPING;
        growth = 2;
        return new Step(value, value, gradientNorm, damping, false, evaluations);
    }

    /** Half of the second derivative of the path, from one residual evaluation ahead along the step. */
    private void addAcceleration(double[] x, int n, int p) {
        double h = 0.1;
        for (int i = 0; i < p; i++) {
            moved[i] = x[i] + h * step[i];
        }
        problem.residuals(moved, trial);
        // J d at the current point by the transposed Jacobian, then r'' along d.
        if (along.length < n) {
            along = new double[n];
        }
        jacobian.timesTransposed(1, step, along);
        for (int i = 0; i < n; i++) {
            along[i] = 2 / h * ((trial[i] - r[i]) / h - along[i]);
        }
        jacobian.times(-1, along, second);
        Blas.potrs(p, 1, factor, p, second);
        double ratio = 2 * Vectors.norm(second) / Vectors.norm(step);
        if (Double.isFinite(ratio) && ratio < ACCELERATION_LIMIT) {
            for (int i = 0; i < p; i++) {
                step[i] += 0.5 * second[i];
            }
        }
    }
}
