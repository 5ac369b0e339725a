package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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

/** C of {@link NoetherLearningDynamics}: the final loss against the learning rate and the initial scale, with symmetry breaking and without. */
record RobustnessExperiment(Run run) {
    private static final double[] RATES = {0.01, 0.03, 0.1, 0.3, 1, 3};
    private static final double[] GAINS = {0.1, 1, 10};
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 5e-4;
    private static final double RATE_OF_GAINS = 0.1;
    private static final int STEPS = 1000;

    /** Ways to train. */
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

        Move moves(NormalisedTask task, double rate) {
            Sgd sgd = new WatchedDescent(rate, MOMENTUM, DECAY, STEPS)
                    .rule(task.layout().size());
            List<ParameterGroup> rows = task.rows();
            double[] start = task.start();
            return switch (this) {
                case NORMAL -> sgd::step;
                case FROZEN -> {
                    FrozenNorms norms = new FrozenNorms(rows, start);
                    yield (x, gradient) -> {
                        sgd.step(x, gradient);
                        norms.project(x);
                    };
                }
                case RMSPROP -> {
                    DirectionRmsProp directions =
                            new DirectionRmsProp(rows, start, new RmsPropForm(rate, MOMENTUM, DECAY), Gradients.WHITE);
                    yield (x, gradient) -> {
                        double[] moved = x.clone();
                        sgd.step(moved, gradient);
                        // All but the rows move as in the other arms.
                        directions.step(x, gradient);
                        rows.forEach(row -> row.copy(x, moved));
                        System.arraycopy(moved, 0, x, 0, x.length);
                    };
                }
            };
        }
    }

    /** A training: how, at which rate, from which factor on the initial weights. */
    private record Case(Arm arm, double rate, double gain) {}

    List<Figure> figures() throws IOException {
        Map<Case, Double> losses = losses();
        Map<Arm, double[]> byRate = new EnumMap<>(Arm.class);
        Map<Arm, double[]> byGain = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            byRate.put(
                    arm,
                    Arrays.stream(RATES)
                            .map(rate -> losses.get(new Case(arm, rate, 1)))
                            .toArray());
            byGain.put(
                    arm,
                    Arrays.stream(GAINS)
                            .map(gain -> losses.get(new Case(arm, RATE_OF_GAINS, gain)))
                            .toArray());
        }
        pictures(byRate, byGain);
        List<Figure> figures = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            for (int i = 0; i < RATES.length; i++) {
                figures.add(Figure.of("C.loss." + arm.word() + ".rate_" + RATES[i], byRate.get(arm)[i], Better.LOWER));
            }
        }
        double frozen = spread(byRate.get(Arm.FROZEN));
        figures.add(spreadFigure("C.spread_over_rates", byRate.get(Arm.NORMAL), frozen)
                .bar(0.5));
        figures.add(spreadFigure("C.spread_over_rates.rmsprop", byRate.get(Arm.RMSPROP), frozen)
                .bar(0.5));
        double frozenScales = spread(byGain.get(Arm.FROZEN));
        figures.add(spreadFigure("C.spread_over_initial_scales", byGain.get(Arm.NORMAL), frozenScales));
        figures.add(spreadFigure("C.spread_over_initial_scales.rmsprop", byGain.get(Arm.RMSPROP), frozenScales));
        return figures;
    }

    private static Figure spreadFigure(String name, double[] losses, double frozen) {
        return Figure.of(name + ".over_frozen", spread(losses) / frozen, Better.LOWER)
                .against("spread with frozen norms", frozen);
    }

    private static double spread(double[] losses) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double loss : losses) {
            low = Math.min(low, loss);
            high = Math.max(high, loss);
        }
        return high - low;
    }

    /** Cross-entropy on all training points at the end of every training. */
    private Map<Case, Double> losses() {
        Set<Case> cases = new LinkedHashSet<>();
        for (Arm arm : Arm.values()) {
            for (double rate : RATES) {
                cases.add(new Case(arm, rate, 1));
            }
            for (double gain : GAINS) {
                cases.add(new Case(arm, RATE_OF_GAINS, gain));
            }
        }
        Map<Case, Double> losses = new LinkedHashMap<>();
        for (Case one : cases) {
            Run part = RunPart.inMemory(run, (double) losses.size() / cases.size(), 1.0 / cases.size(), "");
            losses.put(one, loss(one, part));
        }
        return losses;
    }

    private double loss(Case one, Run part) {
        try (NormalisedTask task = new NormalisedTask(NormalisedTask.Size.STANDARD, one.gain(), run.seed())) {
            double[] end = new WatchedDescent(one.rate(), MOMENTUM, DECAY, STEPS)
                    .train(
                            task,
                            one.arm().moves(task, one.rate()),
                            "C " + one.arm().word(),
                            part);
            double loss = task.score(end);
            run.say(String.format(
                    Locale.ROOT,
                    "C %s: rate %s, initial scale %s: loss %.4f",
                    one.arm().word(),
                    one.rate(),
                    one.gain(),
                    loss));
            return loss;
        }
    }

    private void pictures(Map<Arm, double[]> byRate, Map<Arm, double[]> byGain) throws IOException {
        Pictures pictures = new Pictures(run.folder());
        List<Curve> rates = new ArrayList<>();
        List<Curve> gains = new ArrayList<>();
        double[] atRate = Arrays.stream(RATES).map(Math::log10).toArray();
        double[] atGain = Arrays.stream(GAINS).map(Math::log10).toArray();
        byRate.forEach((arm, losses) -> rates.add(new Curve(arm.word(), atRate, losses)));
        byGain.forEach((arm, losses) -> gains.add(new Curve(arm.word(), atGain, losses)));
        pictures.lines(
                "loss-against-rate.png",
                "Training loss after 1000 steps",
                "log10 of the learning rate",
                "cross-entropy",
                true,
                rates);
        pictures.lines(
                "loss-against-scale.png",
                "Training loss after 1000 steps at rate " + RATE_OF_GAINS,
                "log10 of the factor on initial weights",
                "cross-entropy",
                true,
                gains);
    }
}
