package org.ansatz.solve.collocation;

import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;

/** How good a solution of a test's problem is. */
public final class Measured {
    private Measured() {}

    /** Relative L2 error of {@code u} against the exact solution, at 500 points. */
    public static double relativeL2(Problem problem, Solution solution) {
        double[][] points = problem.domain()
                .interior(500, Spread.SOBOL, new SplittableRandom(5))
                .inputs();
        double[] exact = problem.values(problem.exact().get("u"), points);
        double[] found = solution.evaluate(points, List.of(problem.term("u")))[0];
        double difference = 0;
        double size = 0;
        for (int p = 0; p < exact.length; p++) {
            difference += (found[p] - exact[p]) * (found[p] - exact[p]);
            size += exact[p] * exact[p];
        }
        return Math.sqrt(difference / size);
    }
}
