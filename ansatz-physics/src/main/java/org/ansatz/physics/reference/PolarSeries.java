package org.ansatz.physics.reference;

import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Taylor series, in both coordinates, of functions of radius and angle about a point {@code z = X + iY} other than the
 * origin. Those of {@code log z = log r + i theta} and {@code 1/z} are known in closed form; others are composed of them.
 */
final class PolarSeries {
    private final JetBasis basis;
    private final double x;
    private final double y;
    private final int order;
    private final double[][] logarithm;
    private final double[][] reciprocal;
    private final double[] angle;

    /**
     * @param basis two variables
     */
    PolarSeries(JetBasis basis, double x, double y) {
        this.basis = basis;
        this.x = x;
        this.y = y;
        order = basis.indices().get(basis.size() - 1).order();
        double[][] power = powersOfReciprocal();
        logarithm = logarithm(power);
        reciprocal = reciprocal(power);
        angle = part(logarithm, 1);
    }

    /** The highest total order of the series. */
    int order() {
        return order;
    }

    double theta() {
        return Math.atan2(y, x);
    }

    double[] x() {
        return coordinate(x, 0);
    }

    double[] y() {
        return coordinate(y, 1);
    }

    private double[] coordinate(double value, int axis) {
        double[] series = new double[basis.size()];
        series[0] = value;
        MultiIndex unit = MultiIndex.unit(2, axis);
        if (basis.holds(unit)) {
            series[basis.position(unit)] = 1;
        }
        return series;
    }

    double[] angle() {
        return angle.clone();
    }

    double[] logarithmOfRadius() {
        return part(logarithm, 0);
    }

    /** {@code X / r^2}, which is the derivative of the angle by {@code Y}. */
    double[] angleByY() {
        return part(reciprocal, 0);
    }

    /** {@code -Y / r^2}, which is the derivative of the angle by {@code X}. */
    double[] angleByX() {
        return part(reciprocal, 1);
    }

    /** The angle of the point {@code (a X, b Y)}. */
    double[] stretchedAngle(double a, double b) {
        double[] series = new PolarSeries(basis, a * x, b * y).angle();
        for (int k = 0; k < series.length; k++) {
            MultiIndex index = basis.indices().get(k);
            series[k] *= Math.pow(a, index.get(0)) * Math.pow(b, index.get(1));
        }
        return series;
    }

    /**
     * A function of the angle.
     *
     * @param taylor its coefficients about {@link #theta}, up to {@link #order}
     */
    double[] ofAngle(double[] taylor) {
        double[] step = angle();
        step[0] = 0;
        double[] sum = new double[basis.size()];
        sum[0] = taylor[order];
        for (int k = order - 1; k >= 0; k--) {
            sum = product(sum, step);
            sum[0] += taylor[k];
        }
        return sum;
    }

    double[] product(double[] a, double[] b) {
        double[] out = new double[basis.size()];
        basis.multiply(a, b, out);
        return out;
    }

    /** Taylor coefficients by complex z: [0] real parts, [1] imaginary parts. */
    private double[][] logarithm(double[][] power) {
        double[][] series = new double[2][order + 1];
        series[0][0] = 0.5 * Math.log(x * x + y * y);
        series[1][0] = theta();
        for (int k = 1; k <= order; k++) {
            double factor = (k % 2 == 1 ? 1.0 : -1.0) / k;
            series[0][k] = factor * power[0][k];
            series[1][k] = factor * power[1][k];
        }
        return series;
    }

    private double[][] reciprocal(double[][] power) {
        double[][] series = new double[2][order + 1];
        for (int k = 0; k <= order; k++) {
            double factor = k % 2 == 0 ? 1 : -1;
            series[0][k] = factor * power[0][k + 1];
            series[1][k] = factor * power[1][k + 1];
        }
        return series;
    }

    private double[][] powersOfReciprocal() {
        double square = x * x + y * y;
        double re = x / square;
        double im = -y / square;
        double[][] power = new double[2][order + 2];
        power[0][0] = 1;
        for (int k = 1; k < power[0].length; k++) {
            power[0][k] = re * power[0][k - 1] - im * power[1][k - 1];
            power[1][k] = re * power[1][k - 1] + im * power[0][k - 1];
        }
        return power;
    }

    /** Real (0) or imaginary (1) part, {@code (dX + i dY)^k} multiplied out. */
    private double[] part(double[][] analytic, int which) {
        double[] series = new double[basis.size()];
        for (int at = 0; at < series.length; at++) {
            MultiIndex index = basis.indices().get(at);
            int k = index.order();
            int n = index.get(1);
            double re = analytic[0][k];
            double im = analytic[1][k];
            double own =
                    switch (n % 4) {
                        case 0 -> which == 0 ? re : im;
                        case 1 -> which == 0 ? -im : re;
                        case 2 -> which == 0 ? -re : -im;
                        default -> which == 0 ? im : -re;
                    };
            series[at] = binomial(k, n) * own;
        }
        return series;
    }

    private static double binomial(int k, int n) {
        double product = 1;
        for (int j = 1; j <= n; j++) {
            product = product * (k - n + j) / j;
        }
        return product;
    }
}
