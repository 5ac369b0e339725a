package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.operator.conv.KernelShape;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.GeneratorTrial.Outcome;

/** The figures of {@link AprioriCompressedCnn}, experiment by experiment. */
final class AprioriExperiments {
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

    void add(List<Figure> others) {
        figures.addAll(others);
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

    /** E2. */
    void generators(GeneratorRuns all, GeneratorRuns few, List<KernelFormat> formats, List<Double> rates)
            throws IOException {
        GeneratorExperiment experiment = new GeneratorExperiment(all, formats, rates, pictures);
        experiment.compare();
        experiment.cutAfterwards();
        experiment.fewDraws(few);
        figures.addAll(experiment.figures());
    }

    /** Autoencoders, every format at the best of the rates. */
    void autoencoders(GeneratorRuns runs, List<KernelFormat> formats, List<Double> rates) throws IOException {
        Map<KernelFormat, Double> best = runs.bestRates(formats, rates);
        List<Outcome> first = new ArrayList<>();
        List<GeneratorRuns.Contender> contenders = new ArrayList<>();
        best.forEach((format, rate) -> contenders.add(new GeneratorRuns.Contender(format, rate)));
        runs.train(contenders);
        double dense = runs.error(contenders.get(0));
        long kernels = 0;
        for (GeneratorRuns.Contender contender : contenders) {
            first.add(runs.of(contender).get(0));
            String name = "AE." + GeneratorExperiment.slug(contender.format());
            long own = first.get(first.size() - 1).surrogate().network().kernelParameterCount();
            kernels = Math.max(kernels, own);
            add(Figure.of(name + ".error", runs.error(contender), Better.LOWER).against("dense", dense));
            add(Figure.of(name + ".gap", runs.gap(contender), Better.LOWER)
                    .against("dense", runs.gap(contenders.get(0))));
            add(Figure.of(name + ".error_ratio", runs.error(contender) / dense, Better.LOWER));
            add(Figure.of(name + ".kernel_saving", (double) kernels / own, Better.HIGHER));
        }
        pictures.losses("AE-loss", "Autoencoders: first seed", first);
    }

    /** E3 for some formats. */
    void submodels(WaveDraws test, Map<KernelFormat, Outcome> outcomes) {
        WaveDraws some = test.first(Math.min(SUBMODELS, test.pulses().size()));
        for (Outcome outcome : outcomes.values()) {
            SubmodelTrial trial = SubmodelTrial.of(some, outcome.surrogate());
            String name = "E3." + GeneratorExperiment.slug(outcome.format());
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
