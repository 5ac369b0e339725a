package org.ansatz.solve.gp;

import org.ansatz.physics.problem.Interval;

/**
 * Equally spaced points of one input, both ends included. A problem of one input has a second axis of a single point, on
 * which every covariance is one.
 */
record GridAxis(String name, Interval interval, int points) {
    static final int FEWEST_POINTS = 4;

    GridAxis {
        if (points < FEWEST_POINTS && points != 1) {
            throw new IllegalArgumentException(
                    "axis " + name + " needs at least " + FEWEST_POINTS + " points, got " + points);
        }
    }

    /** The axis of an input that is not there. */
    static GridAxis none() {
        return new GridAxis("", new Interval(0, 1), 1);
    }

    boolean isNone() {
        return points == 1;
    }

    double spacing() {
        return isNone() ? 1 : interval.length() / (points - 1);
    }

    /** The i-th point; the last is the interval's end exactly. */
    double at(int i) {
        return i == points - 1 && !isNone() ? interval.max() : interval.min() + i * spacing();
    }

    /** Signed distances of 0, 1, ... points. */
    double[] lags() {
        double[] lags = new double[points];
        for (int i = 0; i < points; i++) {
            lags[i] = i * spacing();
        }
        return lags;
    }
}
