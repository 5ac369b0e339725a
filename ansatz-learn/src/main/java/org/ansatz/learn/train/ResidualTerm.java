package org.ansatz.learn.train;

/**
 * A term that is the sum of squares of residuals, {@code L = |r|^2}, scale factors included. Rows lie at {@code at} of
 * vectors and Jacobians that other terms share.
 */
public interface ResidualTerm extends Term {
    /** Number of residuals of the present batch. */
    int residuals();

    /** Fills {@code r[at .. at + residuals())}. */
    void residuals(double[] parameters, double[] r, int at);

    /** Fills residuals and Jacobian, {@code jt[parameter * rowLength + at + i] = d r_i / d parameter}. */
    void linearise(double[] parameters, double[] r, double[] jt, int rowLength, int at);

    /** Fills residuals and prepares {@link #times} and {@link #addTransposed}, which refer to these parameters. */
    void prepare(double[] parameters, double[] r, int at);

    /** Fills {@code out[at ..]} with {@code J v}. */
    void times(double[] v, double[] out, int at);

    /** Adds {@code factor J^T w} to {@code out}, {@code w} being at {@code at}. */
    void addTransposed(double factor, double[] w, int at, double[] out);
}
