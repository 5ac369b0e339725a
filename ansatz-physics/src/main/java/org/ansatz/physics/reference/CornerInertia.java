package org.ansatz.physics.reference;

import java.util.Optional;

/**
 * The second part of the flow in a corner. With {@code g(theta) / r} left in the momentum equations, the stream function
 * {@code r^2 F} and the pressure {@code P + kappa log r} satisfy
 *
 * <pre>  nu (F''' + 4 F') = kappa + g_r,   P' = -g_theta,</pre>
 *
 * <p>the radial and the angular component of {@code nu Laplacian(u) - grad p = g / r}. F and its slope are given on both
 * walls by the slope of their velocity, which also fixes kappa. Both are found by collocation in the angle.
 */
final class CornerInertia {
    private static final int FUNCTIONS = 20;

    private final CornerFlow flow;
    private final double[] points = AngularFunction.BASIS.collocationPoints(FUNCTIONS - 3);
    private final double[] pressurePoints = AngularFunction.BASIS.collocationPoints(FUNCTIONS - 1);

    private CornerInertia(CornerFlow flow) {
        this.flow = flow;
    }

    /** The flow with its second part, or as it is if the equations leave something of another form. */
    static CornerFlow add(CornerFlow flow, IncompressibleFlow equations, CornerValues values) {
        CornerInertia inertia = new CornerInertia(flow);
        Optional<double[][]> forStream = equations.inertia(values, flow, inertia.points);
        Optional<double[][]> forPressure = equations.inertia(values, flow, inertia.pressurePoints);
        return forStream.isPresent() && forPressure.isPresent()
                ? inertia.solve(forStream.get(), forPressure.get(), values)
                : flow;
    }

    private CornerFlow solve(double[][] forStream, double[][] forPressure, CornerValues values) {
        double[] stream = stream(forStream, values);
        double[] coefficients = java.util.Arrays.copyOf(stream, FUNCTIONS);
        return flow.with(
                new AngularFunction(coefficients), new AngularFunction(pressure(forPressure)), stream[FUNCTIONS]);
    }

    /** The slope along a side of a velocity, in the corner's frame. */
    private double slope(CornerValues values, int component, int side) {
        int[] signs = flow.corner().signs();
        return signs[component]
                * signs[side]
                * values.side(flow.fields()[component], side).orElseThrow().slope();
    }

    /** Coefficients of F and, last, kappa. */
    private double[] stream(double[][] g, CornerValues values) {
        int n = FUNCTIONS + 1;
        double[] matrix = new double[n * n];
        double[] right = new double[n];
        for (int k = 0; k < points.length; k++) {
            double[] third = AngularFunction.BASIS.row(points[k], 3, FUNCTIONS);
            double[] first = AngularFunction.BASIS.row(points[k], 1, FUNCTIONS);
            for (int j = 0; j < FUNCTIONS; j++) {
                matrix[k * n + j] = flow.viscosity() * (third[j] + 4 * first[j]);
            }
            matrix[k * n + FUNCTIONS] = -1;
            right[k] = Math.cos(points[k]) * g[0][k] + Math.sin(points[k]) * g[1][k];
        }
        // U = 2 Y F + X F', V = Y F' - 2 X F.
        double[][] walls = {
            {0, 0, -0.5 * slope(values, 1, 0)},
            {0, 1, slope(values, 0, 0)},
            {Corner.ANGLE, 0, 0.5 * slope(values, 0, 1)},
            {Corner.ANGLE, 1, slope(values, 1, 1)}
        };
        for (int w = 0; w < walls.length; w++) {
            int row = points.length + w;
            double[] functions = AngularFunction.BASIS.row(walls[w][0], (int) walls[w][1], FUNCTIONS);
            System.arraycopy(functions, 0, matrix, row * n, FUNCTIONS);
            right[row] = walls[w][2];
        }
        return new DenseSystem(matrix, n, n, 0).solve(right);
    }

    /** Coefficients of P, which is zero in the middle. */
    private double[] pressure(double[][] g) {
        double[] matrix = new double[FUNCTIONS * FUNCTIONS];
        double[] right = new double[FUNCTIONS];
        for (int k = 0; k < pressurePoints.length; k++) {
            double[] first = AngularFunction.BASIS.row(pressurePoints[k], 1, FUNCTIONS);
            System.arraycopy(first, 0, matrix, k * FUNCTIONS, FUNCTIONS);
            right[k] = Math.sin(pressurePoints[k]) * g[0][k] - Math.cos(pressurePoints[k]) * g[1][k];
        }
        double[] middle = AngularFunction.BASIS.row(0.5 * Corner.ANGLE, 0, FUNCTIONS);
        System.arraycopy(middle, 0, matrix, (FUNCTIONS - 1) * FUNCTIONS, FUNCTIONS);
        return new DenseSystem(matrix, FUNCTIONS, FUNCTIONS, 0).solve(right);
    }
}
