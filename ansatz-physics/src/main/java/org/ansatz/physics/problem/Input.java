package org.ansatz.physics.problem;

/** A variable that every field depends on: a coordinate, or a parameter that ranges over an interval. */
public record Input(String name, Interval interval, Kind kind) {
    /** What kind of variable. */
    public enum Kind {
        SPACE,
        TIME,
        RANGING
    }
}
