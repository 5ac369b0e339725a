package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ansatz.learn.optim.AdaptiveMemoryAdam;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;

/** B and C of {@link AdaptiveMemoryMomentum}: the regression of {@link TeacherTask} with adaptive and fixed momentum. */
record TeacherMomentum(
        OptimizerSweep sweep,
        OptimizerContenders contenders,
        TeacherTask.Size size,
        int steps,
        long[] seeds,
        boolean tiny,
        Run run) {
    private static final List<Double> SGD_RATES = List.of(0.3, 1.0, 3.0);
    private static final List<Double> ADAM_RATES = List.of(3e-3, 1e-2, 2e-2);
    private static final String FIXED = "sgd";
    private static final int BEGINNING = 50;

    static TeacherMomentum run(boolean tiny, long[] seeds, Run run) throws IOException {
        TeacherTask.Size size = tiny ? TeacherTask.Size.TINY : TeacherTask.Size.STANDARD;
        int steps = tiny ? 120 : 600;
        OptimizerContenders c = OptimizerContenders.linearTail(steps);
        OptimizerSweep sweep = OptimizerSweep.run(
                "B",
                seed -> new TeacherTask(size, seed),
                List.of(
                        c.momentum(FIXED, 0.9, SGD_RATES),
                        c.adaptiveSgd(SGD_RATES),
                        c.adamw(ADAM_RATES),
                        c.adaptiveAdam(ADAM_RATES)),
                steps,
                seeds,
                run);
        return new TeacherMomentum(sweep, c, size, steps, seeds, tiny, run);
    }

    List<Figure> figures() throws IOException {
        pictures();
        List<Figure> figures = new ArrayList<>(sweep.scores("B"));
        double largest = SGD_RATES.get(SGD_RATES.size() - 1);
        Figure best = sweep.ratio("B.am-sgd.over_fixed", "am-sgd", FIXED);
        double fixed = sweep.mean(FIXED, largest);
        Figure large = Figure.of("B.am-sgd.over_fixed_at_largest", sweep.mean("am-sgd", largest) / fixed, Better.LOWER)
                .against(FIXED, fixed);
        Figure adam = sweep.ratio("B.am-adamw.over_adamw", "am-adamw", "adamw");
        figures.add(tiny ? best : best.bar(0.95));
        figures.add(tiny ? large : large.bar(0.85));
        figures.add(tiny ? adam.bar(1.2) : adam.bar(1.01));
        return figures;
    }

    private void pictures() throws IOException {
        Pictures pictures = new Pictures(run.folder());
        List<Curve> losses = new ArrayList<>();
        for (String name : sweep.names()) {
            OptimizerTrace trace = sweep.bestRuns(name).get(0);
            losses.add(new Curve(name, trace.steps(), trace.smoothed(20)));
        }
        pictures.lines("teacher-losses.png", "Regression, mean of 20 batches", "step", "loss", true, losses);
        double[][] band = new double[3][steps];
        try (TeacherTask task = new TeacherTask(size, seeds[0])) {
            double rate = sweep.bestRate("am-adamw");
            var rule = (AdaptiveMemoryAdam)
                    contenders.adaptiveAdam(List.of(rate)).rule().make(task.layout(), rate);
            OptimizerTrace.of(
                    task,
                    "am-adamw",
                    rate,
                    rule,
                    steps,
                    step -> {
                        double[] betas = rule.betas();
                        band[0][(int) step] = Arrays.stream(betas).min().orElse(Double.NaN);
                        band[1][(int) step] = Arrays.stream(betas).average().orElse(Double.NaN);
                        band[2][(int) step] = Arrays.stream(betas).max().orElse(Double.NaN);
                    },
                    run);
        }
        double[] at = losses.get(0).x();
        pictures.lines(
                "teacher-betas.png",
                "am-adamw, momentum of the parameter arrays",
                "step",
                "beta",
                false,
                List.of(
                        new Curve("least", at, band[0]),
                        new Curve("mean", at, band[1]),
                        new Curve("largest", at, band[2])));
    }

    /** C: three times AdamW's best rate, no warm-up. */
    List<Figure> withoutWarmUp() {
        List<Double> rate = Collections.singletonList(3 * sweep.bestRate("adamw"));
        OptimizerSweep large = OptimizerSweep.run(
                "C",
                seed -> new TeacherTask(size, seed),
                List.of(contenders.adamw(rate), contenders.adaptiveAdam(rate)),
                steps,
                seeds,
                run);
        double highest = highest(large, "adamw");
        return List.of(
                large.ratio("C.am-adamw.over_adamw", "am-adamw", "adamw").bar(1),
                Figure.of("C.am-adamw.largest_early_loss_ratio", highest(large, "am-adamw") / highest, Better.LOWER)
                        .against("adamw", highest)
                        .bar(1));
    }

    /** Largest loss of the first steps, mean over the seeds. */
    private static double highest(OptimizerSweep sweep, String name) {
        return sweep.bestRuns(name).stream()
                .mapToDouble(trace -> trace.largestLoss(BEGINNING))
                .average()
                .orElse(Double.NaN);
    }
}
