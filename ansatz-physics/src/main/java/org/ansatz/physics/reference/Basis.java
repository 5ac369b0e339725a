package org.ansatz.physics.reference;

import org.ansatz.physics.problem.Interval;

/** A hierarchy of functions on an interval: the first n of them span the space of n degrees of freedom. */
sealed interface Basis permits ChebyshevBasis, FourierBasis {
    Interval interval();

    /** The derivative of the given order of the first n functions at x. */
    double[] row(double x, int order, int n);

    /** Points on which n functions interpolate; they hold both ends where the functions are not periodic. */
    double[] nodes(int n);

    /** Points where equations are collocated, none of them at an end where the functions are not periodic. */
    double[] collocationPoints(int n);

    /** Coefficients of the function that takes the given values on {@code nodes(values.length)}. */
    double[] coefficients(double[] values);

    /** Integrals of the first n functions over the interval. */
    double[] integrals(int n);

    /** The nearest number of functions, not below n, that {@link #nodes} admits. */
    int admissible(int n);

    boolean periodic();
}
