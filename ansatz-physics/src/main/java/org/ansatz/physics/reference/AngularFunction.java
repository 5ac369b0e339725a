package org.ansatz.physics.reference;

import org.ansatz.physics.problem.Interval;

/**
 * A smooth function of the angle in a corner, as a Chebyshev series over the right angle.
 *
 * @param coefficients of Chebyshev polynomials on [0, pi/2]
 */
record AngularFunction(double[] coefficients) {
    static final ChebyshevBasis BASIS = new ChebyshevBasis(new Interval(0, Corner.ANGLE));
    static final AngularFunction ZERO = new AngularFunction(new double[1]);

    /** Taylor coefficients about an angle. */
    double[] taylor(double angle, int order) {
        double[] taylor = new double[order + 1];
        double factorial = 1;
        for (int k = 0; k <= order; k++) {
            factorial *= Math.max(1, k);
            double[] row = BASIS.row(angle, k, coefficients.length);
            for (int j = 0; j < row.length; j++) {
                taylor[k] += row[j] * coefficients[j] / factorial;
            }
        }
        return taylor;
    }
}
