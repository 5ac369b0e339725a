package org.ansatz.dynamics.walls;

import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A real scalar with a double well in an expanding universe, in units of its vacuum value {@code eta} and of
 * {@code 1/(sqrt(lambda) eta)} for comoving lengths and conformal time:
 * {@code f'' + alpha (a'/a) f' - lap f + a^2 B (f^2 - 1)(f + b) = 0}, {@code B = a^{2 (s - 1)}}.
 *
 * <p>{@code s = 1} is the physical equation. {@code s = 0} keeps the comoving width of walls constant, so that a lattice
 * resolves them at all times; with {@code alpha = 3} that is the equation of Press, Ryden and Spergel (1989), which keeps the
 * momentum of walls in matter and radiation. {@code s = -1} makes walls wider still.
 *
 * @param s exponent of the growth of the walls' resolution, at most 1
 * @param damping alpha, 2 for the physical equation
 * @param bias b, which lowers the vacuum {@code f = 1} below {@code f = -1} by {@code 4 b / 3}
 */
public record WallModel(PowerLawBackground background, double s, double damping, double bias) {
    /** Energy of a wall per area, {@code 2 sqrt(2) / 3}. */
    public static final double TENSION = 2 * Math.sqrt(2) / 3;

    /** Mass of the field in its vacuum. */
    public static final double MASS = Math.sqrt(2);

    /** @throws InvalidProblem if a number is out of range */
    public WallModel {
        if (!(s <= 1) || !(s >= -1)) {
            throw new InvalidProblem("s = " + s + ": walls keep their width (1), their comoving width (0) or grow (-1);"
                    + " expected a number in [-1, 1]");
        }
        if (!(damping >= 0) || !Double.isFinite(damping)) {
            throw new InvalidProblem("the damping is 2 (physical) or 3 (Press, Ryden, Spergel), got " + damping);
        }
        if (!(bias >= 0 && bias < 1)) {
            throw new InvalidProblem(
                    "bias = " + bias + ": f = 1 is the lower vacuum, so the bias is positive or zero, and below"
                            + " 1, where f = -1 ceases to be a vacuum; for the opposite sign change the sign of the field");
        }
    }

    /** The physical equation. */
    public static WallModel physical(PowerLawBackground background) {
        return new WallModel(background, 1, 2, 0);
    }

    /** Walls of constant comoving width with the physical damping, as CosmoLattice has them. */
    public static WallModel constantWidth(PowerLawBackground background) {
        return new WallModel(background, 0, 2, 0);
    }

    /** Walls of constant comoving width whose momentum falls as that of physical walls (Press, Ryden, Spergel 1989). */
    public static WallModel pressRydenSpergel(PowerLawBackground background) {
        return new WallModel(background, 0, 3, 0);
    }

    /** B, by which the potential is multiplied. */
    public double fattening(double tau) {
        return Math.pow(background.scale(tau), 2 * (s - 1));
    }

    /** {@code a^alpha}, the ratio of momentum {@code pi} to {@code f'}. */
    public double inertia(double tau) {
        return Math.pow(background.scale(tau), damping);
    }

    /** {@code V(f)} without B, zero in the vacuum {@code f = 1}. */
    public double potential(double f) {
        double square = (f * f - 1) * (f * f - 1) / 4;
        return bias == 0 ? square : square + bias * (f * f * f / 3 - f + 2.0 / 3);
    }

    /** The width of a wall, {@code 2 / (m a^s)}, over the lattice spacing. */
    public double cellsAcrossWall(double tau, double spacing) {
        return 2 / (MASS * Math.pow(background.scale(tau), s) * spacing);
    }
}
