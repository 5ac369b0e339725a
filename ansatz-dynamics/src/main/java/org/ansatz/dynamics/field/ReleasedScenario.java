package org.ansatz.dynamics.field;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * The four scenarios of amangkurat (Herho et al., 2025) with the initial data of its released code, slips included: a kink
 * that jumps at the seam, a breather of the wrong amplitude that moves, a pair that leaves the vacuum and moves one way.
 *
 * @param half the grid reaches from {@code -half} to {@code half}, both included
 * @param end time
 * @param dt first step
 * @param frames kept after the first
 * @param field {@code phi(x, 0)}
 * @param rate {@code pi(x, 0)}
 */
public record ReleasedScenario(
        String name,
        int points,
        double half,
        double end,
        double dt,
        int frames,
        ScalarPotential potential,
        DoubleUnaryOperator field,
        DoubleUnaryOperator rate) {
    private static final double ETA = Math.sqrt(0.75);
    private static final double OMEGA = 0.5;
    private static final double SPEED = 0.3;
    private static final double HALF_SEPARATION = 10;

    public static final ReleasedScenario LINEAR = new ReleasedScenario(
            "linear", 512, 30, 50, 0.005, 200, new LinearPotential(1), x -> Math.exp(-x * x / 4), x -> 0);
    public static final ReleasedScenario KINK = new ReleasedScenario(
            "kink", 1024, 50, 50, 0.005, 200, QuarticPotential.UNIT, x -> Math.tanh(x / Math.sqrt(2)), x -> 0);
    public static final ReleasedScenario BREATHER = new ReleasedScenario(
            "breather",
            512,
            40,
            80,
            0.01,
            300,
            new SineGordonPotential(),
            ReleasedScenario::breatherField,
            ReleasedScenario::breatherRate);
    public static final ReleasedScenario COLLISION = new ReleasedScenario(
            "collision",
            1024,
            50,
            100,
            0.005,
            400,
            QuarticPotential.UNIT,
            ReleasedScenario::pairField,
            ReleasedScenario::pairRate);
    public static final List<ReleasedScenario> ALL = List.of(LINEAR, KINK, BREATHER, COLLISION);

    /** The same from a field of which every value differs by some parts of itself, at random. */
    public ReleasedScenario perturbed(double relative, long seed) {
        DoubleUnaryOperator other = x -> field.applyAsDouble(x)
                * (1 + relative * new SplittableRandom(seed ^ Double.doubleToLongBits(x)).nextDouble(-1, 1));
        return new ReleasedScenario(name, points, half, end, dt, frames, potential, other, rate);
    }

    private static double breatherField(double x) {
        return 4 * Math.atan(1 / (ETA * Math.cosh(ETA * x)));
    }

    private static double breatherRate(double x) {
        double c = ETA * Math.cosh(ETA * x);
        return -4 * OMEGA * ETA * Math.sinh(ETA * x) / (c * c + 1);
    }

    private static double pairField(double x) {
        return Math.tanh(boost(x + HALF_SEPARATION)) - Math.tanh(boost(x - HALF_SEPARATION));
    }

    private static double pairRate(double x) {
        double factor = SPEED * boost(1);
        return factor
                * (Solitons.sechSquared(boost(x - HALF_SEPARATION)) - Solitons.sechSquared(boost(x + HALF_SEPARATION)));
    }

    private static double boost(double x) {
        return Solitons.gamma(SPEED) * x / Math.sqrt(2);
    }
}
