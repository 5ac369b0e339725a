package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.operator.conv.ConvCost;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.GeneratorRuns.Contender;
import org.ansatz.studies.GeneratorTrial.Outcome;

/**
 * E2 of arXiv 2304.04964's study: formats against dense kernels.
 *
 * <p>Compressed formats try all rates with the first seed, and the one with the least error on held-back draws serves their other seeds.
 * Dense kernels are trained with the first rate, as the experiment's protocol says, and this is what its bars compare with;
 * and at the best of the rates as well, {@code dense_tuned}, because a step of Adam changes a product of small filters by less of
 * itself than a dense kernel, so that the protocol compares rates, too.
 */
final class GeneratorExperiment {
    private static final KernelFormat DENSE = KernelFormat.dense();
    private static final KernelFormat ONE = KernelFormat.canonical(1);
    private static final KernelFormat TWO = KernelFormat.canonical(2);
    // Of what the kernels already are, a cut network changes with a small rate.
    private static final double TUNING_RATE = 1e-3;
    private static final int TUNING_STEPS = 500;

    private final GeneratorRuns runs;
    private final AprioriPictures pictures;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<KernelFormat, Double> rates;
    private final Contender plain;
    private final Contender tuned;

    /** Trains the first seed of all formats at all rates. */
    GeneratorExperiment(
            GeneratorRuns runs, List<KernelFormat> formats, List<Double> candidates, AprioriPictures pictures)
            throws IOException {
        this.runs = runs;
        this.pictures = pictures;
        rates = runs.bestRates(formats, candidates);
        plain = new Contender(DENSE, candidates.get(0));
        tuned = best(DENSE);
    }

    private Contender best(KernelFormat format) {
        return new Contender(format, rates.get(format));
    }

    List<Figure> figures() {
        return figures;
    }

    private void add(Figure figure) {
        figures.add(figure);
    }

    /** The best outcomes with the first seed. */
    Map<KernelFormat, Outcome> first() {
        Map<KernelFormat, Outcome> first = new LinkedHashMap<>();
        rates.forEach((format, rate) -> first.put(format, runs.of(best(format)).get(0)));
        return first;
    }

    /** With all draws. */
    void compare() throws IOException {
        List<Contender> contenders = new ArrayList<>(List.of(plain));
        rates.keySet().forEach(format -> contenders.add(best(format)));
        runs.train(contenders);
        ConvCost dense = ConvCost.of(first().get(DENSE).surrogate().network());
        List<ConvCost> costs = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        accuracy("dense", plain);
        for (KernelFormat format : rates.keySet()) {
            Contender contender = best(format);
            ConvCost cost = format.equals(DENSE)
                    ? dense
                    : ConvCost.of(first().get(format).surrogate().network());
            costs.add(cost);
            errors.add(runs.error(contender));
            accuracy(format.equals(DENSE) ? "dense_tuned" : slug(format), contender);
            cost(slug(format), cost, dense);
            if (!format.equals(DENSE)) {
                ratios(format, cost, dense);
            }
        }
        pictures.costs(List.copyOf(rates.keySet()), costs, errors);
        pictures.losses("E2-loss", "E2: first seed", List.copyOf(first().values()));
    }

    private void accuracy(String label, Contender contender) {
        String name = "E2." + label;
        Outcome one = runs.of(contender).get(0);
        add(Figure.of(name + ".error", runs.error(contender), Better.LOWER).against("dense", runs.error(plain)));
        add(Figure.of(name + ".error_95", one.quantile95(), Better.LOWER));
        add(Figure.of(name + ".error_largest", runs.largest(contender), Better.LOWER));
        add(Figure.of(name + ".gap", runs.gap(contender), Better.LOWER).against("dense", runs.gap(plain)));
        add(Figure.of(name + ".rate", contender.rate(), Better.NEITHER));
    }

