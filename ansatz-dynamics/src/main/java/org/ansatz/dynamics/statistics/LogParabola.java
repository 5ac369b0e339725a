package org.ansatz.dynamics.statistics;

/**
 * The parabola {@code top + curvature (log x - log peak)^2} through the largest value of a curve and its two neighbours: where a curve
 * known at a few abscissas in geometric steps has its maximum.
 *
 * @param peak the abscissa of the vertex; of the largest value itself if that has one neighbour only
 * @param top the value there
 * @param curvature at most zero; zero if there is one neighbour only
 * @param interior whether there are two neighbours, so that the maximum is enclosed
 */
public record LogParabola(double peak, double top, double curvature, boolean interior) {
    /**
     * Fits.
     *
     * @param x increasing, positive
     * @param y one per abscissa
     * @throws IllegalArgumentException if there are fewer than three points or not as many y as x, or an abscissa is not positive
     */
    public static LogParabola of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException(
                    "a parabola needs as many y as x and at least three, got " + y.length + " and " + x.length);
        }
        if (!(x[0] > 0)) {
            throw new IllegalArgumentException("a parabola in log x needs positive x, got " + x[0]);
        }
        int best = 0;
        for (int i = 1; i < y.length; i++) {
            if (y[i] > y[best]) {
                best = i;
            }
        }
        if (best == 0 || best == y.length - 1) {
            return new LogParabola(x[best], y[best], 0, false);
        }
        double below = Math.log(x[best - 1] / x[best]);
        double above = Math.log(x[best + 1] / x[best]);
        double down = (y[best - 1] - y[best]) / below;
        double up = (y[best + 1] - y[best]) / above;
        double curvature = (up - down) / (above - below);
        if (curvature == 0) {
            return new LogParabola(x[best], y[best], 0, true);
        }
        double slope = down - curvature * below;
        double vertex = -slope / (2 * curvature);
        return new LogParabola(x[best] * Math.exp(vertex), y[best] - curvature * vertex * vertex, curvature, true);
    }

    /** The value of the parabola. */
    public double at(double x) {
        double u = Math.log(x / peak);
        return top + curvature * u * u;
    }
}
