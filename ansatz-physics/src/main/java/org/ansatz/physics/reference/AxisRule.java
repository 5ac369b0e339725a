package org.ansatz.physics.reference;

import org.ansatz.physics.problem.Interval;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Nodes and weights of a quadrature along one axis. */
record AxisRule(double[] nodes, double[] weights) {
    // A graded rule spreads n functions over the substitution's degree.
    private static final int GRADED_POINTS = 3;

    /**
     * A rule for products of functions of a basis with smooth ones.
     *
     * @param functions number of the basis' functions
     * @param graded whether it must also serve integrands that are singular in corners
     */
    static AxisRule of(Basis basis, int functions, boolean graded) {
        if (graded) {
            return graded(basis.interval(), GRADED_POINTS * functions);
        }
        int n = basis.admissible(functions + 4);
        return new AxisRule(basis.nodes(n), Transform.quadrature(basis, n));
    }

    /**
     * The Gauss-Legendre rule after the substitution {@code x = a + (b - a) s^3 (10 - 15 s + 6 s^2)}, whose slope
     * {@code 30 s^2 (1 - s)^2} makes a product of two rules converge like {@code n^-6} for {@code 1/r} in the corners. No node
     * is an end.
     */
    private static AxisRule graded(Interval interval, int n) {
        GaussIntegrator gauss = new GaussIntegratorFactory().legendre(n, 0, 1);
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int k = 0; k < n; k++) {
            double s = gauss.getPoint(k);
            // Distances from the nearer end, so that none is lost to rounding.
            double near = Math.min(s, 1 - s);
            double share = near * near * near * (10 + near * (6 * near - 15));
            double step = interval.length() * share;
            nodes[k] = s <= 0.5 ? interval.min() + step : interval.max() - step;
            weights[k] = gauss.getWeight(k) * interval.length() * 30 * Math.pow(near * (1 - near), 2);
        }
        return new AxisRule(nodes, weights);
    }
}
