package org.ansatz.dynamics.field;

import org.ansatz.physics.problem.InvalidProblem;

/** Solitons in closed form; speeds are parts of the speed of light. */
public final class Solitons {
    private Solitons() {}

    /**
     * A phi-four kink, {@code phi = v tanh(gamma v sqrt(lambda / 2) (x - x0 - u t))}.
     *
     * @throws InvalidProblem unless {@code |u| < 1}
     */
    public static FieldMotion kink(QuarticPotential potential, double u, double x0) {
        double scale = gamma(u) * potential.vacuum() * Math.sqrt(potential.coupling() / 2);
        double v = potential.vacuum();
        return new FieldMotion() {
            @Override
            public double field(double x, double t) {
                return v * Math.tanh(scale * (x - x0 - u * t));
            }

            @Override
            public double rate(double x, double t) {
                return -u * v * scale * sechSquared(scale * (x - x0 - u * t));
            }
        };
    }

    /**
     * A sine-Gordon kink, {@code phi = 4 arctan exp(gamma (x - x0 - u t))}, which rises by {@code 2 pi}.
     *
     * @throws InvalidProblem unless {@code |u| < 1}
     */
    public static FieldMotion sineGordonKink(double u, double x0) {
        double gamma = gamma(u);
        return new FieldMotion() {
            @Override
            public double field(double x, double t) {
                return 4 * Math.atan(Math.exp(gamma * (x - x0 - u * t)));
            }

            @Override
            public double rate(double x, double t) {
                return -2 * u * gamma / Math.cosh(gamma * (x - x0 - u * t));
            }
        };
    }

    /**
     * The sine-Gordon breather at rest, {@code phi = 4 arctan((eta / omega) cos(omega t) / cosh(eta (x - x0)))} with
     * {@code eta = sqrt(1 - omega^2)}; its energy is {@code 16 eta}.
     *
     * @throws InvalidProblem unless {@code 0 < omega < 1}
     */
    public static FieldMotion breather(double omega, double x0) {
        if (!(omega > 0 && omega < 1)) {
            throw new InvalidProblem("a breather's frequency must be between 0 and 1, got " + omega);
        }
        double eta = Math.sqrt(1 - omega * omega);
        return new FieldMotion() {
            @Override
            public double field(double x, double t) {
                return 4 * Math.atan(eta / omega * Math.cos(omega * t) / Math.cosh(eta * (x - x0)));
            }

            @Override
            public double rate(double x, double t) {
                double envelope = eta / omega / Math.cosh(eta * (x - x0));
                double tangent = envelope * Math.cos(omega * t);
                return -4 * envelope * omega * Math.sin(omega * t) / (1 + tangent * tangent);
            }
        };
    }

    /**
     * A kink at {@code -d/2} and an antikink at {@code d/2} that approach each other, {@code phi_K - phi_K' - v}. A solution up
     * to their overlap, so for initial data only.
     *
     * @throws InvalidProblem unless {@code |u| < 1} and {@code d > 0}
     */
    public static FieldMotion kinkAntikink(QuarticPotential potential, double u, double d) {
        if (!(d > 0)) {
            throw new InvalidProblem("the separation of kink and antikink must be positive, got " + d);
        }
        FieldMotion kink = kink(potential, u, -d / 2);
        FieldMotion other = kink(potential, -u, d / 2);
        return new FieldMotion() {
            @Override
            public double field(double x, double t) {
                return kink.field(x, t) - other.field(x, t) - potential.vacuum();
            }

            @Override
            public double rate(double x, double t) {
                return kink.rate(x, t) - other.rate(x, t);
            }
        };
    }

    /**
     * {@code A exp(-((x - x0) / w)^2)} at rest, for initial data only.
     *
     * @throws InvalidProblem unless {@code w > 0}
     */
    public static FieldMotion packet(double amplitude, double width, double x0) {
        if (!(width > 0)) {
            throw new InvalidProblem("a packet's width must be positive, got " + width);
        }
        return new FieldMotion() {
            @Override
            public double field(double x, double t) {
                double s = (x - x0) / width;
                return amplitude * Math.exp(-s * s);
            }

            @Override
            public double rate(double x, double t) {
                return 0;
            }
        };
    }

    static double gamma(double u) {
        if (!(Math.abs(u) < 1)) {
            throw new InvalidProblem("a soliton's speed must be below that of light, |u| < 1, got " + u);
        }
        return 1 / Math.sqrt(1 - u * u);
    }

    static double sechSquared(double s) {
        double sech = 1 / Math.cosh(s);
        return sech * sech;
    }
}
