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
 * AuON and its hybrid, arXiv 2509.24320: A regression on a network against Muon and AdamW, B a small language model, C time per update against the size
 * of the matrix.
 */
public final class Auon implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "A,B,C", "which experiments to run; tiny runs A shortened"),
            new Setting("seeds", "3", "networks and data sets of A, with consecutive seeds; figures are of means"),
            new Setting("steps", "800", "of B"),
            new Setting("largest", "2048", "largest order of a matrix in C, a power of two from 1024"));

    @Override
    public String name() {
        return "auon";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(List.of("A", "B", "C"), tiny ? "A" : "A,B,C");
        int count = given.positive("seeds", tiny ? 1 : 3);
        int steps = given.positive("steps", 800);
        int largest = given.positive("largest", 2048);
        long[] seeds = LongStream.range(run.seed(), run.seed() + count).toArray();
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        Engine.setThreads(1);
        if (experiments.contains("A")) {
            figures.addAll(new OrthogonalityExperiment(tiny, seeds, run).figures());
        }
        if (experiments.contains("B")) {
            figures.addAll(new LanguageExperiment(steps, run).figures());
        }
        if (experiments.contains("C")) {
            figures.addAll(UpdateCost.measure(largest, run).figures());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
