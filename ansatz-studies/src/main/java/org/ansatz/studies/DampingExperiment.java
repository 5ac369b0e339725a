package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ansatz.learn.optim.MatrixMethods;
import org.ansatz.learn.optim.transform.KroneckerFisher.Form;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;
import org.ansatz.learn.optim.transform.KroneckerFisher.Settings;
import org.ansatz.learn.optim.transform.NewtonSchulz;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.OptimizerSweep.Contender;

/** B of {@link Fismo}: the regression of {@link TeacherTask} by FISMO in both forms over the damping, AdamW, Muon,
 * and FISMO with both factors frozen at the identity: Muon's exact polar factor of a plain momentum. */
record DampingExperiment(List<Double> dampings, long[] seeds, Run run) {
    private static final List<Double> ADAM_RATES = List.of(0.01, 0.02);
    private static final List<Double> MUON_RATES = List.of(0.03, 0.05, 0.08);
    private static final List<Double> RATES = List.of(0.02, 0.04, 0.06, 0.08);
    private static final int STEPS = 600;
    private static final double GAMMA = 0.95;
    private static final double MOMENTUM = 0.9;
    private static final String FROZEN = "fismo-frozen";
    private static final String EVERY = "fismo-ns";
    private static final String TENTH = "fismo-ns-every-10";

    private static String name(Scaling scaling, double damping) {
        return String.format(Locale.ROOT, "%s-%s", scaling.name().toLowerCase(Locale.ROOT), damping);
    }

    private static Settings settings(int refresh) {
        return new Settings(GAMMA, 1, Scaling.NORMALISED, refresh, Form.FULL, Form.FULL, false);
    }

    List<Figure> figures() throws IOException {
        OptimizerContenders c = OptimizerContenders.linearTail(STEPS);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(c.adamw(ADAM_RATES));
        contenders.add(c.matrices("muon", MUON_RATES, MatrixMethods.muon(0.95, 5)));
        // What literal factors that stay near the identity come to.
        contenders.add(c.matrices(FROZEN, RATES, MatrixMethods.exactMuon(MOMENTUM, false)));
        for (Scaling scaling : Scaling.values()) {
            for (double damping : dampings) {
                contenders.add(c.matrices(
                        name(scaling, damping),
                        RATES,
                        MatrixMethods.fismo(MOMENTUM, Settings.of(GAMMA, damping, scaling), new Polar())));
            }
        }
        NewtonSchulz quintic = NewtonSchulz.quintic(5);
        contenders.add(c.matrices(EVERY, RATES, MatrixMethods.fismo(MOMENTUM, settings(1), quintic)));
        contenders.add(c.matrices(TENTH, RATES, MatrixMethods.fismo(MOMENTUM, settings(10), quintic)));
        OptimizerSweep sweep = OptimizerSweep.run(
                "B", seed -> new TeacherTask(TeacherTask.Size.STANDARD, seed), contenders, STEPS, seeds, run);
        String normalised = best(sweep, Scaling.NORMALISED);
        String literal = best(sweep, Scaling.LITERAL);
        pictures(sweep, List.of("adamw", "muon", normalised, literal, TENTH));
        List<Figure> figures = new ArrayList<>(sweep.scores("B"));
        double seconds = sweep.secondsPerStep("muon");
        figures.addAll(List.of(
                sweep.ratio("B.normalised.over_adamw", normalised, "adamw").bar(0.9),
                sweep.ratio("B.literal.over_adamw", literal, "adamw").bar(0.75),
                sweep.ratio("B.literal.over_muon", literal, "muon").bar(1.25),
                sweep.ratio("B.literal.over_frozen", literal, FROZEN),
                sweep.ratio("B.frozen.over_muon", FROZEN, "muon"),
                sweep.ratio("B.normalised.over_muon", normalised, "muon"),
                Figure.of("B.every_10.time_over_muon", sweep.secondsPerStep(TENTH) / seconds, Better.LOWER)
                        .against("muon, s per step", seconds)
                        .bar(1.5),
                sweep.ratio("B.every_10.score_over_every_step", TENTH, EVERY).bar(1.05)));
        return figures;
    }

    private String best(OptimizerSweep sweep, Scaling scaling) {
        String best = name(scaling, dampings.get(0));
        for (double damping : dampings) {
            if (sweep.best(name(scaling, damping)) < sweep.best(best)) {
                best = name(scaling, damping);
            }
        }
        return best;
    }

    private void pictures(OptimizerSweep sweep, List<String> names) throws IOException {
        Pictures pictures = new Pictures(run.folder());
        List<Curve> bySteps = new ArrayList<>();
        List<Curve> bySeconds = new ArrayList<>();
        for (String name : names) {
            OptimizerTrace trace = sweep.bestRuns(name).get(0);
            bySteps.add(new Curve(name, trace.steps(), trace.smoothed(20)));
            bySeconds.add(new Curve(name, trace.seconds(), trace.smoothed(20)));
        }
        String title = "Regression, mean of 20 batches";
        pictures.lines("teacher-steps.png", title, "step", "loss", true, bySteps);
        pictures.lines("teacher-seconds.png", title, "wall time in s", "loss", true, bySeconds);
        List<Curve> byDamping = new ArrayList<>();
        double[] at = dampings.stream().mapToDouble(Math::log10).toArray();
        for (Scaling scaling : Scaling.values()) {
            byDamping.add(new Curve(
                    scaling.name().toLowerCase(Locale.ROOT),
                    at,
                    dampings.stream()
                            .mapToDouble(d -> sweep.best(name(scaling, d)))
                            .toArray()));
        }
        double muon = sweep.best("muon");
        byDamping.add(
                new Curve("muon", at, dampings.stream().mapToDouble(d -> muon).toArray()));
        pictures.lines("teacher-damping.png", "Test error at the best rate", "log10 damping", "error", true, byDamping);
    }
}
