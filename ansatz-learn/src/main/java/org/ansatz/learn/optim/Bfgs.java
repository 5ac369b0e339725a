package org.ansatz.learn.optim;

/** BFGS with a dense inverse Hessian: {@code tau = phi = 1}. */
public final class Bfgs extends DenseQuasiNewton {
    public Bfgs(SmoothObjective objective, double[] start) {
        super(objective, start);
    }

    @Override
    Factors factors(double b, double h) {
        return new Factors(1, 1);
    }
}
