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
        double y = 2 * angle / Corner.ANGLE - 1;
        int n = coefficients.length;
        double[] lower = new double[n];
        double scale = 1;
        for (int m = 0; m <= order; m++) {
            // T_k^(m) = 2 y T_{k-1}^(m) + 2 m T_{k-1}^(m-1) - T_{k-2}^(m); all of degree k < m vanish.
            double[] own = new double[n];
            double sum = 0;
            for (int k = m; k < n; k++) {
                own[k] =
                        k == 0 ? 1 : k == 1 ? (m == 0 ? y : 1) : 2 * y * own[k - 1] + 2 * m * lower[k - 1] - own[k - 2];
                sum += own[k] * coefficients[k];
            }
            taylor[m] = sum * scale;
            scale *= 2 / (Corner.ANGLE * (m + 1));
            lower = own;
        }
        return taylor;
    }
}
