package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ansatz.learn.optim.AdaptiveMemorySgd;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.OptimizerSweep.Contender;

/** A of {@link AdaptiveMemoryMomentum}: a quadratic and a logistic regression, adaptive against fixed momentum. */
record ConvexMomentum(Run run) {
    private static final List<Double> RATES = List.of(0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.14, 0.2, 0.25, 0.3);
    private static final List<Double> BETAS = List.of(0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95);
    private static final OptimizerContenders CONSTANT = new OptimizerContenders(Schedule::constant);
    private static final int QUADRATIC_STEPS = 200;
    private static final int LOGISTIC_STEPS = 1000;
    private static final double LARGE = 20;

    List<Figure> figures(boolean tiny) throws IOException {
        List<Figure> figures = new ArrayList<>(quadratic(tiny));
        if (!tiny) {
            figures.addAll(logistic());
            trajectories();
        }
        return figures;
    }

    private static String fixed(double beta) {
        return String.format(Locale.ROOT, "fixed %.2f", beta);
    }

    private List<Figure> quadratic(boolean tiny) throws IOException {
        QuadraticTask task = tiny ? QuadraticTask.of(10, 100) : QuadraticTask.of(50, 100);
        int steps = tiny ? 60 : QUADRATIC_STEPS;
        List<Contender> contenders = new ArrayList<>(List.of(CONSTANT.adaptiveSgd(RATES)));
        BETAS.forEach(beta -> contenders.add(CONSTANT.momentum(fixed(beta), beta, RATES)));
        OptimizerSweep sweep =
                OptimizerSweep.run("A quadratic", seed -> task, contenders, steps, new long[] {run.seed()}, run);
        pictures(sweep, task);
        double adaptive = sweep.best("am-sgd");
        double fixed = sweep.best(fixed(0.9));
        double grid = BETAS.stream()
                .mapToDouble(beta -> sweep.best(fixed(beta)))
                .min()
                .orElse(Double.NaN);
        Figure value = Figure.of("A.quadratic.value", adaptive, Better.LOWER).against(fixed(0.9), fixed);
        Figure gain = Figure.of("A.quadratic.gain", fixed / adaptive, Better.HIGHER);
        return List.of(
                tiny ? value : value.bar(1e-25),
                tiny ? gain.bar(1) : gain.bar(1e15),
                Figure.of("A.quadratic.over_best_fixed", adaptive / grid, Better.LOWER)
                        .against("best of all fixed beta and rates", grid));
    }

    private void pictures(OptimizerSweep sweep, QuadraticTask task) throws IOException {
        Pictures pictures = new Pictures(run.folder());
        List<Curve> byRate = new ArrayList<>();
        double[] rates = RATES.stream().mapToDouble(Math::log10).toArray();
        // The largest beta goes nowhere at all.
        for (String name : sweep.names().subList(0, BETAS.size())) {
            // Values beyond the start are divergence.
            double[] values = RATES.stream()
                    .mapToDouble(rate -> sweep.mean(name, rate))
                    .map(value -> value > task.score(task.start()) ? Double.NaN : Math.log10(value))
                    .toArray();
            byRate.add(new Curve(name, rates, values));
        }
        pictures.lines(
                "quadratic-rates.png",
                "Quadratic, value at the end where it is below that at the start",
                "log10 of the rate",
                "log10 of the value",
                false,
                byRate);
        List<Curve> losses = new ArrayList<>();
        for (String name : List.of("am-sgd", fixed(0.7), fixed(0.9))) {
            OptimizerTrace best = sweep.bestRuns(name).get(0);
            losses.add(new Curve(
                    name,
                    best.steps(),
                    Arrays.stream(best.losses()).map(Math::log10).toArray()));
        }
        pictures.lines(
                "quadratic-losses.png",
                "Quadratic, each at its best rate",
                "step",
                "log10 of the value",
                false,
                losses);
        double[] beta = new double[losses.get(0).x().length];
        AdaptiveMemorySgd rule = AdaptiveMemorySgd.of(task.layout(), Schedule.constant(sweep.bestRate("am-sgd")));
        OptimizerTrace.of(task, "am-sgd", 0, rule, beta.length, step -> beta[(int) step] = rule.beta(), run);
        pictures.lines(
                "quadratic-beta.png",
                "Quadratic, the momentum that was chosen",
                "step",
                "beta",
                false,
                List.of(new Curve("beta", losses.get(0).x(), beta)));
    }

    private List<Figure> logistic() {
        LogisticTask task = new LogisticTask(run.seed());
        double unit = 1 / task.smoothness();
        List<Double> multiples = List.of(1.0, 2.0, 5.0, 10.0, LARGE);
        List<Double> rates = multiples.stream().map(m -> m * unit).toList();
        List<Contender> contenders = List.of(
                CONSTANT.adaptiveSgd(rates),
                CONSTANT.momentum(fixed(0), 0, rates),
                CONSTANT.momentum(fixed(0.9), 0.9, rates),
                CONSTANT.momentum(fixed(0.98), 0.98, rates));
        OptimizerSweep sweep = OptimizerSweep.run(
                "A logistic", seed -> task, contenders, LOGISTIC_STEPS, new long[] {run.seed()}, run);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            double rate = rates.get(i);
            double adaptive = sweep.mean("am-sgd", rate);
            String at = String.format(Locale.ROOT, "A.logistic.at_%.0f", multiples.get(i));
            figures.add(Figure.of(at + ".over_fixed", adaptive / sweep.mean(fixed(0.9), rate), Better.LOWER)
                    .against(fixed(0.9), sweep.mean(fixed(0.9), rate))
                    .bar(3));
            figures.add(
                    Figure.of(at + ".gap", adaptive, Better.LOWER).against(fixed(0.98), sweep.mean(fixed(0.98), rate)));
        }
        double large = rates.get(rates.size() - 1);
        double plain = sweep.mean(fixed(0), large);
        figures.add(Figure.of("A.logistic.stable_at_20", sweep.mean("am-sgd", large) / plain, Better.LOWER)
                .against("no momentum", plain)
                .bar(0.1));
        return figures;
    }

    /** Both on {@code (x^2 + 20 y^2) / 2} from (1, 1) at a large rate. */
    private void trajectories() throws IOException {
        QuadraticTask plane = QuadraticTask.of(2, 20);
        double rate = 0.08;
        List<Curve> curves = new ArrayList<>();
        for (Contender contender :
                List.of(CONSTANT.adaptiveSgd(List.of(rate)), CONSTANT.momentum(fixed(0.9), 0.9, List.of(rate)))) {
            double[][] path = new double[2][40];
            double[] x = plane.start();
            double[] gradient = new double[2];
            var rule = contender.rule().make(plane.layout(), rate);
            for (int k = 0; k < path[0].length; k++) {
                path[0][k] = x[0];
                path[1][k] = x[1];
                plane.loss(k, x, gradient);
                rule.step(x, gradient);
            }
            curves.add(new Curve(contender.name(), path[0], path[1]));
        }
        new Pictures(run.folder()).lines("trajectories.png", "40 steps on a narrow valley", "x", "y", false, curves);
    }
}
