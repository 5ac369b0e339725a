package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.tensor.Engine;

/**
 * FISMO, arXiv 2601.21750: A ill-conditioned matrix regression, B regression on a network over the damping, C Burgers'
 * equation by a physics-informed network with every optimizer of the library, and Poisson's on a line.
 */
public final class Fismo implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "experiments",
                    "A,B,C",
                    "which experiments to run; tiny runs A shortened, ablation changes the parts of the optimizer"),
            new Setting("seeds", "3", "problems of A and B, with consecutive seeds; figures are of means"),
            new Setting("damping", "0.01,0.1,1,5", "dampings of B"),
            new Setting("steps", "1500", "steps of the first-order optimizers in C"),
            new Setting("time", "60", "seconds of every optimizer in C, at most"));

    @Override
    public String name() {
        return "fismo";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(List.of("A", "B", "C", "ablation"), tiny ? "A" : "A,B,C");
        int count = given.positive("seeds", tiny ? 1 : 3);
        List<Double> dampings = given.numbers("damping", List.of(0.01, 0.1, 1.0, 5.0));
        int steps = given.positive("steps", 1500);
        int time = given.positive("time", 60);
        long[] seeds = LongStream.range(run.seed(), run.seed() + count).toArray();
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("A")) {
            figures.addAll(new KroneckerExperiment(tiny, seeds, run).figures());
        }
        if (experiments.contains("ablation")) {
            figures.addAll(new WhiteningAblation(seeds, run).figures());
        }
        if (experiments.contains("B")) {
            Engine.setThreads(1);
            figures.addAll(new DampingExperiment(dampings, seeds, run).figures());
        }
        if (experiments.contains("C")) {
            figures.addAll(new PoissonRace(steps, time, run).figures());
            figures.addAll(new BurgersRace(steps, time, run).figures());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
