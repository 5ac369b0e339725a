package org.ansatz.dynamics.field;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * The free field, {@code V = m^2 phi^2 / 2}.
 *
 * @param mass {@code m}, an inverse length
 */
public record LinearPotential(double mass) implements ScalarPotential {
    public LinearPotential {
        if (!(mass >= 0) || !Double.isFinite(mass)) {
            throw new InvalidProblem("the mass of a linear potential must be finite and not negative, got " + mass);
        }
    }

    @Override
    public double value(double phi) {
        return 0.5 * mass * mass * phi * phi;
    }

    @Override
    public double slope(double phi) {
        return mass * mass * phi;
    }

    @Override
    public double curvature(double phi) {
        return mass * mass;
    }
}
