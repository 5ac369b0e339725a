package org.ansatz.physics.expr;

import java.util.List;

/**
 * Several expressions compiled for evaluation on batches of points in plain arrays. Common subexpressions are computed
 * once. A program holds scratch memory and is used by one thread at a time; {@link #copy()} gives another.
 */
public interface Program {
    /** Number of expressions. */
    int outputs();

    /** The field derivatives that occur, in the order in which {@link Batch#jets()} gives them. */
    List<Expr.FieldTerm> fieldTerms();

    /**
     * Evaluates all expressions at all points.
     *
     * @param out [outputs][at least n], overwritten
     */
    void evaluate(Batch batch, double[][] out);

    Program copy();

    /**
     * @param n number of points
     * @param inputs [inputs][n], coordinates then ranging parameters
     * @param normals [inputs][n] outward unit normals (zero for inputs that are not spatial), or null off the boundary
     * @param unknowns values of the unknown parameters, in the problem's order
     * @param jets [fieldTerms][n]
     */
    record Batch(int n, double[][] inputs, double[][] normals, double[] unknowns, double[][] jets) {}
}
