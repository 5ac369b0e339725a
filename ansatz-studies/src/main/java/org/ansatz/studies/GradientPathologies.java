package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ansatz.learn.module.Activation;
import org.ansatz.learn.module.Initialisation;
import org.ansatz.learn.module.Mlp;
import org.ansatz.learn.module.Module;
import org.ansatz.learn.module.Normalization;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.train.Objective;
import org.ansatz.learn.train.Trainer;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.studies.CollocationExperiment.Trained;
import org.ansatz.studies.CollocationExperiment.Variant;
import org.ansatz.studies.Figure.Better;
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
        for (String given : settings.given().keySet()) {
            if (SETTINGS.stream().noneMatch(s -> s.name().equals(given))) {
                throw new IllegalArgumentException("study " + name() + " has no setting \"" + given + "\"; it has "
                        + SETTINGS.stream().map(Setting::name).toList());
            }
        }
        long begin = System.nanoTime();
        // The runs are independent and small: one BLAS thread each, and several runs at once.
        Blas.setThreads(1);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments =
                List.of(settings.text("experiments", tiny ? "E1" : "E1,E2,E4").split(",", -1));
        int steps = settings.integer("steps", tiny ? 600 : scale == Scale.PAPER ? 40_000 : 10_000);
        int seeds = settings.integer("seeds", tiny ? 1 : 3);
        Schedule schedule = tiny ? Schedule.constant(2e-3) : Schedule.exponential(1e-3, 0.9, 1000);
        GradientPathologyPictures pictures = new GradientPathologyPictures(run.folder());
        List<Figure> figures = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(settings.integer("threads", 2));
        try {
            if (experiments.contains("E1")) {
                CollocationExperiment helmholtz = tiny
                        ? PathologyProblems.helmholtz(1, 1, List.of(2, 20, 20, 1), 64)
                        : PathologyProblems.helmholtz(1, 4, List.of(2, 50, 50, 50, 1), 128);
                List<Variant> variants = tiny ? List.of(Variant.M1, Variant.M4) : List.of(Variant.values());
                var runs = train(helmholtz, variants, steps, schedule, seeds, pool, run);
                figures.addAll(compare("E1", runs, tiny ? 1 : 20, tiny ? Double.NaN : 2e-2, 2e-1, 3e-3));
                pictures.draw("helmholtz", helmholtz, first(runs));
            }
            if (experiments.contains("E2")) {
                CollocationExperiment kleinGordon =
                        PathologyProblems.kleinGordon(List.of(2, 50, 50, 50, 50, 50, 1), 128);
                var runs = train(kleinGordon, List.of(Variant.M1, Variant.M4), steps, schedule, seeds, pool, run);
                figures.addAll(compare("E2", runs, 10, 2e-2, 2e-1, 3e-3));
                pictures.draw("klein-gordon", kleinGordon, first(runs));
            }
            if (experiments.contains("E4")) {
                figures.addAll(stiffness(run.seed(), pictures));
            }
        } finally {
            pool.shutdownNow();
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private static Map<Variant, List<Trained>> train(
            CollocationExperiment experiment,
            List<Variant> variants,
            int steps,
            Schedule schedule,
            int seeds,
            ExecutorService pool,
            Run run)
            throws IOException {
        Map<Variant, List<Future<Trained>>> pending = new EnumMap<>(Variant.class);
        for (int s = 0; s < seeds; s++) {
            long seed = run.seed() + s;
            for (Variant variant : variants) {
                Callable<Trained> work = () -> experiment.train(variant, steps, schedule, seed, run);
                pending.computeIfAbsent(variant, v -> new ArrayList<>()).add(pool.submit(work));
            }
        }
        Map<Variant, List<Trained>> done = new EnumMap<>(Variant.class);
        for (Map.Entry<Variant, List<Future<Trained>>> entry : pending.entrySet()) {
            List<Trained> results = new ArrayList<>();
            for (Future<Trained> future : entry.getValue()) {
                results.add(await(future));
            }
            done.put(entry.getKey(), results);
        }
        return done;
    }

    private static Trained await(Future<Trained> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static List<Trained> first(Map<Variant, List<Trained>> runs) {
        return runs.values().stream().map(list -> list.get(0)).toList();
    }

    private static double median(List<Trained> runs, java.util.function.ToDoubleFunction<Trained> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
    }

    private static List<Figure> compare(
            String experiment,
            Map<Variant, List<Trained>> runs,
            double ratioBar,
            double bar,
            double paperM1,
            double paperM4) {
        List<Figure> figures = new ArrayList<>();
        double plain = median(runs.get(Variant.M1), Trained::relativeL2);
        String baseline = "M1: plain network, fixed weights";
        runs.forEach((variant, list) -> {
            String prefix = experiment + "." + variant + ".";
            Figure error = Figure.of(prefix + "relative_l2", median(list, Trained::relativeL2), Better.LOWER);
            figures.add(
                    switch (variant) {
                        case M1 -> error.paper(paperM1);
                        // The two cures alone have to be better than none.
                        case M2, M3 ->
                            error.against(baseline, plain).paper(2e-2).bar(plain);
                        case M4 -> error.against(baseline, plain).paper(paperM4).bar(bar);
                    });
            for (String term : list.get(0).losses().keySet()) {
                figures.add(Figure.of(
                        prefix + "loss." + term, median(list, t -> t.losses().get(term)), Better.LOWER));
                if (variant.annealed && !term.equals("residual")) {
                    double lambda = median(list, t -> t.weights().get(term));
                    figures.add(Figure.of(prefix + "lambda." + term, lambda, Better.HIGHER)
                            .bar(1));
                }
            }
        });
        double ratio = plain / median(runs.get(Variant.M4), Trained::relativeL2);
        figures.add(Figure.of(experiment + ".relative_l2_ratio", ratio, Better.HIGHER)
                .paper(paperM1 / paperM4)
                .bar(ratioBar));
        return figures;
    }

    /** E4: largest Hessian eigenvalues after 1000 steps for rising frequency C of the solution sin(C x). */
    private static List<Figure> stiffness(long seed, GradientPathologyPictures pictures) throws IOException {
        double[] frequencies = {1, 2, 4, 8};
        List<double[]> spectra = new ArrayList<>();
        double[] ofResidual = new double[frequencies.length];
        double[] ratio = new double[frequencies.length];
        List<Figure> figures = new ArrayList<>();
        for (int k = 0; k < frequencies.length; k++) {
            Module module = new Mlp(
                    List.of(1, 20, 20, 1),
                    Activation.TANH,
                    Initialisation.GLOROT_NORMAL,
                    Normalization.uniform(new double[] {0}, new double[] {1}));
            Objective objective =
                    new Objective(module.parameters().size(), PathologyProblems.poisson(module, frequencies[k], 128));
            Trainer trainer = new Trainer(
                    objective,
                    Optimizers.adam(Schedule.constant(1e-3)),
                    module.initialise(new SplittableRandom(seed)),
                    seed);
            trainer.fit(1000);
            var layers = module.parameters().blocks(Module::isLayerWeight);
            double[] residual =
                    objective.hessian("residual", trainer.parameters(), layers).eigenvalues();
            double[] boundary =
                    objective.hessian("boundary", trainer.parameters(), layers).eigenvalues();
            spectra.add(residual);
            spectra.add(boundary);
            ofResidual[k] = residual[residual.length - 1];
            ratio[k] = ofResidual[k] / boundary[boundary.length - 1];
            String prefix = "E4.C" + (int) frequencies[k] + ".";
            figures.add(Figure.of(prefix + "lambda_max_residual", ofResidual[k], Better.LOWER));
            figures.add(Figure.of(prefix + "lambda_max_ratio", ratio[k], Better.LOWER));
        }
        double growth = Double.POSITIVE_INFINITY;
        for (int k = 1; k < ratio.length; k++) {
            growth = Math.min(growth, ratio[k] / ratio[k - 1]);
        }
        figures.add(Figure.of("E4.slope", logSlope(frequencies, ofResidual), Better.HIGHER)
                .bar(Double.MIN_VALUE));
        figures.add(Figure.of("E4.least_ratio_growth", growth, Better.HIGHER).bar(1));
        pictures.spectra(frequencies, spectra);
        return figures;
    }

    /** Least-squares slope of log y against log x. */
    private static double logSlope(double[] x, double[] y) {
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < x.length; i++) {
            double a = Math.log(x[i]);
            double b = Math.log(y[i]);
            sx += a;
            sy += b;
            sxx += a * a;
            sxy += a * b;
        }
        return (x.length * sxy - sx * sy) / (x.length * sxx - sx * sx);
    }
}
