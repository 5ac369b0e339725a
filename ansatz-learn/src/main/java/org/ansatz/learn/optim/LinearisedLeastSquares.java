package org.ansatz.learn.optim;

/**
 * A least-squares problem that multiplies by its Jacobian without forming it, for many parameters or residuals. The
 * products refer to the point of the last {@link #linearise(double[], double[])}.
 */
public interface LinearisedLeastSquares extends LeastSquares {
    /** Fills {@code r} [at least residuals] and prepares the products. */
    void linearise(double[] x, double[] r);

    /** {@code out = J v}; {@code v} [parameters], {@code out} [at least residuals]. */
    void times(double[] v, double[] out);

    /** {@code out = J^T w}; {@code w} [at least residuals], {@code out} [parameters]. */
    void transposedTimes(double[] w, double[] out);
}
