package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ansatz.dynamics.learning.AdaptationTrace;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.MetaTrial.Adapted;
import org.ansatz.studies.MetaTrial.Distribution;

/**
 * E1 for one distribution and one held-out system: means over seeds of medians over test trajectories, by two protocols: P1, every
 * model adapts at the rate of meta-training; P2, every model at the better of that and three times that, figure by figure.
 */
final class LeaveOneOutExperiment {
    private static final List<String> PROTOCOLS = List.of("P1", "P2");
    private static final Map<String, ToDoubleFunction<AdaptationTrace>> MEASURES = measures();

    private final Distribution distribution;
    private final String system;
    private final boolean barred;
    private final List<List<Adapted>> seeds = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /** @param barred whether the bars hold: they were set for the standard size */
    LeaveOneOutExperiment(Distribution distribution, String system, boolean barred) {
        this.distribution = distribution;
        this.system = system;
        this.barred = barred;
    }

    private static Map<String, ToDoubleFunction<AdaptationTrace>> measures() {
        Map<String, ToDoubleFunction<AdaptationTrace>> measures = new LinkedHashMap<>();
        for (int step : new int[] {1, 5, 10, 50}) {
            measures.put("field_" + step, trace -> trace.field(step));
        }
        for (int step : new int[] {10, 50}) {
            measures.put("path_" + step, trace -> trace.path(step));
            measures.put("energy_" + step, trace -> trace.energy(step));
        }
        return measures;
    }

    void add(List<Adapted> ofSeed) {
        seeds.add(ofSeed);
    }

    private double mean(String model, String protocol, ToDoubleFunction<AdaptationTrace> measure) {
        return seeds.stream()
                .mapToDouble(seed -> measure.applyAsDouble(MetaTrial.best(seed, model, protocol.equals("P2"), measure)
                        .trace()))
                .average()
                .orElseThrow();
    }

    /** How a model fares against the pre-trained one. */
    double ratio(String protocol, String measure) {
        ToDoubleFunction<AdaptationTrace> value = MEASURES.get(measure);
        return mean(MetaTrial.META, protocol, value) / mean(MetaTrial.PRE, protocol, value);
    }

    /** All figures; a bar that does not apply is left out. */
    List<Figure> figures() throws IOException {
        boolean longer = seeds.get(0).stream().anyMatch(one -> one.model().equals(MetaTrial.LONG_PRE));
        for (String protocol : PROTOCOLS) {
            MEASURES.forEach((name, measure) -> {
                double meta = mean(MetaTrial.META, protocol, measure);
                double pre = mean(MetaTrial.PRE, protocol, measure);
                add(name(protocol, name, "meta"), meta, absolute(protocol, name), pre);
                add(name(protocol, name, "random"), mean(MetaTrial.RANDOM, protocol, measure), Double.NaN, pre);
                if (longer) {
                    add(
                            name(protocol, name, "pretrained_5x"),
                            mean(MetaTrial.LONG_PRE, protocol, measure),
                            Double.NaN,
                            pre);
                }
                double required = toPretrained(protocol, name);
                if (!Double.isNaN(required)) {
                    add(name(protocol, name, "meta_to_pretrained"), meta / pre, required, Double.NaN);
                }
            });
        }
        ToDoubleFunction<AdaptationTrace> field = MEASURES.get("field_10");
        double random = mean(MetaTrial.RANDOM, "P2", field);
        add(
                prefix() + ".field_10.meta_to_random",
                mean(MetaTrial.META, "P1", field) / random,
                distribution == Distribution.U ? 0.6 : pendulum() ? 0.25 : Double.NaN,
                Double.NaN);
        change();
        return figures;
    }

    /** How much adaptation changes the last hidden layer; a random model at the better of its rates, as it is judged elsewhere. */
    private void change() {
        double meta = mean(MetaTrial.META, "P1", AdaptationTrace::change);
        double random = seeds.stream()
                .mapToDouble(seed -> MetaTrial.best(seed, MetaTrial.RANDOM, true, trace -> trace.field(50))
                        .trace()
                        .change())
                .average()
                .orElseThrow();
        add(prefix() + ".cka_change.meta", meta, Double.NaN, mean(MetaTrial.PRE, "P1", AdaptationTrace::change));
        add(prefix() + ".cka_change.random", random, Double.NaN, Double.NaN);
        // At the rate of meta-training a random model hardly learns anything, and so hardly changes.
        double slow = mean(MetaTrial.RANDOM, "P1", AdaptationTrace::change);
        add(prefix() + ".cka_change.random_at_training_rate", slow, Double.NaN, Double.NaN);
        add(prefix() + ".cka_change.meta_to_random", meta / random, 1, Double.NaN);
    }

    private double toPretrained(String protocol, String measure) {
        boolean early = measure.equals("field_10") || (measure.equals("field_5") && protocol.equals("P2"));
        if (!early) {
            return Double.NaN;
        }
        if (distribution == Distribution.U) {
            return protocol.equals("P1") ? 1.1 : Double.NaN;
        }
        if (protocol.equals("P1")) {
            return pendulum() ? 0.6 : 0.9;
        }
        return pendulum() ? 1 : Double.NaN;
    }

    private double absolute(String protocol, String measure) {
        if (distribution == Distribution.U || !pendulum() || !protocol.equals("P1")) {
            return Double.NaN;
        }
        return measure.equals("field_10") ? 0.18 : measure.equals("path_50") ? 0.1 : Double.NaN;
    }

    private boolean pendulum() {
        return system.equals("pendulum");
    }

    private String prefix() {
        return "E1." + distribution + "." + system;
    }

    private String name(String protocol, String measure, String model) {
        return prefix() + "." + protocol + "." + measure + "." + model;
    }

    private void add(String name, double value, double bar, double pre) {
        Figure figure = Figure.of(name, value, Better.LOWER);
        if (!Double.isNaN(pre)) {
            figure = figure.against(MetaTrial.PRE, pre);
        }
        boolean known = system.equals("pendulum") || system.equals("magnetic-mirror");
        figures.add(barred && known && !Double.isNaN(bar) ? figure.bar(bar) : figure);
    }
}
