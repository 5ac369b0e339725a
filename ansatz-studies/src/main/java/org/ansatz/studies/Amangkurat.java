package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;

/**
 * The Klein-Gordon solver amangkurat (Herho et al., December 2025): A repeats the published statistics with the released
 * initial data and scheme, B solves the four regimes as the equations say and measures errors against closed forms, collisions
 * are what becomes of kinks and antikinks of many speeds.
 */
public final class Amangkurat implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "experiments",
                    "A,B,collisions",
                    "which experiments to run; collisions: bounces, critical speed, windows; tiny runs B shortened"),
            new Setting("threads", "2", "collisions at a time"));
    private static final List<String> EXPERIMENTS = List.of("A", "B", "collisions");

    @Override
    public String name() {
        return "amangkurat";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "B" : "A,B,collisions");
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("A")) {
            figures.addAll(new ReleasedExperiment(run).figures());
        }
        if (experiments.contains("B")) {
            figures.addAll(new SolitonExperiment(run, tiny).figures());
            if (!tiny) {
                figures.addAll(new RegimeComparison(run).figures());
            }
        }
        if (experiments.contains("collisions")) {
            figures.addAll(new CollisionExperiment(run, given.positive("threads", 2)).figures());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
