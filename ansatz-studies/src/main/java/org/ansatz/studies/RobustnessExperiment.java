package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ansatz.learn.noether.DirectionRmsProp;
import org.ansatz.learn.noether.FrozenNorms;
import org.ansatz.learn.noether.ParameterGroup;
import org.ansatz.learn.noether.RmsPropForm;
import org.ansatz.learn.noether.RmsPropForm.Gradients;
import org.ansatz.learn.optim.Sgd;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.WatchedDescent.Move;

/**
 * C of {@link NoetherLearningDynamics}: the final loss against the learning rate, of all layers or of the normalised ones alone, and
 * against the initial scale, with symmetry breaking and without. Means over seeds.
 */
record RobustnessExperiment(int seeds, Run run) {
    private static final double[] RATES = {0.01, 0.03, 0.1, 0.3, 1, 3};
    private static final double[] GAINS = {0.1, 1, 10};
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 5e-4;
    private static final double USUAL_RATE = 0.1;
    private static final int STEPS = 1000;

    /** Ways to train the rows that have a scale symmetry. */
    enum Arm {
        /** Gradient descent: norms move. */
        NORMAL,
        /** Norms are put back after every step. */
        FROZEN,
        /** Directions by explicit RMSProp. */
        RMSPROP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Move ofRows(NormalisedTask task, double rate) {
            Sgd sgd = rule(task, rate);
            return switch (this) {
                case NORMAL -> sgd::step;
                case FROZEN -> {
                    FrozenNorms norms = new FrozenNorms(task.rows(), task.start());
                    yield (x, gradient) -> {
                        sgd.step(x, gradient);
                        norms.project(x);
                    };
                }
                case RMSPROP ->
                    new DirectionRmsProp(
                            task.rows(), task.start(), new RmsPropForm(rate, MOMENTUM, DECAY), Gradients.WHITE)::step;
            };
        }

        private static Sgd rule(NormalisedTask task, double rate) {
            return new WatchedDescent(rate, MOMENTUM, DECAY, STEPS)
                    .rule(task.layout().size());
        }

        /** Rows in this way, the last layer by gradient descent. */
        Move moves(NormalisedTask task, double rate, double lastRate) {
            Move ofRows = ofRows(task, rate);
            Sgd ofLast = rule(task, lastRate);
            List<ParameterGroup> rows = task.rows();
            return (x, gradient) -> {
                double[] moved = x.clone();
                ofLast.step(moved, gradient);
                ofRows.step(x, gradient);
                rows.forEach(row -> row.copy(x, moved));
                System.arraycopy(moved, 0, x, 0, x.length);
            };
        }
    }

    /** A training: how, at which rates, from which factor on the initial weights. */
    private record Case(Arm arm, double rate, double lastRate, double gain) {
        static Case all(Arm arm, double rate) {
            return new Case(arm, rate, rate, 1);
        }

        static Case hidden(Arm arm, double rate) {
            return new Case(arm, rate, USUAL_RATE, 1);
        }

        static Case scaled(Arm arm, double gain) {
            return new Case(arm, USUAL_RATE, USUAL_RATE, gain);
        }
    }

    /** Makes the case of a rate or a scale. */
    private interface Sweep {
        Case at(Arm arm, double value);
    }

    List<Figure> figures() throws IOException {
        Map<Case, Double> losses = losses();
        pictures(losses);
        List<Figure> figures = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            for (double rate : RATES) {
                figures.add(Figure.of(
                        "C.loss." + arm.word() + ".rate_" + rate, losses.get(Case.all(arm, rate)), Better.LOWER));
            }
        }
        for (Arm arm : List.of(Arm.NORMAL, Arm.RMSPROP)) {
            figures.add(
                    spread("C.spread_over_rates", losses, Case::all, arm, RATES).bar(0.5));
            figures.add(spread("C.spread_over_rates_of_normalised_layers", losses, Case::hidden, arm, RATES));
            figures.add(spread("C.spread_over_initial_scales", losses, Case::scaled, arm, GAINS));
        }
        return figures;
    }

    private static double[] curve(Map<Case, Double> losses, Sweep sweep, Arm arm, double[] at) {
        return Arrays.stream(at).map(value -> losses.get(sweep.at(arm, value))).toArray();
    }

    private static Figure spread(String name, Map<Case, Double> losses, Sweep sweep, Arm arm, double[] at) {
        double frozen = spread(curve(losses, sweep, Arm.FROZEN, at));
        return Figure.of(
                        name + "." + arm.word() + "_over_frozen",
                        spread(curve(losses, sweep, arm, at)) / frozen,
                        Better.LOWER)
                .against("spread with frozen norms", frozen);
    }

    private static double spread(double[] losses) {
        return Arrays.stream(losses).max().orElse(Double.NaN)
                - Arrays.stream(losses).min().orElse(Double.NaN);
    }

    /** Cross-entropy on all training points at the end of every training, means over the seeds. */
    private Map<Case, Double> losses() {
        Set<Case> cases = new LinkedHashSet<>();
        for (Arm arm : Arm.values()) {
            Arrays.stream(RATES).forEach(rate -> cases.add(Case.all(arm, rate)));
            Arrays.stream(RATES).forEach(rate -> cases.add(Case.hidden(arm, rate)));
            Arrays.stream(GAINS).forEach(gain -> cases.add(Case.scaled(arm, gain)));
        }
        Map<Case, Double> losses = new LinkedHashMap<>();
        for (Case one : cases) {
            double sum = 0;
            StringBuilder each = new StringBuilder();
            for (int seed = 0; seed < seeds; seed++) {
                double share = 1.0 / (cases.size() * seeds);
                double from = (losses.size() * seeds + seed) * share;
                double loss = loss(one, run.seed() + seed, RunPart.inMemory(run, from, share, ""));
                each.append(String.format(Locale.ROOT, " %.4f", loss));
                sum += loss;
            }
            run.say(String.format(
                    Locale.ROOT,
                    "C %s: rate %s, of the last layer %s, initial scale %s: losses%s",
                    one.arm().word(),
                    one.rate(),
                    one.lastRate(),
                    one.gain(),
                    each));
            losses.put(one, sum / seeds);
        }
        return losses;
    }

    private double loss(Case one, long seed, Run part) {
        try (NormalisedTask task = new NormalisedTask(NormalisedTask.Size.STANDARD, one.gain(), seed)) {
            Move moves = one.arm().moves(task, one.rate(), one.lastRate());
            return task.score(new WatchedDescent(one.rate(), MOMENTUM, DECAY, STEPS)
                    .train(task, moves, "C " + one.arm().word(), part));
        }
    }

    private void pictures(Map<Case, Double> losses) throws IOException {
        picture("loss-against-rate.png", "rate of all layers", losses, Case::all, RATES);
        picture("loss-against-hidden-rate.png", "rate of the normalised layers", losses, Case::hidden, RATES);
        picture("loss-against-scale.png", "factor on initial weights", losses, Case::scaled, GAINS);
    }

    private void picture(String file, String varied, Map<Case, Double> losses, Sweep sweep, double[] at)
            throws IOException {
        double[] decades = Arrays.stream(at).map(Math::log10).toArray();
        List<Curve> curves = Arrays.stream(Arm.values())
                .map(arm -> new Curve(arm.word(), decades, curve(losses, sweep, arm, at)))
                .toList();
        String title = "Training loss after " + STEPS + " steps, mean of " + seeds;
        new Pictures(run.folder()).lines(file, title, "log10 of the " + varied, "cross-entropy", true, curves);
    }
}
