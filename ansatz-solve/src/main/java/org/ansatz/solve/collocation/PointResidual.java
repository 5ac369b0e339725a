package org.ansatz.solve.collocation;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;

/**
 * One or several residuals at each point and their exact derivatives by field derivatives and by unknown parameters.
 * Used by one thread at a time.
 */
interface PointResidual {
    /** Residuals per point. */
    int equations();

    /** Field derivatives that occur, in the order of {@code jets} and of the partials. */
    List<FieldTerm> terms();

    PointResidual copy();

    /**
     * @param first index of the first point in its group, for residuals with data of their own
     * @param jets [terms][n]
     * @param out [equations][n] residuals
     * @param partials [equations * terms][n], or null if only residuals are wanted
     * @param byUnknowns [equations * unknowns][n], or null
     */
    void evaluate(
            int first,
            int n,
            double[][] inputs,
            double[][] normals,
            double[] unknowns,
            double[][] jets,
            double[][] out,
            double[][] partials,
            double[][] byUnknowns);
}
