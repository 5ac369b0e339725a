package org.ansatz.physics.reference;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A corner of a box with two collocated inputs and its own frame: the corner lies at the origin, the box in the quadrant
 * {@code X, Y >= 0}, {@code X = sign (x - x_corner)} and likewise {@code Y}. The angle runs from zero on the side along the
 * first input to pi/2 on the other.
 *
 * @param inputs the two inputs
 * @param at the corner's coordinates
 * @param signs one where the box lies above the corner's coordinate, minus one where below
 */
record Corner(int[] inputs, double[] at, int[] signs) {
    static final double ANGLE = Math.PI / 2;

    double local(int axis, double coordinate) {
        return signs[axis] * (coordinate - at[axis]);
    }

    double global(int axis, double local) {
        return at[axis] + signs[axis] * local;
    }

    /** The corner as a point of all inputs, those beside the two as in {@code others}. */
    double[] point(double[] others) {
        double[] point = others.clone();
        point[inputs[0]] = at[0];
        point[inputs[1]] = at[1];
        return point;
    }

    @Override
    public String toString() {
        return "(" + number(at[0]) + ", " + number(at[1]) + ")";
    }

    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
