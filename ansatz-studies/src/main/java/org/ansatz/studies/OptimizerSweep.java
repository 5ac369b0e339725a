package org.ansatz.studies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;

/** Several optimizers, each with a grid of rates, on one task over several seeds, which all of them share. */
final class OptimizerSweep {
    /** Makes a fresh rule for a rate. */
    @FunctionalInterface
    interface RuleMaker {
        UpdateRule make(ParameterLayout layout, double rate);
    }

    /** An optimizer and its rates. */
    record Contender(String name, List<Double> rates, RuleMaker rule) {}

    private final Map<String, Map<Double, List<OptimizerTrace>>> traces = new LinkedHashMap<>();

    /** Runs all of them. */
    static OptimizerSweep run(
            String stage,
            LongFunction<OptimizerTask> taskOfSeed,
            List<Contender> contenders,
            int steps,
            long[] seeds,
            Run run) {
        OptimizerSweep sweep = new OptimizerSweep();
        double all = seeds.length
                * contenders.stream().mapToInt(c -> c.rates().size()).sum();
        double done = 0;
        for (long seed : seeds) {
            try (OptimizerTask task = taskOfSeed.apply(seed)) {
                for (Contender contender : contenders) {
                    for (double rate : contender.rates()) {
                        UpdateRule rule = contender.rule().make(task.layout(), rate);
                        OptimizerTrace trace = OptimizerTrace.of(task, contender.name(), rate, rule, steps, run);
                        sweep.traces
                                .computeIfAbsent(contender.name(), name -> new LinkedHashMap<>())
                                .computeIfAbsent(rate, r -> new ArrayList<>())
                                .add(trace);
                        run.progress(
                                ++done / all, stage + " " + contender.name(), steps, Map.of("score", trace.score()));
                    }
                }
            }
        }
        contenders.forEach(contender -> run.say(sweep.line(stage, contender.name())));
        return sweep;
    }

    private String line(String stage, String name) {
        StringBuilder text = new StringBuilder(stage + ", " + name + ":");
        traces.get(name)
                .keySet()
                .forEach(rate -> text.append(String.format(Locale.ROOT, " %s -> %.4g,", rate, mean(name, rate))));
        List<OptimizerTrace> best = traces.get(name).get(bestRate(name));
        return text.append(String.format(
                        Locale.ROOT,
                        " seeds %.4g to %.4g, %.2f ms per step of which the optimizer takes %.2f",
                        best.stream().mapToDouble(OptimizerTrace::score).min().orElse(Double.NaN),
                        best.stream().mapToDouble(OptimizerTrace::score).max().orElse(Double.NaN),
                        1e3 * secondsPerStep(name),
                        1e3 * updateSecondsPerStep(name)))
                .toString();
    }

    /** Mean score over the seeds. */
    double mean(String name, double rate) {
        return traces.get(name).get(rate).stream()
                .mapToDouble(OptimizerTrace::score)
                .average()
                .orElse(Double.NaN);
    }

    /** The rate with the least mean score. */
    double bestRate(String name) {
        double best = Double.NaN;
        for (double rate : traces.get(name).keySet()) {
            if (Double.isNaN(best) || mean(name, rate) < mean(name, best)) {
                best = rate;
            }
        }
        return best;
    }

    /** The least mean score over the rates. */
    double best(String name) {
        return mean(name, bestRate(name));
    }

    /** The runs at the best rate, by seed. */
    List<OptimizerTrace> bestRuns(String name) {
        return traces.get(name).get(bestRate(name));
    }

    List<OptimizerTrace> runs(String name, double rate) {
        return traces.get(name).get(rate);
    }

    List<String> names() {
        return List.copyOf(traces.keySet());
    }

    List<Double> rates(String name) {
        return List.copyOf(traces.get(name).keySet());
    }

    /** Median over the runs at the best rate. */
    double secondsPerStep(String name) {
        return Trials.median(
                bestRuns(name), trace -> trace.seconds()[trace.seconds().length - 1] / trace.seconds().length);
    }

    double updateSecondsPerStep(String name) {
        return Trials.median(bestRuns(name), trace -> trace.updateSeconds() / trace.losses().length);
    }

    /** The best mean score of every optimizer. */
    List<Figure> scores(String experiment) {
        return traces.keySet().stream()
                .map(name -> Figure.of(experiment + "." + name + ".score", best(name), Better.LOWER))
                .toList();
    }

    /** The best mean score of one by that of another. */
    Figure ratio(String figure, String one, String other) {
        return Figure.of(figure, best(one) / best(other), Better.LOWER).against(other, best(other));
    }
}
