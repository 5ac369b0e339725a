package org.ansatz.learn.optim;

/** A smooth function of a flat vector, to be minimised. Deterministic between two calls of a method's {@code refresh}. */
public interface SmoothObjective {
    /** Length of {@code x} and of the gradient. */
    int dimension();

    double value(double[] x);

    /** Fills {@code gradient} [dimension] and returns the value. */
    double valueAndGradient(double[] x, double[] gradient);
}
