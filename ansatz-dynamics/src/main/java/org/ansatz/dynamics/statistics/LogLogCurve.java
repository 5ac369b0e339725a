package org.ansatz.dynamics.statistics;

/**
 * A positive curve read in logarithms of both axes, as power laws are.
 *
 * @param x increasing, positive
 * @param y positive
 */
public record LogLogCurve(double[] x, double[] y) {
    /** @throws IllegalArgumentException if there are fewer than two points or not as many y as x */
    public LogLogCurve {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "a curve needs as many y as x and at least two, got " + x.length + " and " + y.length);
        }
    }

    /** The value at an abscissa between points that enclose it; NaN outside of the curve. */
    public double at(double abscissa) {
        for (int i = 1; i < x.length; i++) {
            if (x[i - 1] <= abscissa && abscissa <= x[i]) {
                double share = Math.log(abscissa / x[i - 1]) / Math.log(x[i] / x[i - 1]);
                return Math.exp((1 - share) * Math.log(y[i - 1]) + share * Math.log(y[i]));
            }
        }
        return Double.NaN;
    }

    /** Slope of the least-squares line through the logarithms of the points between two abscissas; NaN with fewer than two. */
    public double slope(double from, double to) {
        double n = 0;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] > from && x[i] < to) {
                double u = Math.log(x[i]);
                double v = Math.log(y[i]);
                n++;
                sx += u;
                sy += v;
                sxx += u * u;
                sxy += u * v;
            }
        }
        return n < 2 ? Double.NaN : (n * sxy - sx * sy) / (n * sxx - sx * sx);
    }

    /** The abscissa of the largest value. */
    public double peak() {
        int largest = 0;
        for (int i = 1; i < y.length; i++) {
            if (y[i] > y[largest]) {
                largest = i;
            }
        }
        return x[largest];
    }
}
