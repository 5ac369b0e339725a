package org.ansatz.learn.noether;

import org.ansatz.learn.noether.DampedOscillator.State;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;

/**
 * The differential equation of a charge under gradient descent with momentum beta and coupled decay k (arXiv 2105.02716): with
 * {@code m = eta (1 + beta) / 2} and {@code mu = 1 - beta},
 *
 * <pre>{@code
 * (m/2) y'' + (mu/2) y' + k y = m |q'|^2      scale; rescale with differences
 *     m c'' +     mu c' + k c = 0             translation
 * }</pre>
 *
 * in the time {@code t = eta n}. The right side comes from the kinetic energy, which lacks the symmetry; without it (gradient flow, m
 * = 0) the charge would only decay. Between two steps the speed {@code |q'|^2 = |D|^2 / eta^2} of the displacement D is constant,
 * and the equation is solved exactly.
 *
 * @param rate eta, constant
 * @param momentum beta
 * @param decay k
 */
public record NoetherLaw(double rate, double momentum, double decay) {
    /** @throws IllegalArgumentException unless eta > 0, 0 <= beta < 1, k >= 0 */
    public NoetherLaw {
        check(rate, momentum, decay);
    }

    static void check(double rate, double momentum, double decay) {
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException("the learning rate eta must be positive, got " + rate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("the momentum beta must lie in [0, 1), got " + momentum);
        }
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("the decay k must not be negative, got " + decay);
        }
    }

    /** {@code m = eta (1 + beta) / 2}. */
    public double mass() {
        return rate * (1 + momentum) / 2;
    }

    /** {@code mu = 1 - beta}. */
    public double friction() {
        return 1 - momentum;
    }

    /** The oscillator of a charge of degree 1 or 2 (see {@link Charged#degree()}). */
    public DampedOscillator oscillator(int degree) {
        return new DampedOscillator(friction() / (2 * mass()), degree * decay / mass());
    }

    /** The charge in motion. */
    public final class Motion {
        private final DampedOscillator oscillator;
        private State state;

        private Motion(int degree, double charge) {
            oscillator = oscillator(degree);
            // The mean velocity of a start without velocity, (D_1 + beta D_0) / (eta (1 + beta)): the equation's fast
            // part then
            // has the size that keeps the slow part right to second order in eta.
            state = new State(charge, -degree * decay * charge / (1 + momentum));
        }

        /**
         * One step on.
         *
         * @param moveSquare {@code |D|^2} of the displacement of this step, or the difference of two
         * @return the charge after it
         */
        public double step(double moveSquare) {
            state = oscillator.advance(state, 2 * moveSquare / (rate * rate), rate);
            return state.y();
        }

        /** The charge now. */
        public double charge() {
            return state.y();
        }

        /** Its derivative by time. */
        public double slope() {
            return state.slope();
        }
    }

    /** A charge before the first step of an optimizer without velocity. */
    public Motion start(int degree, double charge) {
        return new Motion(degree, charge);
    }

    /**
     * The squared norm after 0, 1, 2, ... steps.
     *
     * @param speedSquared {@code |q'|^2 = |D|^2 / eta^2} of every step
     * @return one value more
     */
    public double[] predict(double y0, double[] speedSquared) {
        double[] y = new double[speedSquared.length + 1];
        Motion motion = start(2, y0);
        y[0] = y0;
        for (int n = 0; n < speedSquared.length; n++) {
            y[n + 1] = motion.step(speedSquared[n] * rate * rate);
        }
        return y;
    }

    /** The same in one call. */
    public static double[] predict(double y0, double[] speedSquared, double eta, double beta, double k) {
        return new NoetherLaw(eta, beta, k).predict(y0, speedSquared);
    }

    /** What gradient flow (m = 0) says of a charge after so many steps: {@code c0 exp(-degree k t / mu)}, constant without decay. */
    public double massless(int degree, double charge, long steps) {
        return charge * Math.exp(-degree * decay * rate * steps / friction());
    }

    /** Root mean square of {@code |D| / |q|} at stationarity, {@code sqrt(2 eta k / (1 + beta))}, noise being small enough. */
    public double angularStep() {
        return Math.sqrt(2 * rate * decay / (1 + momentum));
    }

    /** The learning rate of the direction, {@code eta / (mu y)} at squared norm y. */
    public double effectiveRate(double y) {
        return rate / (friction() * y);
    }
}
