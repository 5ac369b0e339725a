package org.ansatz.dynamics.field;

/** A motion of a field in closed form. */
public interface FieldMotion {
    /** {@code phi(x, t)}. */
    double field(double x, double t);

    /** {@code d phi / dt}. */
    double rate(double x, double t);
}
