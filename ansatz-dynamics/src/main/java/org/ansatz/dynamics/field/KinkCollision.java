package org.ansatz.dynamics.field;

import java.util.ArrayList;
import java.util.List;
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
    /** The antikink counts as gone beyond this place. */
    private static final double GONE = 8;

    /**
     * Lets a pair meet on a periodic line centred at zero, with a point there.
     *
     * @param n points
     * @param length of the line; radiation comes back after about {@code length}
     * @param separation at the start
     * @throws InvalidProblem if the numbers are out of range or the step is unstable
     */
    public static KinkCollision run(double speed, int n, double length, double separation, double dt, double end) {
        if (!(end > 0)) {
            throw new InvalidProblem("a collision needs a positive end time, got " + end);
        }
        ScalarFieldTheory theory = new ScalarFieldTheory(
                QuarticPotential.UNIT, new FourierLine(n, -length / 2, length, Boundary.PERIODIC));
        double[] start = theory.sample(Solitons.kinkAntikink(QuarticPotential.UNIT, speed, separation), 0);
        FieldEvolution evolution = new FieldEvolution(theory, FieldIntegrator.LEAPFROG, start, dt);
        List<Double> bounces = new ArrayList<>();
        double least = 0;
        double leastAt = 0;
        double goneAt = Double.NaN;
        double goneFrom = 0;
        double front = 0;
        while (evolution.time() < end) {
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
        }
        boolean parted = !Double.isNaN(goneAt) && front > goneFrom;
        return new KinkCollision(
                List.copyOf(bounces), parted ? (front - goneFrom) / (evolution.time() - goneAt) : Double.NaN);
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
