package org.ansatz.dynamics.field;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * What becomes of a phi-four kink and antikink that meet (lambda = v = 1, leapfrog): above the critical speed 0.2598 they
 * bounce once and part, below it they are captured but for windows of speeds where they part after a second bounce
 * (Campbell, Schonfeld, Wingate, Physica D 9, 1, 1983).
 *
 * @param bounces times at which the field at the centre is least, between rises above zero
 * @param exitSpeed of the antikink after the last bounce; NaN if the pair is still bound
 */
public record KinkCollision(List<Double> bounces, double exitSpeed) {
    /** The antikink counts as gone beyond this place, if it still moves outwards at the end. */
    private static final double GONE = 5;
    // At that place the pair's attraction holds back what is slower.
    private static final double FREE = 5e-3;
    // The outward motion is looked at over the last part of this length; the kinks' shape wobbles with a period of 5.
    private static final double LAST = 20;

    /**
     * How to compute.
     *
     * @param n points
     * @param length of the line; radiation comes back after about {@code length}
     * @param separation at the start
     * @param dt step
     * @param end time
     */
    public record Setup(int n, double length, double separation, double dt, double end) {
        public Setup {
            if (!(end > 0)) {
                throw new InvalidProblem("a collision needs a positive end time, got " + end);
            }
        }
    }

    /** Whether the pair has parted. */
    public boolean parted() {
        return !Double.isNaN(exitSpeed);
    }

    /**
     * Lets a pair meet on a periodic line centred at zero, with a point there.
     *
     * @throws InvalidProblem if the numbers are out of range or the step is unstable
     */
    public static KinkCollision run(double speed, Setup setup) {
        int n = setup.n();
        ScalarFieldTheory theory = new ScalarFieldTheory(
                QuarticPotential.UNIT, new FourierLine(n, -setup.length() / 2, setup.length(), Boundary.PERIODIC));
        double[] start = theory.sample(Solitons.kinkAntikink(QuarticPotential.UNIT, speed, setup.separation()), 0);
        FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, setup.dt());
        List<Double> bounces = new ArrayList<>();
        double least = 0;
        double leastAt = 0;
        double goneAt = Double.NaN;
        double goneFrom = 0;
        double lateAt = Double.NaN;
        double lateFrom = 0;
        double front = 0;
        while (evolution.time() < setup.end()) {
            evolution.advance(1);
            double centre = evolution.state()[n / 2];
            if (centre < least) {
                least = centre;
                leastAt = evolution.time();
            } else if (centre > 0 && least < 0) {
                bounces.add(leastAt);
                least = 0;
                goneAt = Double.NaN;
            }
            front = bounces.isEmpty() || centre < 0 ? 0 : front(evolution.state(), theory.line());
            if (Double.isNaN(goneAt) && front > GONE) {
                goneAt = evolution.time();
                goneFrom = front;
            }
            if (Double.isNaN(lateAt) && evolution.time() >= setup.end() - LAST) {
                lateAt = evolution.time();
                lateFrom = front;
            }
        }
        boolean free = (front - lateFrom) / (evolution.time() - lateAt) > FREE;
        boolean parted = !Double.isNaN(goneAt) && evolution.time() > goneAt && free;
        return new KinkCollision(
                List.copyOf(bounces), parted ? (front - goneFrom) / (evolution.time() - goneAt) : Double.NaN);
    }

    /**
     * The speed between two at which the outcome changes, by bisection.
     *
     * @param outcome must differ at the two speeds
     * @param width the result is known to half of it
     * @throws InvalidProblem if the outcome is the same at both
     */
    public static double edge(double from, double to, Setup setup, Predicate<KinkCollision> outcome, double width) {
        boolean first = outcome.test(run(from, setup));
        if (first == outcome.test(run(to, setup))) {
            throw new InvalidProblem("collisions at the speeds " + from + " and " + to + " end alike");
        }
        double low = from;
        double high = to;
        while (Math.abs(high - low) > width) {
            double middle = 0.5 * (low + high);
            if (outcome.test(run(middle, setup)) == first) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** Where the field first falls to zero right of the centre. */
    private static double front(double[] state, FourierLine line) {
        int n = line.n();
        int j = n / 2;
        while (j < n - 1 && state[j] > 0) {
            j++;
        }
        double share = state[j - 1] / (state[j - 1] - state[j]);
        return line.left() + (j - 1 + share) * line.spacing();
    }
}
