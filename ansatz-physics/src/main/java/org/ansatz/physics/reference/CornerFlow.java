package org.ansatz.physics.reference;

/**
 * Incompressible flow near a corner where the velocity of the walls jumps. The stream function (with {@code U = psi_Y},
 * {@code V = -psi_X} in the corner's frame) is {@code A X + B Y + (C X + D Y) theta + r^2 F(theta)}: the first part is the
 * similarity solution of Goodier (1934) and Taylor (1962) of the Stokes equations, of order r, with the pressure
 * {@code 2 nu (C X + D Y) / r^2}; the second is what inertia and the slope of the walls' velocity add (Gupta, Manohar and
 * Noble, Int. J. Numer. Meth. Engng 17, 1981), with the pressure {@code P(theta) + kappa log r}. Subtracting both is the
 * method of Botella and Peyret, Computers and Fluids 27 (1998). The velocity that is left is of order {@code r^2 log r}.
 *
 * @param fields u, v and p
 * @param viscosity kinematic, if the pressure stands for p / rho
 * @param leading A, B, C, D
 * @param wall velocity (u, v) that holds in the corner itself
 * @param stream F
 * @param pressure P
 * @param logarithm kappa
 */
record CornerFlow(
        Corner corner,
        int[] fields,
        double viscosity,
        double[] leading,
        double[] wall,
        AngularFunction stream,
        AngularFunction pressure,
        double logarithm)
        implements CornerSingularity {

    /**
     * The similarity solution for walls of constant velocity.
     *
     * @param onFirst velocity (U, V) in the corner's frame on the wall of angle zero
     * @param onSecond velocity on the wall of angle pi/2
     */
    static CornerFlow similarity(
            Corner corner, int[] fields, double viscosity, double[] onFirst, double[] onSecond, double[] wall) {
        double alpha = Corner.ANGLE;
        double a = -onFirst[1];
        double c = (onSecond[0] - onFirst[0] - (onSecond[1] + a) * alpha) / (alpha * alpha - 1);
        double d = onSecond[1] + a + c * alpha;
        double b = onFirst[0] - c;
        return new CornerFlow(
                corner,
                fields,
                viscosity,
                new double[] {a, b, c, d},
                wall,
                AngularFunction.ZERO,
                AngularFunction.ZERO,
                0);
    }

    CornerFlow with(AngularFunction newStream, AngularFunction newPressure, double newLogarithm) {
        return new CornerFlow(corner, fields, viscosity, leading, wall, newStream, newPressure, newLogarithm);
    }

    @Override
    public double[] series(int field, PolarSeries at) {
        if (field == fields[2]) {
            return pressure(at);
        }
        double[] x = at.x();
        double[] y = at.y();
        double[] turning = sum(leading[2], x, leading[3], y);
        double[] taylor = stream.taylor(at.theta(), at.order() + 1);
        double[] f = at.ofAngle(taylor);
        double[] slope = at.ofAngle(derivative(taylor));
        boolean alongFirst = field == fields[0];
        double[] series;
        if (alongFirst) {
            // U = B + D theta + (C X + D Y) theta_Y + 2 Y F + X F'
            series = sum(leading[3], at.angle(), 1, at.product(turning, at.angleByY()));
            series = sum(1, series, 2, at.product(y, f));
            series = sum(1, series, 1, at.product(x, slope));
            series[0] += leading[1];
        } else {
            // V = -A - C theta - (C X + D Y) theta_X - 2 X F + Y F'
            series = sum(-leading[2], at.angle(), -1, at.product(turning, at.angleByX()));
            series = sum(1, series, -2, at.product(x, f));
            series = sum(1, series, 1, at.product(y, slope));
            series[0] -= leading[0];
        }
        int sign = corner.signs()[alongFirst ? 0 : 1];
        return sum(sign, series, 0, series);
    }

    private double[] pressure(PolarSeries at) {
        // (C X + D Y) / r^2 = C theta_Y - D theta_X: no product, which would lose digits close to the corner.
        double[] series = sum(2 * viscosity * leading[2], at.angleByY(), -2 * viscosity * leading[3], at.angleByX());
        series = sum(1, series, 1, at.ofAngle(pressure.taylor(at.theta(), at.order())));
        return sum(1, series, logarithm, at.logarithmOfRadius());
    }

    private static double[] derivative(double[] taylor) {
        double[] slope = new double[taylor.length - 1];
        for (int k = 0; k < slope.length; k++) {
            slope[k] = (k + 1) * taylor[k + 1];
        }
        return slope;
    }

    private static double[] sum(double a, double[] s, double b, double[] t) {
        double[] out = new double[s.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = a * s[k] + b * t[k];
        }
        return out;
    }

    @Override
    public double atCorner(int field) {
        return field == fields[0] ? wall[0] : field == fields[1] ? wall[1] : Double.POSITIVE_INFINITY;
    }
}
