package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.operator.conv.ConvCost;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.operator.conv.KernelShape;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.GeneratorTrial.Outcome;

/** The figures of {@link AprioriCompressedCnn}, experiment by experiment. */
final class AprioriExperiments {
    // Of what the kernels already are, a cut network changes with a small rate.
    private static final double TUNING_RATE = 1e-3;
    private static final int TUNING_STEPS = 500;
    // Test draws that are solved again with finite elements.
    private static final int SUBMODELS = 20;

    private final AprioriPictures pictures;
    private final Run run;
    private final List<Figure> figures = new ArrayList<>();

    AprioriExperiments(Run run) {
        this.run = run;
        pictures = new AprioriPictures(run.folder());
    }

    List<Figure> figures() {
        return figures;
    }

    private void add(Figure figure) {
        figures.add(figure);
    }

    /** E1 with one number of taps. */
    void recovery(StepRecovery experiment) throws IOException {
        String name = "E1.k" + experiment.taps();
        KernelShape shape = new KernelShape(1, 2, 2, experiment.taps());
        KernelFormat.canonical(2).warning(shape).ifPresent(run::say);
        List<StepRecovery.Outcome> outcomes = new ArrayList<>();
        for (KernelFormat format :
                List.of(KernelFormat.dense(), KernelFormat.canonical(2), KernelFormat.canonical(1))) {
            outcomes.add(experiment.train(format, run.seed(), run::stopRequested));
        }
        double floor = experiment.floor();
        StepRecovery.Outcome dense = outcomes.get(0);
        StepRecovery.Outcome two = outcomes.get(1);
        double one = outcomes.get(2).firstError();
        add(Figure.of(name + ".dense_kernel_error", dense.error(), Better.LOWER).bar(1e-8));
        add(Figure.of(name + ".rank2_kernel_error", two.error(), Better.LOWER)
                .bar(1e-6)
                .against("dense", dense.error()));
        add(Figure.of(name + ".rank1_kernel_error", one, Better.HIGHER)
                .bar(0.99 * floor)
                .against("best rank one", floor));
        add(Figure.of(name + ".rank1_above_floor", one / floor - 1, Better.LOWER)
                .bar(0.01));
        add(Figure.of(name + ".rank2_parameters", (double) two.parameters(), Better.NEITHER)
                .against("dense", (double) dense.parameters()));
        pictures.recovery(name.replace('.', '-') + "-loss.png", outcomes);
    }

    /**
     * E2 with all draws. Every format tries all rates with the first seed, and the one with the least error on held-back draws
     * serves its other seeds: a step of Adam changes a product of small filters by less of itself than a dense kernel, so
     * that one rate for all would compare rates.
     *
     * @return the outcomes of the first seed
     */
    Map<KernelFormat, Outcome> generators(
            GeneratorTrial trial, List<KernelFormat> formats, int seeds, int threads, List<Double> candidates)
            throws IOException {
        Map<KernelFormat, Double> rates = new LinkedHashMap<>();
        Map<KernelFormat, List<Outcome>> all = train(trial, formats, seeds, threads, candidates, rates);
        double dense = mean(all.get(KernelFormat.dense()));
        Map<KernelFormat, Outcome> first = new LinkedHashMap<>();
        List<ConvCost> costs = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (KernelFormat format : formats) {
            List<Outcome> outcomes = all.get(format);
            first.put(format, outcomes.get(0));
            ConvCost cost = ConvCost.of(outcomes.get(0).surrogate().network());
            costs.add(cost);
            errors.add(mean(outcomes));
            String name = "E2." + slug(format);
            add(Figure.of(name + ".error", mean(outcomes), Better.LOWER).against("dense", dense));
            add(Figure.of(name + ".error_95", outcomes.get(0).quantile95(), Better.LOWER));
            add(Figure.of(name + ".error_largest", outcomes.get(0).largestError(), Better.LOWER));
            add(Figure.of(name + ".gap", Trials.median(outcomes, Outcome::gap), Better.LOWER));
            add(Figure.of(name + ".rate", rates.get(format), Better.NEITHER));
            add(Figure.of(name + ".parameters", (double) cost.parameters(), Better.LOWER));
            add(Figure.of(name + ".kernel_parameters", (double) cost.kernels(), Better.LOWER));
            add(Figure.of(name + ".bytes", (double) cost.bytes(), Better.LOWER).in("B"));
            add(Figure.of(name + ".latency", cost.latencySeconds(), Better.LOWER)
                    .in("s"));
            if (!format.equals(KernelFormat.dense())) {
                Figure ratio = Figure.of(name + ".error_ratio", mean(outcomes) / dense, Better.LOWER);
                add(bar(format) > 0 ? ratio.bar(bar(format)) : ratio);
                double saving = (double) costs.get(0).kernels() / cost.kernels();
                Figure factor = Figure.of(name + ".kernel_saving", saving, Better.HIGHER);
                add(format.equals(KernelFormat.canonical(2)) ? factor.bar(3.5) : factor);
            }
        }
        pictures.costs(formats, costs, errors);
        pictures.losses("E2-loss", "E2: first seed", List.copyOf(first.values()));
        return first;
    }

