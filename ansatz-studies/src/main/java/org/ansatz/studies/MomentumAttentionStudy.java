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
 * Momentum attention, arXiv 2602.04902: A associative recall by one layer with all controls, B the best gamma against the number of
 * layers, C repeated sequences.
 */
public final class MomentumAttentionStudy implements Study {
    private static final List<String> EXPERIMENTS = List.of("A", "B", "C");
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "A,B,C", "which experiments to run; tiny runs A shortened"),
            new Setting("seeds", "3", "networks and sequences of A and C, with consecutive seeds"),
            new Setting("steps", "600", "of A (60 at tiny scale)"),
            new Setting("sweep_seeds", "2", "of every gamma and depth in B"),
            new Setting("sweep_steps", "100", "of B; few, so that no model learns the task completely"),
            new Setting("repetition_steps", "1000", "of C"),
            new Setting("threads", "2", "models that are trained at a time"));

    @Override
    public String name() {
        return "momentum-attention";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "A" : "A,B,C");
        int steps = given.positive("steps", tiny ? 60 : 600);
        int repetitionSteps = given.positive("repetition_steps", 1000);
        int sweepSteps = given.positive("sweep_steps", 100);
        int threads = given.positive("threads", tiny ? 1 : 2);
        long[] seeds = seeds(run, given.positive("seeds", tiny ? 1 : 3));
        long[] sweepSeeds = seeds(run, given.positive("sweep_seeds", 2));
        Engine.setThreads(1);
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("A")) {
            figures.addAll(new RecallExperiment(tiny, steps, seeds, threads, run).figures());
        }
        if (experiments.contains("B")) {
            figures.addAll(new GammaSweepExperiment(sweepSteps, sweepSeeds, threads, run).figures());
        }
        if (experiments.contains("C")) {
            figures.addAll(new RepetitionExperiment(repetitionSteps, seeds, threads, run).figures());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private static long[] seeds(Run run, int count) {
        return LongStream.range(run.seed(), run.seed() + count).toArray();
    }
}
