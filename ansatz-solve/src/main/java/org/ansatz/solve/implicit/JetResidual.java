package org.ansatz.solve.implicit;

/** Residuals at fixed points as functions of a field's derivatives there. Used by one thread at a time. */
interface JetResidual {
    /** Residuals per point. */
    int equations();

    /**
     * @param jets [outputs][basis][n] derivatives of the field
     * @param out [equations][n], overwritten
     * @param partials [equations][outputs][basis][n], zero on entry, to be filled with the derivatives of the residuals by
     *     {@code jets}; null if only residuals are wanted
     */
    void evaluate(double[][][] jets, double[][] out, double[][][][] partials);
}
