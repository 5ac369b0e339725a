package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.solve.Solvers;

/**
 * C of {@link Fismo}: Burgers' equation with viscosity {@code 0.01 / pi} by one network 2-32-32-32-1 on 2000 fresh points per ten
 * steps, with one optimizer after the other. First-order ones end after a number of steps over which their rate falls to a
 * hundredth; all end after the same time at the latest.
 */
record BurgersRace(int steps, int seconds, Run run) {
    private static final int NODES = 101;
    private static final List<String> OPTIMIZERS = List.of(
            "adam(rate=0.005)",
            "am-adamw(rate=0.005)",
            "am-sgd(rate=0.02)",
            "muon(rate=0.02)",
            "auon(rate=0.1)",
            "hybrid-auon(rate=0.06)",
            "fismo(rate=0.02)",
            "shampoo(rate=0.02)",
            "soap(rate=0.005)",
            "l-bfgs",
            "ssbroyden",
            "lm");

    private static Problem burgers() {
        return Problem.named("burgers")
                .title("Burgers' equation, viscosity 0.01/pi")
                .coordinate("x", -1, 1)
                .coordinate("t", 0, 1)
                .fields("u")
                .parameter("nu", "0.01/pi")
                .equation("u_t + u*u_x = nu*u_xx")
                .condition("t = 0", "u", "-sin(pi*x)")
                .condition("x = -1 or x = 1", "u", "0")
                .build();
    }

    private Settings settings(OptimizerChoice optimizer) {
        return oneFit(optimizer, "[32, 32, 32]", 2000, steps, seconds).with("windows", "off");
    }

    /** Settings for one fit of one size, without growth or early end; the rate of first-order methods falls to a hundredth. */
    static Settings oneFit(OptimizerChoice optimizer, String hidden, int points, int steps, int seconds) {
        Settings settings = Settings.empty()
                .with("optimizer", optimizer)
                .with("hidden", hidden)
                .with("points", points)
                .with("time", seconds)
                .with("grow", false)
                .with("tolerance", 0)
                .with("threads", 1);
        return optimizer.optimizer().isFirstOrder()
                ? settings.with("steps", steps).with("decay", 0.01).with("decay_every", steps)
                : settings;
    }

    List<Figure> figures() throws IOException {
        Problem problem = burgers();
        Contest contest = new Contest(problem, NODES);
        double[][] points = contest.grid();
        Solution truth = Solvers.classical().solve(problem, Settings.empty(), run);
        double[] exact = values(problem, truth, points);
        Map<String, Solution> solutions = new LinkedHashMap<>();
        List<Figure> figures = new ArrayList<>();
        double adam = Double.NaN;
        for (int k = 0; k < OPTIMIZERS.size(); k++) {
            OptimizerChoice optimizer = OptimizerChoice.parse(OPTIMIZERS.get(k));
            double share = 1.0 / OPTIMIZERS.size();
            Run part = Contest.part(run, run.seed(), k * share, share, "C " + optimizer.name());
            Solution solution = Solvers.mlp().solve(problem, settings(optimizer), part);
            if (run.stopRequested()) {
                throw new CancellationException(optimizer + " was stopped");
            }
            double error = relativeL2(values(problem, solution, points), exact);
            adam = k == 0 ? error : adam;
            solutions.put(optimizer.name(), solution);
            run.say(String.format(
                    Locale.ROOT,
                    "C, %s: relative L2 %.3e after %d steps in %.1f s",
                    optimizer,
                    error,
                    solution.outcome().steps(),
                    solution.outcome().seconds()));
            figures.add(Figure.of("C." + optimizer.name() + ".relative_l2", error, Better.LOWER)
                    .against("adam", adam));
            figures.add(Figure.of(
                            "C." + optimizer.name() + ".seconds",
                            solution.outcome().seconds(),
                            Better.LOWER)
                    .in("s"));
        }
        pictures(solutions);
        return figures;
    }

    static double[] values(Problem problem, Solution solution, double[][] points) {
        return solution.evaluate(points, List.of(problem.term("u")))[0];
    }

    static double relativeL2(double[] found, double[] exact) {
        double difference = 0;
        double size = 0;
        for (int p = 0; p < exact.length; p++) {
            difference += (found[p] - exact[p]) * (found[p] - exact[p]);
            size += exact[p] * exact[p];
        }
        return Math.sqrt(difference / size);
    }

    private void pictures(Map<String, Solution> solutions) throws IOException {
        List<String> matrices = List.of("adam", "muon", "auon", "hybrid-auon", "fismo", "shampoo", "soap");
        List<String> others = List.of("adam", "am-adamw", "am-sgd", "l-bfgs", "ssbroyden", "lm");
        picture("burgers-matrices", solutions, matrices);
        picture("burgers-others", solutions, others);
    }

    private void picture(String file, Map<String, Solution> solutions, List<String> names) throws IOException {
        List<Curve> bySteps = new ArrayList<>();
        List<Curve> bySeconds = new ArrayList<>();
        for (String name : names) {
            List<History.Row> rows = solutions.get(name).outcome().history().rows();
            double[] losses =
                    rows.stream().mapToDouble(row -> row.values().get("loss")).toArray();
            bySteps.add(
                    new Curve(name, rows.stream().mapToDouble(History.Row::step).toArray(), losses));
            bySeconds.add(new Curve(
                    name, rows.stream().mapToDouble(History.Row::seconds).toArray(), losses));
        }
        Pictures pictures = new Pictures(run.folder());
        pictures.lines(file + "-steps.png", "Burgers' equation", "step", "loss", true, bySteps);
        pictures.lines(file + "-seconds.png", "Burgers' equation", "wall time in s", "loss", true, bySeconds);
    }
}
