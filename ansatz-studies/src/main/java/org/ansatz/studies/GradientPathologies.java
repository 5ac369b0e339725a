package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.studies.CollocationExperiment.Variant;
import org.ansatz.studies.VariantComparison.Bars;
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
            new Setting("optimizer", "adam", "of E1 and E2, of first order, as in muon(rate=0.02); see ansatz methods"),
            new Setting("seeds", "3", "runs per variant, with consecutive seeds; figures are medians"),
            new Setting("threads", "2", "training runs at the same time"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E4");
    private static final List<Variant> EXTREMES = List.of(Variant.M1, Variant.M4);

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
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "E1" : "E1,E2,E4");
        int steps = given.positive("steps", tiny ? 600 : scale == Scale.PAPER ? 40_000 : 10_000);
        int count = given.positive("seeds", tiny ? 1 : 3);
        int threads = given.positive("threads", 2);
        long[] seeds = LongStream.range(run.seed(), run.seed() + count).toArray();
        long begin = System.nanoTime();
        // The runs are independent and small: one BLAS thread each, and several runs at once.
        Blas.setThreads(1);
        Optimizer.Factory method = given.optimizer("adam")
                .over(tiny ? Map.of("rate", "2e-3") : Map.of("decay", "0.9", "decay_every", "1000"))
                .factory();
        GradientPathologyPictures pictures = new GradientPathologyPictures(run.folder());
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            CollocationExperiment helmholtz = tiny
                    ? PathologyProblems.helmholtz(1, 1, List.of(2, 20, 20, 1), 64)
                    : PathologyProblems.helmholtz(1, 4, List.of(2, 50, 50, 50, 1), 128);
            List<Variant> variants = tiny ? EXTREMES : List.of(Variant.values());
            var runs = VariantComparison.train(helmholtz, variants, steps, method, seeds, threads, run);
            Bars bars = tiny ? new Bars(Double.NaN, 1, Double.NaN, Double.NaN) : new Bars(2e-2, 20, 1e-1, 3e-3);
            figures.addAll(runs.figures("E1", bars));
            pictures.draw("helmholtz", helmholtz, runs.first());
        }
        if (experiments.contains("E2")) {
            CollocationExperiment kleinGordon = PathologyProblems.kleinGordon(List.of(2, 50, 50, 50, 50, 50, 1), 128);
            var runs = VariantComparison.train(kleinGordon, EXTREMES, steps, method, seeds, threads, run);
            figures.addAll(runs.figures("E2", new Bars(2e-2, 10, 2e-1, 3e-3)));
            pictures.draw("klein-gordon", kleinGordon, runs.first());
        }
        if (experiments.contains("E4")) {
            StiffnessExperiment stiffness = StiffnessExperiment.measure(seeds, threads);
            figures.addAll(stiffness.figures("E4"));
            pictures.spectra(StiffnessExperiment.FREQUENCIES, stiffness.first());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
