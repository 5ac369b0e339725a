package org.ansatz.solve.gp;

import org.ansatz.tensor.jet.MultiIndex;

/**
 * A Gaussian process on a grid with the covariance {@code K_1 (x) K_2}: prior of the values {@code U} [first][second] of
 * one field. Derivatives are those of the conditional mean, {@code K_1^(a) alpha K_2^(b)^T} with
 * {@code alpha = K_1^-1 U K_2^-1}; nothing of size {@code N_1 N_2 x N_1 N_2} is formed.
 */
record FieldPrior(AxisCovariance first, AxisCovariance second) {
    /** {@code K_1^-1 U K_2^-1}. */
    Matrix alpha(Matrix u) {
        Matrix right = second.solveRows(u);
        return first.solveRows(right.transpose()).transpose();
    }

    static int firstOrder(MultiIndex orders) {
        return orders.get(0);
    }

    static int secondOrder(MultiIndex orders) {
        return orders.dimension() == 1 ? 0 : orders.get(1);
    }

    /** A derivative of the conditional mean on the grid; order zero gives the values themselves. */
    Matrix derivative(Matrix alpha, MultiIndex orders) {
        return first.derivative(firstOrder(orders))
                .times(alpha)
                .timesTransposed(second.derivative(secondOrder(orders)));
    }

    /** {@code K_1^(a)^T S K_2^(b)}: the adjoint of {@link #derivative}. */
    Matrix adjoint(Matrix s, MultiIndex orders) {
        return first.derivative(firstOrder(orders)).transposedTimes(s).times(second.derivative(secondOrder(orders)));
    }

    /** Number of whitened unknowns. */
    int modes() {
        return first.modes() * second.modes();
    }

    /** {@code log det (K_1 (x) K_2)}. */
    double logDeterminant() {
        return second.points() * first.logDeterminant() + first.points() * second.logDeterminant();
    }

    /** {@code -1/2 log det - 1/2 vec(U)^T (K_1 (x) K_2)^-1 vec(U)}. */
    double logDensity(Matrix u, Matrix alpha) {
        return -0.5 * (logDeterminant() + u.dot(alpha));
    }

    /** The values whose whitened coordinates are given, {@code L_1 B L_2^T}. */
    Matrix colour(Matrix whitened) {
        return first.whitened(0).times(whitened).timesTransposed(second.whitened(0));
    }

    /** {@code L_1^-1 U L_2^-T}, or its part in the modes that are kept. */
    Matrix whiten(Matrix u) {
        // L_1^T alpha L_2, since alpha = L_1^-T (L_1^-1 U L_2^-T) L_2^-1.
        return first.whitened(0).transposedTimes(alpha(u)).times(second.whitened(0));
    }
}
