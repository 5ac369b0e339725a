package org.ansatz.physics.reference.fem;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;

/** Problems as text and their solution's error against the exact one. */
final class Cases {
    private Cases() {}

    static Problem read(String text) {
        return ProblemFile.parse(text, Path.of("test.yaml"));
    }

    static Settings settings(double tolerance, int unknowns) {
        // No budget of time: a busy machine must not change what is tested.
        return Settings.empty()
                .with("tolerance", tolerance)
                .with("unknowns", unknowns)
                .with("time", 1e6);
    }

    static FiniteElementSolution solve(Problem problem, Settings settings) {
        return (FiniteElementSolution) new FiniteElementSolver().solve(problem, settings, Run.silent(1));
    }

    static FiniteElementSolution solve(String text, Settings settings) {
        return solve(read(text), settings);
    }

    /** Relative L2 error of the field against the exact solution. */
    static double error(FiniteElementSolution solution) {
        Problem problem = solution.problem();
        String field = problem.fields().get(0);
        double[][] points = problem.domain()
                .interior(4000, Spread.SOBOL, new SplittableRandom(5))
                .inputs();
        double[] exact = problem.values(problem.exact().get(field), points);
        double[] found = solution.evaluate(points, List.of(problem.term(field)))[0];
        return relative(found, exact);
    }

    static double relative(double[] found, double[] exact) {
        double off = 0;
        double all = 0;
        for (int p = 0; p < exact.length; p++) {
            off += (found[p] - exact[p]) * (found[p] - exact[p]);
            all += exact[p] * exact[p];
        }
        return Math.sqrt(off / all);
    }
}
