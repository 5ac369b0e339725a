package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.solve.Solvers;

/**
 * The smallest case of {@link Fismo}'s C: {@code u'' = -(k pi)^2 sin(k pi x)} on [0, 1] with one wave and with eight halves of one, by
 * a network 1-64-64-1, each optimizer at the best of its rates.
 */
record PoissonRace(int steps, int seconds, Run run) {
    private static final int NODES = 1001;
    private static final int POINTS = 128;
    private static final List<Integer> WAVES = List.of(1, 8);
    private static final Map<String, List<Double>> RATES = new TreeMap<>(Map.of(
            "adamw", List.of(1e-3, 3e-3, 1e-2),
            "muon", List.of(3e-3, 1e-2, 3e-2),
            "fismo", List.of(3e-3, 1e-2, 3e-2)));

    private static Problem poisson(int k) {
        return Problem.named("poisson")
                .coordinate("x", 0, 1)
                .fields("u")
                .parameter("k", Integer.toString(k))
                .equation("u_xx = -(k*pi)^2*sin(k*pi*x)")
                .condition("boundary", "u", "0")
                .exact("u", "sin(k*pi*x)")
                .build();
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (int k : WAVES) {
            Problem problem = poisson(k);
            double adam = Double.NaN;
            for (Map.Entry<String, List<Double>> entry : RATES.entrySet()) {
                double best = Double.POSITIVE_INFINITY;
                for (double rate : entry.getValue()) {
                    best = Math.min(
                            best, error(problem, k, OptimizerChoice.parse(entry.getKey() + "(rate=" + rate + ")")));
                }
                adam = entry.getKey().equals("adamw") ? best : adam;
                figures.add(Figure.of("C.poisson_" + k + "." + entry.getKey() + ".relative_l2", best, Better.LOWER)
                        .against("adamw", adam));
            }
        }
        return figures;
    }

    private double error(Problem problem, int k, OptimizerChoice optimizer) throws IOException {
        Run part = Contest.part(run, run.seed(), 0, 1, "C Poisson " + optimizer.name());
        Solution solution =
                Solvers.mlp().solve(problem, BurgersRace.oneFit(optimizer, "[64, 64]", POINTS, steps, seconds), part);
        if (run.stopRequested()) {
            throw new CancellationException(optimizer + " was stopped");
        }
        double[][] points = new double[1][NODES];
        for (int p = 0; p < NODES; p++) {
            points[0][p] = (double) p / (NODES - 1);
        }
        double[] exact = problem.values(problem.exact().get("u"), points);
        double error = BurgersRace.relativeL2(BurgersRace.values(problem, solution, points), exact);
        run.say(String.format(
                Locale.ROOT,
                "C, Poisson with k = %d, %s: relative L2 %.3e after %d steps",
                k,
                optimizer,
                error,
                solution.outcome().steps()));
        return error;
    }
}
