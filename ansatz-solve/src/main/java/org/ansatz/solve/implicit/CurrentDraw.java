package org.ansatz.solve.implicit;

import org.ansatz.learn.optim.LeastSquares;

/** The least-squares problem on the points of the moment, which change between the steps of a method. */
final class CurrentDraw implements LeastSquares {
    private FieldLeastSquares drawn;

    CurrentDraw(FieldLeastSquares first) {
        drawn = first;
    }

    /** Goes on with other points. */
    void change(FieldLeastSquares next) {
        drawn = next;
    }

    @Override
    public int parameters() {
        return drawn.parameters();
    }

    @Override
    public int residuals() {
        return drawn.residuals();
    }

    @Override
    public void residuals(double[] x, double[] r) {
        drawn.residuals(x, r);
    }

    @Override
    public void linearise(double[] x, double[] r, double[] jt) {
        drawn.linearise(x, r, jt);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        return drawn.valueAndGradient(x, gradient);
    }
}
