package org.ansatz.learn.optim.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Fisher matrix of a weight matrix W [m, n] as a Kronecker product {@code Q (x) P} (arXiv 2601.21750): P of order m and Q
 * of order n follow the flip-flop estimate of a matrix normal distribution, {@code P} from {@code G Q^-1 G^T / n} with the old
 * Q, then {@code Q} from {@code G^T P^-1 G / m} with the new P, each an exponential mean (see {@link Settings}). Cost per
 * step for full factors: O(m^3 + n^3 + m n (m + n)).
 */
public final class KroneckerFisher {
    /** What is kept of a factor. */
    public enum Form {
        FULL,
        /** Scales of rows or columns only. */
        DIAGONAL,
        /** Nothing: the identity. */
        IDENTITY
    }

    /** How much a gradient counts against what was learnt. */
    public enum Scaling {
        /** Every second moment has trace m before it is averaged: independent of the unit of the loss. */
        NORMALISED,
        /** As published. With gradients well below one the factors stay near the identity. */
        LITERAL
    }

    /**
     * @param gamma memory of the factors; 1 leaves them at the identity
     * @param damping multiple of the identity that is added to second moments
     * @param scaling of second moments before they are averaged
     * @param refreshEvery learning steps between two decompositions of the factors
     * @param left form of P
     * @param right form of Q
     * @param jacobi whether Q is learnt with the old P too
     */
    public record Settings(
            double gamma, double damping, Scaling scaling, int refreshEvery, Form left, Form right, boolean jacobi) {
        /** Full factors, decomposed at every step. */
        public static Settings of(double gamma, double damping, Scaling scaling) {
            return new Settings(gamma, damping, scaling, 1, Form.FULL, Form.FULL, false);
        }
    }

    /** Full factors of more rows need too much time and memory. */
    private static final int LARGEST_ORDER = 4096;

    private final FisherFactor left;
    private final FisherFactor right;
    private final boolean jacobi;

    /**
     * @throws IllegalArgumentException if a setting is out of its range or a full factor would have an order above 4096
     */
    public KroneckerFisher(int rows, int columns, Settings settings) {
        left = factor(rows, settings.left(), settings, "left");
        right = factor(columns, settings.right(), settings, "right");
        jacobi = settings.jacobi();
    }

    private static FisherFactor factor(int order, Form form, Settings s, String side) {
        FisherFactor.Rule rule = new FisherFactor.Rule(
                form == Form.IDENTITY ? 1 : s.gamma(), s.damping(), s.scaling(), s.refreshEvery());
        if (form == Form.FULL && order > LARGEST_ORDER) {
            throw new IllegalArgumentException("a full " + side + " Fisher factor of order " + order + " is beyond "
                    + LARGEST_ORDER + "; take " + side + "=diagonal or " + side + "=identity");
        }
        return form == Form.FULL ? new FullFactor(order, rule) : new DiagonalFactor(order, rule);
    }

    /** Learns from a gradient [m, n]. */
    public void learn(Matrix g) {
        Matrix byRight = right.solve(g.transposed()).transposed();
        Matrix byOldLeft = jacobi ? left.solve(g) : null;
        left.learn(g, byRight, 1.0 / g.columns());
        Matrix byLeft = jacobi ? byOldLeft : left.solve(g);
        right.learn(g.transposed(), byLeft.transposed(), 1.0 / g.rows());
    }

    /** {@code P^-1/2 G Q^-1/2}. */
    public Matrix whiten(Matrix g) {
        return right.whiten(left.whiten(g).transposed()).transposed();
    }

    /**
     * The factor P [m, m].
     *
     * @throws IllegalStateException if it is not kept in full
     */
    public Matrix left() {
        return full(left);
    }

    /** The factor Q [n, n]. */
    public Matrix right() {
        return full(right);
    }

    private static Matrix full(FisherFactor factor) {
        if (factor instanceof FullFactor whole) {
            return whole.factor();
        }
        throw new IllegalStateException("only the diagonal of this factor is kept");
    }

    /** The arrays that hold the state, live. */
    public Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>();
        left.buffers().forEach((name, array) -> buffers.put("left." + name, array));
        right.buffers().forEach((name, array) -> buffers.put("right." + name, array));
        return buffers;
    }
}
