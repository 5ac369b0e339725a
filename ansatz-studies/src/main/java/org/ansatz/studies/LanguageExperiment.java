package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.MatrixMethods;
import org.ansatz.learn.optim.MatrixMethods.Form;
import org.ansatz.learn.optim.MatrixRule;
import org.ansatz.learn.optim.MatrixRule.Matrices;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.OptimizerSweep.Contender;

/**
 * B of {@link Auon}: a small decoder on the language of {@link MarkovTask}. Embedding, head and scales go to Adam as in the
 * released code; rates stay, then fall to a tenth over the last 45 % of the steps.
 */
record LanguageExperiment(int steps, Run run) {
    private static final double CONSTANT_SHARE = 0.55;
    private static final double REST_RATE = 8e-3;
    private static final double MOMENTUM = 0.95;
    private static final double DECAY = 0.01;

    private Schedule schedule(double rate) {
        return Schedule.linearTail(rate, 0.1 * rate, steps, CONSTANT_SHARE);
    }

    private Contender matrices(String name, List<Double> rates, MatrixRule.Method method) {
        return new Contender(
                name,
                rates,
                (layout, rate) -> new MatrixRule(
                        layout,
                        Matrices.HIDDEN,
                        method,
                        schedule(rate),
                        DECAY,
                        dimension -> new Adam(dimension, schedule(REST_RATE), 0.8, 0.95, 1e-10, 0)));
    }

    List<Figure> figures() throws IOException {
        List<Contender> contenders = List.of(
                new Contender(
                        "adamw",
                        List.of(3e-3, 1e-2, 2e-2),
                        (layout, rate) -> Adam.decoupled(layout.size(), schedule(rate), DECAY)),
                matrices("muon", List.of(0.01, 0.03, 0.06), MatrixMethods.muon(MOMENTUM, 5)),
                matrices("auon", List.of(0.02, 0.055, 0.1), MatrixMethods.auon(MOMENTUM, Form.PAPER)),
                matrices("hybrid-auon", List.of(0.015, 0.03, 0.05), MatrixMethods.hybridAuon(MOMENTUM, Form.PAPER)));
        OptimizerSweep sweep = OptimizerSweep.run(
                "B",
                seed -> new MarkovTask(MarkovTask.Size.STANDARD, seed),
                contenders,
                steps,
                new long[] {run.seed()},
                run);
        List<Figure> figures = new ArrayList<>(sweep.scores("B"));
        List<Curve> losses = new ArrayList<>();
        try (MarkovTask task = new MarkovTask(MarkovTask.Size.STANDARD, run.seed())) {
            for (String name : sweep.names()) {
                OptimizerTrace trace = sweep.bestRuns(name).get(0);
                double beyond = task.heldBackLoss(trace.point()) - MarkovTask.entropy();
                figures.add(Figure.of("B." + name + ".held_back_over_entropy", beyond, Better.LOWER)
                        .in("nat"));
                figures.add(Figure.of("B." + name + ".step", sweep.secondsPerStep(name), Better.LOWER)
                        .in("s"));
                losses.add(new Curve(name, trace.steps(), trace.smoothed(20)));
            }
        }
        new Pictures(run.folder())
                .lines("language-losses.png", "Language, mean of 20 batches", "step", "nats", false, losses);
        double muon = sweep.updateSecondsPerStep("muon");
        figures.addAll(List.of(
                sweep.ratio("B.hybrid-auon.over_adamw", "hybrid-auon", "adamw")
                        .paper(0.615)
                        .bar(1),
                sweep.ratio("B.hybrid-auon.over_muon", "hybrid-auon", "muon").paper(1.13),
                Figure.of(
                                "B.hybrid-auon.update_over_muon",
                                sweep.updateSecondsPerStep("hybrid-auon") / muon,
                                Better.LOWER)
                        .against("muon, s", muon)
                        .bar(1),
                Figure.of("B.auon.update_over_muon", sweep.updateSecondsPerStep("auon") / muon, Better.LOWER)
                        .against("muon, s", muon)
                        .bar(0.5)));
        return figures;
    }
}
