package org.ansatz.physics.problem;

/** A closed interval with {@code min < max}. */
public record Interval(double min, double max) {
    public Interval {
        if (!(min < max)) {
            throw new IllegalArgumentException("empty interval [" + min + ", " + max + "]");
        }
    }

    public double length() {
        return max - min;
    }

    public double middle() {
        return 0.5 * (min + max);
    }
}
