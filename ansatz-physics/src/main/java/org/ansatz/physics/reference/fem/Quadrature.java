package org.ansatz.physics.reference.fem;

/**
 * Rules of degree 5: Radon's seven points on the reference triangle (Radon 1948; Strang and Fix, table 4.1) and three
 * Gauss points on the unit interval. Enough for degree-2 elements to keep their order (Ciarlet 1978, section 4.1).
 */
final class Quadrature {
    private static final double ROOT15 = Math.sqrt(15);
    private static final double NEAR = (6 - ROOT15) / 21;
    private static final double FAR = (6 + ROOT15) / 21;

    /** [7][3]: coordinates and weight; the weights sum to the triangle's area, one half. */
    private static final double[][] TRIANGLE = {
        {1.0 / 3, 1.0 / 3, 9.0 / 80},
        {FAR, FAR, (155 + ROOT15) / 2400},
        {1 - 2 * FAR, FAR, (155 + ROOT15) / 2400},
        {FAR, 1 - 2 * FAR, (155 + ROOT15) / 2400},
        {NEAR, NEAR, (155 - ROOT15) / 2400},
        {1 - 2 * NEAR, NEAR, (155 - ROOT15) / 2400},
        {NEAR, 1 - 2 * NEAR, (155 - ROOT15) / 2400}
    };

    /** [3][2]: position and weight; the weights sum to one. */
    private static final double[][] INTERVAL = {
        {0.5 - Math.sqrt(0.15), 5.0 / 18}, {0.5, 8.0 / 18}, {0.5 + Math.sqrt(0.15), 5.0 / 18}
    };

    private Quadrature() {}

    static int trianglePoints() {
        return TRIANGLE.length;
    }

    static double xi(int q) {
        return TRIANGLE[q][0];
    }

    static double eta(int q) {
        return TRIANGLE[q][1];
    }

    static double weight(int q) {
        return TRIANGLE[q][2];
    }

    static int edgePoints() {
        return INTERVAL.length;
    }

    static double position(int q) {
        return INTERVAL[q][0];
    }

    static double edgeWeight(int q) {
        return INTERVAL[q][1];
    }
}
