package org.ansatz.solve.collocation;

import java.util.Locale;
import java.util.SplittableRandom;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solver.Cost;

/** Time and memory of a fit before it starts: the Jacobian of all residuals dominates the memory. */
final class Forecast {
    // Conditions are sampled more thinly than the equations; with the fresh Jacobian beside the old one this covers
    // both.
    private static final double CONDITIONS_SHARE = 1.3;
    private static final int COPIES = 2;

    private Forecast() {}

    static Cost of(Problem problem, TrialFamily family, FitSettings settings) {
        Features features = family.features(problem, Stretch.whole(problem).bounds(), new SplittableRandom(0));
        long parameters =
                family.kernel(features.count(), problem.fields().size(), 1).parameterCount();
        long residuals = Math.round(
                CONDITIONS_SHARE * settings.points() * problem.equations().size());
        long bytes = COPIES * Double.BYTES * (residuals * parameters + parameters * parameters);
        String basis = String.format(
                Locale.ROOT,
                "about %d parameters and %d residuals at %d points; the time is the budget",
                parameters,
                residuals,
                settings.points());
        return new Cost(settings.time(), bytes, basis);
    }
}
