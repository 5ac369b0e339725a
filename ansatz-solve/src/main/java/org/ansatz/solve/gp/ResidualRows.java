package org.ansatz.solve.gp;

import java.util.List;

/**
 * Residuals at points of a grid with one precision: an equation at all points, or a condition at some. Rows see fields
 * through their derivatives at grid points.
 */
interface ResidualRows {
    String name();

    /** An equation rather than a condition. */
    boolean law();

    int size();

    /** Whether the coefficients do not depend on the fields. */
    boolean linear();

    /**
     * @param jets [terms][grid points], in the order of {@link CollocationSystem#terms}
     */
    Linearisation at(double[][] jets);

    /**
     * Residuals and their derivatives: row {@code r} has the derivative {@code coefficients[r]} by the value of term
     * {@code term} at grid point {@code points[r]}, for every block.
     */
    record Linearisation(double[] residual, List<Block> blocks) {}

    /** One coefficient per row. */
    record Block(int term, int[] points, double[] coefficients) {}
}
