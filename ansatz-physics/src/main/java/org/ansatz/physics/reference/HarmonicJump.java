package org.ansatz.physics.reference;

/**
 * A jump under {@code a f_xx + b f_yy + (lower derivatives) = 0}: to leading order the field is linear in the angle of the
 * stretched point {@code (x / sqrt(a), y / sqrt(b))}.
 *
 * @param onFirst limit of the boundary value along the side of angle zero
 * @param onSecond limit along the side of angle pi/2
 * @param winner value in the corner
 * @param stretch factors {@code 1 / sqrt(a)}, {@code 1 / sqrt(b)}
 */
record HarmonicJump(Corner corner, int field, double onFirst, double onSecond, double winner, double[] stretch)
        implements CornerSingularity {
    @Override
    public int[] fields() {
        return new int[] {field};
    }

    @Override
    public double[] series(int ofField, PolarSeries at) {
        double[] series = at.stretchedAngle(stretch[0], stretch[1]);
        double slope = (onSecond - onFirst) / Corner.ANGLE;
        for (int k = 0; k < series.length; k++) {
            series[k] *= slope;
        }
        series[0] += onFirst;
        return series;
    }

    @Override
    public double atCorner(int ofField) {
        return winner;
    }
}
