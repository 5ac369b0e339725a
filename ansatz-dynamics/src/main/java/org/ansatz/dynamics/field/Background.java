package org.ansatz.dynamics.field;

import java.util.Locale;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * The scale factor of a homogeneous space in conformal time, {@code a(tau) = (tau / start)^p} with {@code p = 2 / (1 + 3w)}
 * for a fluid of pressure {@code w rho}; {@code p = 0} is flat space at rest.
 *
 * @param power {@code p}
 * @param start the conformal time at which {@code a = 1}
 */
public record Background(double power, double start) {
    /** {@code a = 1}, from time zero. */
    public static final Background FLAT = new Background(0, 0);

    // Below this the two branches of the integral differ by rounding only.
    private static final double LOGARITHM = 1e-12;

    /**
     * The expansion that a fluid drives.
     *
     * @param w pressure by density: 1/3 radiation, 0 matter, 1 a free field's kinetic energy
     * @throws InvalidProblem unless {@code w > -1/3} and {@code start > 0}
     */
    public static Background expanding(double w, double start) {
        if (!(3 * w > -1) || !Double.isFinite(w)) {
            throw new InvalidProblem(String.format(
                    Locale.ROOT, "w = %s: conformal time needs an equation of state w > -1/3, such as 1/3 or 0", w));
        }
        if (!(start > 0) || !Double.isFinite(start)) {
            throw new InvalidProblem("the conformal time at which a = 1 must be positive, got " + start);
        }
        return new Background(2 / (1 + 3 * w), start);
    }

    public boolean isFlat() {
        return power == 0;
    }

    /** {@code a}. */
    public double scale(double tau) {
        return isFlat() ? 1 : Math.pow(tau / start, power);
    }

    /** {@code a' / a}. */
    public double hubble(double tau) {
        return isFlat() ? 0 : power / tau;
    }

    /** The integral of {@code 1 / a^2} from one time to another. */
    public double inverseSquareIntegral(double from, double to) {
        if (isFlat()) {
            return to - from;
        }
        double left = 1 - 2 * power;
        if (Math.abs(left) < LOGARITHM) {
            return start * Math.log(to / from);
        }
        return start / left * (Math.pow(to / start, left) - Math.pow(from / start, left));
    }
}
