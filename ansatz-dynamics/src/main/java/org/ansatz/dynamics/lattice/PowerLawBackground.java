package org.ansatz.dynamics.lattice;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * A universe that expands as {@code a = (tau / tau_i)^p} in conformal time, {@code p = 2 / (1 + 3 w)} for the equation of
 * state w: radiation 1/3, matter 0, kination 1. An infinite w is flat space. Cosmic time counts from {@code tau = 0}.
 *
 * @param w pressure over energy density, above -1/3
 * @param start {@code tau_i}, where {@code a = 1}
 */
public record PowerLawBackground(double w, double start) {
    // Below this the integral of 1 / a^2 is a logarithm but for rounding.
    private static final double LOGARITHM = 1e-12;

    /** @throws InvalidProblem if the expansion is no positive power of tau, or does not begin after {@code tau = 0} */
    public PowerLawBackground {
        if (!(w > -1.0 / 3)) {
            throw new InvalidProblem("equation of state w = " + w
                    + ": p = 2 / (1 + 3 w) must be positive and finite, which takes w > -1/3");
        }
        boolean flat = Double.isInfinite(w) && start == 0;
        if (!flat && !(start > 0) || !Double.isFinite(start)) {
            throw new InvalidProblem("the background begins at a conformal time tau_i > 0, got " + start);
        }
    }

    /** Radiation from {@code tau_i} on. */
    public static PowerLawBackground radiation(double start) {
        return new PowerLawBackground(1.0 / 3, start);
    }

    /** Matter from {@code tau_i} on. */
    public static PowerLawBackground matter(double start) {
        return new PowerLawBackground(0, start);
    }

    /** Kination from {@code tau_i} on. */
    public static PowerLawBackground kination(double start) {
        return new PowerLawBackground(1, start);
    }

    /** Flat space, which may begin at time zero; conformal and cosmic time agree. */
    public static PowerLawBackground flat(double start) {
        return new PowerLawBackground(Double.POSITIVE_INFINITY, start);
    }

    /** The exponent p. */
    public double exponent() {
        return 2 / (1 + 3 * w);
    }

    public boolean isFlat() {
        return exponent() == 0;
    }

    /** The scale factor a. */
    public double scale(double tau) {
        return isFlat() ? 1 : Math.pow(tau / start, exponent());
    }

    /** The integral of {@code 1 / a^2} from one time to another. */
    public double inverseSquareIntegral(double from, double to) {
        if (isFlat()) {
            return to - from;
        }
        double left = 1 - 2 * exponent();
        if (Math.abs(left) < LOGARITHM) {
            return start * Math.log(to / from);
        }
        return start / left * (Math.pow(to / start, left) - Math.pow(from / start, left));
    }

    /** The comoving Hubble rate {@code a'/a = p / tau}. */
    public double comovingHubble(double tau) {
        return isFlat() ? 0 : exponent() / tau;
    }

    /** The Hubble rate {@code H = p / (a tau)}. */
    public double hubble(double tau) {
        return comovingHubble(tau) / scale(tau);
    }

    /** Cosmic time {@code t = a tau / (p + 1)}. */
    public double cosmicTime(double tau) {
        return scale(tau) * tau / (exponent() + 1);
    }
}
