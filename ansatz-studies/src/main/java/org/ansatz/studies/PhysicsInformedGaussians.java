package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;

/**
 * Physics-informed Gaussians, arXiv 2412.05994: trainable Gaussians before a small network, against the same with frozen
 * means and widths, a grid of them, and networks, at equal time, with the same points and the same weights of all terms.
 *
 * <p>E1 Helmholtz (1, 4), E2 flow mixing, E3 whether Gaussians gather at a layer. The optimizer is Levenberg-Marquardt on
 * points drawn anew every ten steps; the paper's L-BFGS, its history cleared with every draw, is run beside it in E1.
 */
public final class PhysicsInformedGaussians implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E2,E3", "which experiments to run"),
            new Setting("seconds", "60", "wall time of each fit (360 at paper scale)"),
            new Setting("threads", "2", "threads of each fit"),
            new Setting("seeds", "3", "runs per variant, with consecutive seeds; figures are medians"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3");

    @Override
    public String name() {
        return "physics-informed-gaussians";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        List<String> experiments = given.experiments(EXPERIMENTS, "E1,E2,E3");
        int seconds = given.positive("seconds", scale == Scale.PAPER ? 360 : 60);
        int threads = given.positive("threads", 2);
        int count = given.positive("seeds", 3);
        long begin = System.nanoTime();
        if (scale == Scale.TINY) {
            return StudyReport.since(begin, name(), scale, run.seed(), GaussianExperiments.tiny(run));
        }
        GaussianExperiments all = new GaussianExperiments(
                seconds,
                threads,
                LongStream.range(run.seed(), run.seed() + count).toArray(),
                new GaussianPictures(run.folder()),
                run);
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            figures.addAll(all.helmholtz());
        }
        if (experiments.contains("E2")) {
            figures.addAll(all.flowMixing());
        }
        if (experiments.contains("E3")) {
            figures.addAll(all.adaptivity());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
