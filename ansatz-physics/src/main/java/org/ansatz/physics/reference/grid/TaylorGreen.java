package org.ansatz.physics.reference.grid;

/**
 * The four Taylor-Green vortices in the square [-1, 1]^2 with walls, a steady flow of the incompressible Euler equations:
 * with {@code X = pi (x + 1)}, {@code Y = pi (y + 1)}, {@code u = sin X cos Y / pi}, {@code v = -cos X sin Y / pi} and
 * {@code p = (cos 2X + cos 2Y) / (4 pi^2)}.
 */
public final class TaylorGreen {
    private TaylorGreen() {}

    private static double phase(double x) {
        return Math.PI * (x + 1);
    }

    /** The horizontal velocity. */
    public static double horizontal(double x, double y) {
        return Math.sin(phase(x)) * Math.cos(phase(y)) / Math.PI;
    }

    /** The vertical velocity. */
    public static double vertical(double x, double y) {
        return -Math.cos(phase(x)) * Math.sin(phase(y)) / Math.PI;
    }

    /** The vorticity {@code v_x - u_y}. */
    public static double vorticity(double x, double y) {
        return 2 * Math.sin(phase(x)) * Math.sin(phase(y));
    }

    /** The pressure that holds the flow, density one, zero in the mean. */
    public static double pressure(double x, double y) {
        return (Math.cos(2 * phase(x)) + Math.cos(2 * phase(y))) / (4 * Math.PI * Math.PI);
    }

    /**
     * Velocities.
     *
     * @param points [2][n]
     * @return [2][n]
     */
    public static double[][] velocity(double[][] points) {
        int n = points[0].length;
        double[][] values = new double[2][n];
        for (int p = 0; p < n; p++) {
            values[0][p] = horizontal(points[0][p], points[1][p]);
            values[1][p] = vertical(points[0][p], points[1][p]);
        }
        return values;
    }
}
