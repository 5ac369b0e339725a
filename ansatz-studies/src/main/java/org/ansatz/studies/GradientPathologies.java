package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.studies.CollocationExperiment.Trained;
import org.ansatz.studies.CollocationExperiment.Variant;
import org.ansatz.studies.Figure.Better;
import org.ansatz.studies.StiffnessExperiment.Spectra;
import org.ansatz.tensor.kernel.Blas;

/**
 * Gradient pathologies of physics-informed networks and their two cures, arXiv 2001.04536: a plain network with fixed
 * weights (M1), with annealed weights (M2), a gated network with fixed (M3) and with annealed weights (M4).
 *
 * <p>E1 Helmholtz, E2 Klein-Gordon, E4 stiffness of the loss of a Poisson problem against its frequency.
 */
public final class GradientPathologies implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E2,E4", "which experiments to run"),
            new Setting("steps", "10000", "optimizer steps of E1 and E2 (600 at tiny, 40000 at paper scale)"),
            new Setting("seeds", "3", "runs per variant, with consecutive seeds; figures are medians"),
            new Setting("threads", "2", "training runs at the same time"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E4");
    private static final List<Variant> EXTREMES = List.of(Variant.M1, Variant.M4);

    /**
     * What must come out.
     *
     * @param paperM1 and paperM4: relative errors of the paper after 40,000 steps
     */
    private record Bars(double error, double ratio, double paperM1, double paperM4) {}

    @Override
    public String name() {
        return "gradient-pathologies";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = experiments(settings, tiny ? "E1" : "E1,E2,E4");
        int steps = settings.integer("steps", tiny ? 600 : scale == Scale.PAPER ? 40_000 : 10_000);
        long[] seeds = LongStream.range(run.seed(), run.seed() + settings.integer("seeds", tiny ? 1 : 3))
                .toArray();
        int threads = settings.integer("threads", 2);
        long begin = System.nanoTime();
        // The runs are independent and small: one BLAS thread each, and several runs at once.
        Blas.setThreads(1);
        Schedule schedule = tiny ? Schedule.constant(2e-3) : Schedule.exponential(1e-3, 0.9, 1000);
        Comparison comparison = new Comparison(steps, schedule, seeds, threads, run);
        GradientPathologyPictures pictures = new GradientPathologyPictures(run.folder());
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            CollocationExperiment helmholtz = tiny
                    ? PathologyProblems.helmholtz(1, 1, List.of(2, 20, 20, 1), 64)
                    : PathologyProblems.helmholtz(1, 4, List.of(2, 50, 50, 50, 1), 128);
            var runs = comparison.train(helmholtz, tiny ? EXTREMES : List.of(Variant.values()));
            Bars bars = tiny ? new Bars(Double.NaN, 1, 1e-1, 3e-3) : new Bars(2e-2, 20, 2e-1, 3e-3);
            figures.addAll(compare("E1", runs, bars));
            pictures.draw("helmholtz", helmholtz, first(runs));
        }
        if (experiments.contains("E2")) {
            CollocationExperiment kleinGordon = PathologyProblems.kleinGordon(List.of(2, 50, 50, 50, 50, 50, 1), 128);
            var runs = comparison.train(kleinGordon, EXTREMES);
            figures.addAll(compare("E2", runs, new Bars(2e-2, 10, 2e-1, 3e-3)));
            pictures.draw("klein-gordon", kleinGordon, first(runs));
        }
        if (experiments.contains("E4")) {
            figures.addAll(stiffness(seeds, threads, pictures));
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private List<String> experiments(Settings settings, String otherwise) {
        for (String given : settings.given().keySet()) {
            if (SETTINGS.stream().noneMatch(s -> s.name().equals(given))) {
                throw new IllegalArgumentException("study " + name() + " has no setting \"" + given + "\"; it has "
                        + SETTINGS.stream().map(Setting::name).toList());
            }
        }
        List<String> chosen = Arrays.stream(
                        settings.text("experiments", otherwise).split(",", -1))
                .map(String::trim)
                .toList();
        for (String experiment : chosen) {
            if (!EXPERIMENTS.contains(experiment)) {
                throw new IllegalArgumentException(
                        "study " + name() + " has no experiment \"" + experiment + "\"; it has " + EXPERIMENTS);
            }
        }
        return chosen;
    }

    /** How the variants of an experiment are trained. */
    private record Comparison(int steps, Schedule schedule, long[] seeds, int threads, Run run) {
        Map<Variant, List<Trained>> train(CollocationExperiment experiment, List<Variant> variants) throws IOException {
            List<Trials.Trial<Trained>> trials = new ArrayList<>();
            for (long seed : seeds) {
                variants.forEach(variant -> trials.add(() -> experiment.train(variant, steps, schedule, seed, run)));
            }
            Map<Variant, List<Trained>> done = new EnumMap<>(Variant.class);
            for (Trained trained : Trials.run(threads, trials)) {
                done.computeIfAbsent(trained.variant(), v -> new ArrayList<>()).add(trained);
            }
            return done;
        }
    }

    private static List<Trained> first(Map<Variant, List<Trained>> runs) {
        return runs.values().stream().map(list -> list.get(0)).toList();
    }

    private static List<Figure> compare(String experiment, Map<Variant, List<Trained>> runs, Bars bars) {
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

    private static List<Figure> stiffness(long[] seeds, int threads, GradientPathologyPictures pictures)
            throws IOException {
        double[] frequencies = StiffnessExperiment.FREQUENCIES;
        List<Spectra> shown = new ArrayList<>();
        double[] residual = new double[frequencies.length];
        double[] ratio = new double[frequencies.length];
        List<Figure> figures = new ArrayList<>();
        for (int k = 0; k < frequencies.length; k++) {
            double c = frequencies[k];
            List<Trials.Trial<Spectra>> trials = new ArrayList<>();
            for (long seed : seeds) {
                trials.add(() -> StiffnessExperiment.after(c, seed));
            }
            List<Spectra> spectra = Trials.run(threads, trials);
            shown.add(spectra.get(0));
            residual[k] = Trials.median(spectra, Spectra::largestOfResidual);
            ratio[k] = Trials.median(spectra, Spectra::ratio);
            String prefix = "E4.C" + (int) c + ".";
            figures.add(Figure.of(prefix + "lambda_max_residual", residual[k], Better.LOWER));
            figures.add(Figure.of(prefix + "lambda_max_ratio", ratio[k], Better.LOWER));
        }
        double growth = Double.POSITIVE_INFINITY;
        for (int k = 1; k < ratio.length; k++) {
            growth = Math.min(growth, ratio[k] / ratio[k - 1]);
        }
        double slope = StiffnessExperiment.logSlope(frequencies, residual);
        // The analysis of section 2.4 gives C^4; what must hold is growth at all, and growth of every ratio.
        figures.add(Figure.of("E4.slope", slope, Better.HIGHER).paper(4).bar(0));
        figures.add(Figure.of("E4.least_ratio_growth", growth, Better.HIGHER).bar(1));
        pictures.spectra(frequencies, shown);
        return figures;
    }
}
