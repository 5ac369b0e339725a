package org.ansatz.learn.optim;

/** A nonlinear least-squares problem {@code min |r(x)|^2 / 2} with Jacobian. */
public interface LeastSquares {
    int parameters();

    /** What the parameters are. */
    default ParameterLayout layout() {
        return ParameterLayout.flat(parameters());
    }

    /** Number of residuals; may change between steps when points are drawn anew. */
    int residuals();

    /** Threads that may work on products with the Jacobian, beside those of BLAS itself. */
    default int threads() {
        return 1;
    }

    /** Fills {@code r} [at least residuals]. */
    void residuals(double[] x, double[] r);

    /**
     * Residuals and Jacobian.
     *
     * @param jt the Jacobian transposed, [parameters][residuals], rows contiguous with length {@link #residuals()}
     */
    void linearise(double[] x, double[] r, double[] jt);

    /** Gradient of {@code |r|^2 / 2}, without forming the Jacobian where that is cheaper. Returns the value. */
    double valueAndGradient(double[] x, double[] gradient);
}
