package org.ansatz.dynamics.field;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * The double well {@code V = (lambda / 4) (phi^2 - v^2)^2} of the phi-four theory.
 *
 * @param coupling {@code lambda}
 * @param vacuum {@code v}
 */
public record QuarticPotential(double coupling, double vacuum) implements ScalarPotential {
    /** Both one. */
    public static final QuarticPotential UNIT = new QuarticPotential(1, 1);

    public QuarticPotential {
        if (!(coupling > 0 && vacuum > 0) || !Double.isFinite(coupling * vacuum)) {
            throw new InvalidProblem(
                    "lambda and vacuum of the phi4 potential must be positive, got " + coupling + " and " + vacuum);
        }
    }

    @Override
    public double value(double phi) {
        double excess = phi * phi - vacuum * vacuum;
        return 0.25 * coupling * excess * excess;
    }

    @Override
    public double slope(double phi) {
        return coupling * phi * (phi * phi - vacuum * vacuum);
    }

    @Override
    public double curvature(double phi) {
        return coupling * (3 * phi * phi - vacuum * vacuum);
    }

    /** Rest energy of a kink, {@code (2 sqrt 2 / 3) sqrt(lambda) v^3}. */
    public double kinkEnergy() {
        return 2 * Math.sqrt(2) / 3 * Math.sqrt(coupling) * vacuum * vacuum * vacuum;
    }
}
