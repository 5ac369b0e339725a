package org.ansatz.physics.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;

/** Problems from text and how far solutions are from their exact forms. */
final class Problems {
    private Problems() {}

    static Problem of(String text) {
        return ProblemFile.parse(text, Path.of("test.yaml"));
    }

    static Problem example(String name) {
        return ProblemFile.read(Path.of("../examples/" + name + ".yaml"));
    }

    static Solution solve(Problem problem) {
        return solve(problem, Settings.empty());
    }

    static Solution solve(Problem problem, Settings settings) {
        return new ClassicalSolver().solve(problem, settings, Run.silent(0));
    }

    /** The largest relative L2 error of any field that has an exact form. */
    static double error(Problem problem, Ansatz solution) {
        double[][] points = problem.domain()
                .interior(400, Spread.SOBOL, new SplittableRandom(3))
                .inputs();
        double worst = 0;
        for (String field : problem.exact().keySet()) {
            double[] exact = problem.values(problem.exact().get(field), points);
            double[] own = solution.evaluate(points, List.of(problem.term(field)))[0];
            double difference = 0;
            double norm = 0;
            for (int p = 0; p < exact.length; p++) {
                difference += (exact[p] - own[p]) * (exact[p] - own[p]);
                norm += exact[p] * exact[p];
            }
            worst = Math.max(worst, Math.sqrt(difference / Math.max(norm, 1e-30)));
        }
        return worst;
    }
}
