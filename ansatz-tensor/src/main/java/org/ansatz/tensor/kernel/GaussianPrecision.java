package org.ansatz.tensor.kernel;

/**
 * How raw parameters make the matrix {@code P} of a Gaussian {@code exp(-1/2 (x - mu)^T P (x - mu))}: always by inverse
 * squares of widths, so that a width's sign means nothing. Symmetric matrices are stored by the pairs that can be non-zero.
 */
abstract class GaussianPrecision {
    final int inputs;

    GaussianPrecision(int inputs) {
        this.inputs = inputs;
    }

    /**
     * The precision for a kind of covariance.
     *
     * @throws IllegalArgumentException for full covariances in more than three dimensions
     */
    static GaussianPrecision of(int inputs, boolean full) {
        return full && inputs > 1 ? new RotatedPrecision(inputs) : new DiagonalPrecision(inputs);
    }

    /** Raw numbers per Gaussian that fix its rotation; they come after the {@code inputs} widths. */
    abstract int rotationCount();

    /** A rotation by nothing. */
    abstract double[] identity();

    /** Stored entries of a symmetric matrix. */
    abstract int pairs();

    /** Which stored entry {@code (i, j)} is, or -1 if it is always zero. */
    abstract int pair(int i, int j);

    /** Whether the derivative of P by a raw number can have that entry. */
    abstract boolean depends(int raw, int pair);

    /**
     * Evaluates P and the derivatives of {@code -1/2 P}, off-diagonal entries of these doubled.
     *
     * @param widths [inputs] from {@code widthsAt} of {@code theta}
     * @param rotationAt where the raw rotation stands in {@code theta}
     * @param least smallest width; a width that is closer to zero counts as this one, with the slope it would have there
     * @param p [pairs], overwritten
     * @param slopes [inputs + rotationCount][pairs], overwritten
     */
    abstract void evaluate(double[] theta, int widthsAt, int rotationAt, double least, double[] p, double[] slopes);

    /** Orthonormal axes as columns [input][axis]. */
    abstract double[][] axes(double[] theta, int rotationAt);

    static double clamped(double width, double least) {
        return Math.abs(width) >= least ? width : width < 0 ? -least : least;
    }
}
