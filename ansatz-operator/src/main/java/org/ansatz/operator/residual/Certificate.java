package org.ansatz.operator.residual;

import java.util.Arrays;

/**
 * A bound of the error of solutions of linear discrete equations that needs no true solution: {@code ||u - u_h|| <= ||A u - f||
 * / sigma_min(A)}, Euclidean norms over the nodes.
 *
 * @param residualNorms of each sample
 * @param smallestSingularValue of the operator
 */
public record Certificate(double[] residualNorms, double smallestSingularValue) {
    /** Upper bounds of the samples' errors. */
    public double[] errorBounds() {
        return Arrays.stream(residualNorms).map(r -> r / smallestSingularValue).toArray();
    }
}