    private static double bar(KernelFormat format) {
        return format.equals(KernelFormat.canonical(2)) ? 1.15 : format.equals(KernelFormat.canonical(1)) ? 1.4 : 0;
    }

    private Map<KernelFormat, List<Outcome>> train(
            GeneratorTrial trial,
            List<KernelFormat> formats,
            int seeds,
            int threads,
            List<Double> candidates,
            Map<KernelFormat, Double> rates)
            throws IOException {
        List<Trials.Trial<Outcome>> work = new ArrayList<>();
        for (KernelFormat format : formats) {
            for (double rate : candidates) {
                work.add(() -> trained(trial, format, run.seed(), rate));
            }
        }
        Map<KernelFormat, List<Outcome>> all = new LinkedHashMap<>();
        for (Outcome outcome : Trials.run(threads, work)) {
            List<Outcome> best = all.computeIfAbsent(outcome.format(), key -> new ArrayList<>());
            if (best.isEmpty() || outcome.heldBack() < best.get(0).heldBack()) {
                best.clear();
                best.add(outcome);
                rates.put(outcome.format(), outcome.rate());
            }
        }
        List<Trials.Trial<Outcome>> others = new ArrayList<>();
        for (KernelFormat format : formats) {
            for (int k = 1; k < seeds; k++) {
                long seed = run.seed() + k;
                others.add(() -> trained(trial, format, seed, rates.get(format)));
            }
        }
        for (Outcome outcome : Trials.run(threads, others)) {
            all.get(outcome.format()).add(outcome);
        }
        return all;
    }

    private Outcome trained(GeneratorTrial trial, KernelFormat format, long seed, double rate) throws IOException {
        Outcome outcome = trial.train(format, seed, rate);
        run.say(String.format(
                java.util.Locale.ROOT,
                "%s, %d draws, seed %d, rate %g: test %.4f, training %.4f",
                format.label(),
                trial.training().draws(),
                seed,
                rate,
                outcome.mean(),
                outcome.trainingError()));
        return outcome;
    }

