package org.ansatz.learn.noether;

/**
 * {@code y'' + 2 gamma y' + omega^2 y = s} in closed form. With {@code w^2 = omega^2 - gamma^2} the kernels are {@code C = e^(-gamma t)
 * cos(w t)}, {@code S = e^(-gamma t) sin(w t) / w}, hyperbolic where w is imaginary, and {@code y = y0 (C + gamma S) + y0' S + s
 * integral of S}; series take over where the quotients lose digits, so that all are continuous through the critical case.
 *
 * @param gamma damping, not negative
 * @param omegaSquared not negative; zero for a free charge
 */
public record DampedOscillator(double gamma, double omegaSquared) {
    /** How a free motion returns. */
    public enum Regime {
        UNDERDAMPED,
        CRITICAL,
        OVERDAMPED
    }

    /** Position and velocity. */
    public record State(double y, double slope) {}

    private static final double NEAR = 1e-3;
    private static final double SHORT = 0.1;
    private static final int TERMS = 16;

    /** @throws IllegalArgumentException if a constant is negative */
    public DampedOscillator {
        if (!(gamma >= 0 && omegaSquared >= 0)) {
            throw new IllegalArgumentException(
                    "an oscillator needs gamma >= 0 and omega^2 >= 0, got " + gamma + " and " + omegaSquared);
        }
    }

    public Regime regime() {
        double square = omegaSquared - gamma * gamma;
        return square > 0 ? Regime.UNDERDAMPED : square < 0 ? Regime.OVERDAMPED : Regime.CRITICAL;
    }

    /** {@code C(t)}. */
    public double cosine(double t) {
        double square = omegaSquared - gamma * gamma;
        if (square >= 0) {
            return Math.exp(-gamma * t) * Math.cos(Math.sqrt(square) * t);
        }
        double w = Math.sqrt(-square);
        return 0.5 * (Math.exp((w - gamma) * t) + Math.exp(-(w + gamma) * t));
    }

    /** {@code S(t)}. */
    public double sine(double t) {
        double square = omegaSquared - gamma * gamma;
        double z = square * t * t;
        if (Math.abs(z) < NEAR) {
            return Math.exp(-gamma * t) * t * (1 - z / 6 * (1 - z / 20 * (1 - z / 42 * (1 - z / 72))));
        }
        if (square > 0) {
            double w = Math.sqrt(square);
            return Math.exp(-gamma * t) * Math.sin(w * t) / w;
        }
        double w = Math.sqrt(-square);
        return (Math.exp((w - gamma) * t) - Math.exp(-(w + gamma) * t)) / (2 * w);
    }

    /** The integral of {@code S} from 0 to t: the answer to a unit force. */
    public double response(double t) {
        double square = omegaSquared - gamma * gamma;
        if (Math.max(gamma * t, omegaSquared * t * t) < SHORT) {
            return series(t);
        }
        if (square < 0 && -square * t * t > NEAR) {
            double w = Math.sqrt(-square);
            // The slow root without cancellation.
            double slow = -omegaSquared / (gamma + w);
            double fast = -(gamma + w);
            double first = slow == 0 ? t : Math.expm1(slow * t) / slow;
            return (first - Math.expm1(fast * t) / fast) / (2 * w);
        }
        return (1 - cosine(t) - gamma * sine(t)) / omegaSquared;
    }

    /** Taylor series of the answer to a unit force. */
    private double series(double t) {
        double before = 0;
        double now = 0;
        double power = t;
        double sum = 0;
        for (int j = 0; j < TERMS; j++) {
            double next =
                    ((j == 0 ? 1 : 0) - 2 * gamma * (j + 1) * now - omegaSquared * before) / ((j + 1.0) * (j + 2.0));
            power *= t;
            sum += next * power;
            before = now;
            now = next;
        }
        return sum;
    }

    /** The state after a time under a constant force s. */
    public State advance(State from, double force, double t) {
        double c = cosine(t);
        double s = sine(t);
        double y = from.y() * (c + gamma * s) + from.slope() * s + force * response(t);
        double slope = -from.y() * omegaSquared * s + from.slope() * (c - gamma * s) + force * s;
        return new State(y, slope);
    }
}
