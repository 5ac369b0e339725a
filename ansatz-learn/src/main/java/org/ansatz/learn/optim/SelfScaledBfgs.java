package org.ansatz.learn.optim;

/**
 * Self-scaled BFGS: {@code phi = 1}, {@code tau = min(1, s^T y / s^T B s)} (Al-Baali's bounded Oren-Luenberger factor;
 * arXiv 2405.04230 section 3, arXiv 2501.16371). Shrinks a Hessian approximation that is too large along the step, so
 * that the many flat directions of a network's loss are found early.
 */
public final class SelfScaledBfgs extends DenseQuasiNewton {
    public SelfScaledBfgs(SmoothObjective objective, double[] start) {
        super(objective, start);
    }

    @Override
    Factors factors(double b, double h) {
        return new Factors(Math.min(1, 1 / b), 1);
    }
}