    private static double mean(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::mean).average().orElseThrow();
    }

    /** The label as a word of a figure's name. */
    private static String slug(KernelFormat format) {
        return format.label().replace(" = ", "").replaceAll("[^A-Za-z0-9]+", "_");
    }

    /** E2's baseline: dense kernels cut after training, without and with further training. */
    void postHoc(GeneratorTrial trial, Outcome dense) throws IOException {
        for (KernelFormat format :
                List.of(KernelFormat.canonical(1), KernelFormat.canonical(2), KernelFormat.hierarchical(2, 2))) {
            Outcome cut = trial.cut(dense, format);
            String name = "E2.posthoc_" + slug(format);
            Figure factor = Figure.of(name + ".error_ratio", cut.mean() / dense.mean(), Better.HIGHER);
            add(format.equals(KernelFormat.canonical(1)) ? factor.bar(2) : factor);
            Outcome tuned = trial.tuned(cut, TUNING_RATE, Math.min(TUNING_STEPS, trial.steps()));
            add(Figure.of(name + ".tuned_error_ratio", tuned.mean() / dense.mean(), Better.LOWER));
        }
    }

    /** E2 with few draws: who fits noise. */
    void fewDraws(GeneratorTrial trial, Map<KernelFormat, Double> rates, int seeds, int threads) throws IOException {
        List<KernelFormat> formats =
                List.of(KernelFormat.dense(), KernelFormat.canonical(1), KernelFormat.canonical(2));
        List<Trials.Trial<Outcome>> work = new ArrayList<>();
        for (KernelFormat format : formats) {
            for (int k = 0; k < seeds; k++) {
                long seed = run.seed() + k;
                work.add(() -> trained(trial, format, seed, rates.get(format)));
            }
        }
        Map<KernelFormat, List<Outcome>> all = new LinkedHashMap<>();
        Trials.run(threads, work).forEach(outcome -> all.computeIfAbsent(outcome.format(), key -> new ArrayList<>())
                .add(outcome));
        List<Outcome> dense = all.get(formats.get(0));
        double denseGap = meanGap(dense);
        for (KernelFormat format : formats) {
            String name = "E2.few_" + slug(format);
            add(Figure.of(name + ".error", mean(all.get(format)), Better.LOWER).against("dense", mean(dense)));
            add(Figure.of(name + ".gap", meanGap(all.get(format)), Better.LOWER).against("dense", denseGap));
        }
        double smaller = Math.min(meanGap(all.get(formats.get(1))), meanGap(all.get(formats.get(2))));
        add(Figure.of("E2.few.gap_ratio", smaller / denseGap, Better.LOWER).bar(1));
        add(Figure.of("E2.few.R1_error_ratio", mean(all.get(formats.get(1))) / mean(dense), Better.LOWER));
        pictures.losses(
                "E2-few-loss",
                "E2: " + trial.training().draws() + " draws",
                all.values().stream().map(outcomes -> outcomes.get(0)).toList());
    }

    private static double meanGap(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::gap).average().orElseThrow();
    }

    /** E3 for some formats. */
    void submodels(WaveDraws test, List<Outcome> outcomes) {
        WaveDraws some = test.first(Math.min(SUBMODELS, test.pulses().size()));
        for (Outcome outcome : outcomes) {
            SubmodelTrial trial = SubmodelTrial.of(some, outcome.surrogate());
            String name = "E3." + slug(outcome.format());
            add(Figure.of(name + ".trace_error", trial.traceError(), Better.LOWER));
            add(Figure.of(name + ".interior_error", trial.interiorError(), Better.LOWER)
                    .against("true boundary values", trial.splineError()));
            add(Figure.of(name + ".interior_by_trace", trial.interiorError() / trial.traceError(), Better.LOWER)
                    .bar(1.2));
            add(Figure.of(name + ".arrival_frames", trial.arrival(), Better.LOWER)
                    .bar(1));
        }
    }

    /** Frames, errors by rank, filters. */
    void draw(WaveDraws test, Map<KernelFormat, Outcome> first) throws IOException {
        List<Outcome> canonical = first.values().stream()
                .filter(outcome -> outcome.format() instanceof KernelFormat.Canonical)
                .toList();
        Outcome dense = first.get(KernelFormat.dense());
        List<Outcome> shown = new ArrayList<>(List.of(dense));
        canonical.stream().limit(2).forEach(shown::add);
        pictures.frames(test, 0, shown);
        if (!canonical.isEmpty()) {
            pictures.errors(canonical, dense);
            pictures.filters(canonical.get(0));
        }
    }
}
