package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.tensor.Engine;

/**
 * Noether's learning dynamics, arXiv 2105.02716: A laws of squared norms in a network with batch normalisation, B the norm as
 * RMSProp's denominator, C training with and without kinetic symmetry breaking, D the law in mechanics.
 */
public final class NoetherLearningDynamics implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "A,B,C,D", "which experiments to run; tiny runs A and B shortened, and D"),
            new Setting("seeds", "3", "networks and data sets of C, with consecutive seeds; figures are of means"));

    @Override
    public String name() {
        return "noether-learning-dynamics";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(List.of("A", "B", "C", "D"), tiny ? "A,B,D" : "A,B,C,D");
        int seeds = given.positive("seeds", 3);
        long begin = System.nanoTime();
        Engine.setThreads(1);
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("A")) {
            figures.addAll(new NormLawExperiment(tiny, part(run, 0, 0.35)).figures());
        }
        if (experiments.contains("B")) {
            figures.addAll(new ImplicitRmsPropExperiment(tiny, part(run, 0.35, 0.05)).figures());
        }
        if (experiments.contains("C")) {
            figures.addAll(new RobustnessExperiment(seeds, part(run, 0.4, 0.6)).figures());
        }
        if (experiments.contains("D")) {
            figures.addAll(new OrbitExperiment(run).figures());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private static Run part(Run run, double from, double length) {
        return new RunPart(run, from, length, "", run.folder());
    }
}
