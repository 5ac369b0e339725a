package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.CollocationExperiment.Trained;
import org.ansatz.studies.CollocationExperiment.Variant;

/** The variants of a {@link CollocationExperiment} over several seeds, and the figures that compare their medians. */
final class VariantComparison {
    /**
     * What must come out.
     *
     * @param error of M4, NaN for none
     * @param ratio of the errors of M1 and M4
     * @param paperM1 and paperM4: relative errors of the paper after 40,000 steps
     */
    record Bars(double error, double ratio, double paperM1, double paperM4) {}

    private final Map<Variant, List<Trained>> runs;

    private VariantComparison(Map<Variant, List<Trained>> runs) {
        this.runs = runs;
    }

    /** Trains every variant with every seed, {@code threads} runs at a time. */
    static VariantComparison train(
            CollocationExperiment experiment,
            List<Variant> variants,
            int steps,
            Optimizer.Factory method,
            long[] seeds,
            int threads,
            Run run)
            throws IOException {
        List<Trials.Trial<Trained>> trials = new ArrayList<>();
        for (long seed : seeds) {
            variants.forEach(variant -> trials.add(() -> experiment.train(variant, steps, method, seed, run)));
        }
        Map<Variant, List<Trained>> done = new EnumMap<>(Variant.class);
        for (Trained trained : Trials.run(threads, trials)) {
            done.computeIfAbsent(trained.variant(), v -> new ArrayList<>()).add(trained);
        }
        return new VariantComparison(done);
    }

    /** The run with the first seed, of every variant. */
    List<Trained> first() {
        return runs.values().stream().map(list -> list.get(0)).toList();
    }

    /**
     * Error, unweighted losses and weights of every variant, and the ratio of the errors of M1 and M4; medians over the
     * seeds. Losses and weights are those of the last step.
     */
    List<Figure> figures(String experiment, Bars bars) {
        List<Figure> figures = new ArrayList<>();
        double plain = Trials.median(runs.get(Variant.M1), Trained::relativeL2);
        String baseline = "M1: plain network, fixed weights";
        runs.forEach((variant, list) -> {
            String prefix = experiment + "." + variant + ".";
            Figure error = Figure.of(prefix + "relative_l2", Trials.median(list, Trained::relativeL2), Better.LOWER);
            figures.add(
                    switch (variant) {
                        case M1 -> error.paper(bars.paperM1());
                        // The two cures alone have to be better than none.
                        case M2, M3 ->
                            error.against(baseline, plain).paper(2e-2).bar(plain);
                        case M4 ->
                            error.against(baseline, plain).paper(bars.paperM4()).bar(bars.error());
                    });
            for (String term : list.get(0).losses().keySet()) {
                double loss = Trials.median(list, t -> t.losses().get(term));
                figures.add(Figure.of(prefix + "loss." + term, loss, Better.LOWER));
                if (variant.annealed && !term.equals("residual")) {
                    double lambda = Trials.median(list, t -> t.weights().get(term));
                    figures.add(Figure.of(prefix + "lambda." + term, lambda, Better.HIGHER)
                            .bar(1));
                }
            }
        });
        double ratio = plain / Trials.median(runs.get(Variant.M4), Trained::relativeL2);
        figures.add(Figure.of(experiment + ".relative_l2_ratio", ratio, Better.HIGHER)
                .paper(bars.paperM1() / bars.paperM4())
                .bar(bars.ratio()));
        return figures;
    }
}
