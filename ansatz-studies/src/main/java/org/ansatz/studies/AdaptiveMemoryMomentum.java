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
 * Momentum chosen at every step, arXiv 2510.04988: A convex problems against fixed momentum, B regression on a network, C the
 * same at three times AdamW's best rate without warm-up.
 */
public final class AdaptiveMemoryMomentum implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "A,B,C", "which experiments to run; C needs B; tiny runs A and a small B"),
            new Setting(
                    "seeds", "4", "networks and data sets of B and C, with consecutive seeds; figures are of means"));

    @Override
    public String name() {
        return "adaptive-memory-momentum";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(List.of("A", "B", "C"), tiny ? "A,B" : "A,B,C");
        int count = given.positive("seeds", tiny ? 1 : 4);
        long[] seeds = LongStream.range(run.seed(), run.seed() + count).toArray();
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("A")) {
            figures.addAll(new ConvexMomentum(run).figures(tiny));
        }
        if (experiments.contains("B") || experiments.contains("C")) {
            Engine.setThreads(1);
            TeacherMomentum network = TeacherMomentum.run(tiny, seeds, run);
            if (experiments.contains("B")) {
                figures.addAll(network.figures());
            }
            if (experiments.contains("C")) {
                figures.addAll(network.withoutWarmUp());
            }
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