    private void cost(String label, ConvCost cost, ConvCost dense) {
        String name = "E2." + label;
        add(Figure.of(name + ".parameters", (double) cost.parameters(), Better.LOWER)
                .against("dense", (double) dense.parameters()));
        add(Figure.of(name + ".kernel_parameters", (double) cost.kernels(), Better.LOWER)
                .against("dense", (double) dense.kernels()));
        add(Figure.of(name + ".bytes", (double) cost.bytes(), Better.LOWER)
                .in("B")
                .against("dense", (double) dense.bytes()));
        add(Figure.of(name + ".training_bytes", (double) cost.trainingBytes(), Better.LOWER)
                .in("B")
                .against("dense", (double) dense.trainingBytes()));
        add(Figure.of(name + ".latency", cost.latencySeconds(), Better.LOWER)
                .in("s")
                .against("dense", dense.latencySeconds()));
    }

    private void ratios(KernelFormat format, ConvCost cost, ConvCost dense) {
        String name = "E2." + slug(format);
        double error = runs.error(best(format));
        Figure ratio = Figure.of(name + ".error_ratio", error / runs.error(plain), Better.LOWER);
        add(format.equals(TWO) ? ratio.bar(1.15) : format.equals(ONE) ? ratio.bar(1.4) : ratio);
        add(Figure.of(name + ".error_ratio_tuned", error / runs.error(tuned), Better.LOWER));
        Figure saving = Figure.of(name + ".kernel_saving", (double) dense.kernels() / cost.kernels(), Better.HIGHER);
        add(format.equals(TWO) ? saving.bar(3.5) : saving);
    }

    /** The label as a word of a figure's name. */
    static String slug(KernelFormat format) {
        return format.label().replace(" = ", "").replaceAll("[^A-Za-z0-9]+", "_");
    }

    /** The baseline that compression in front avoids: dense kernels cut after training, without and with further training. */
    void cutAfterwards() throws IOException {
        Outcome dense = first().get(DENSE);
        GeneratorTrial trial = runs.trial();
        for (KernelFormat format : List.of(ONE, TWO, KernelFormat.hierarchical(2, 2))) {
            Outcome cut = trial.cut(dense, format);
            String name = "E2.posthoc_" + slug(format);
            Figure factor = Figure.of(name + ".error_ratio", cut.mean() / dense.mean(), Better.HIGHER);
            add(format.equals(ONE) ? factor.bar(2) : factor);
            Outcome again = trial.tuned(cut, TUNING_RATE, Math.min(TUNING_STEPS, trial.steps()));
            add(Figure.of(name + ".tuned_error_ratio", again.mean() / dense.mean(), Better.LOWER));
        }
    }

    /** Who fits noise, with few draws and the rates that suited many. */
    void fewDraws(GeneratorRuns few) throws IOException {
        List<Contender> contenders = List.of(plain, tuned, best(ONE), best(TWO));
        few.train(contenders);
        List<String> labels = List.of("dense", "dense_tuned", slug(ONE), slug(TWO));
        for (int k = 0; k < contenders.size(); k++) {
            Contender contender = contenders.get(k);
            String name = "E2.few_" + labels.get(k);
            add(Figure.of(name + ".error", few.error(contender), Better.LOWER).against("dense", few.error(plain)));
            add(Figure.of(name + ".gap", few.gap(contender), Better.LOWER).against("dense", few.gap(plain)));
        }
        double smaller = Math.min(few.gap(best(ONE)), few.gap(best(TWO)));
        double one = few.error(best(ONE));
        add(Figure.of("E2.few.gap_ratio", smaller / few.gap(plain), Better.LOWER)
                .bar(1));
        add(Figure.of("E2.few.gap_ratio_tuned", smaller / few.gap(tuned), Better.LOWER));
        add(Figure.of("E2.few.R1_error_ratio", one / few.error(plain), Better.LOWER));
        add(Figure.of("E2.few.R1_error_ratio_tuned", one / few.error(tuned), Better.LOWER));
        pictures.losses(
                "E2-few-loss",
                "E2: " + few.trial().training().draws() + " draws",
                List.of(
                        few.of(tuned).get(0),
                        few.of(best(ONE)).get(0),
                        few.of(best(TWO)).get(0)));
    }
}
