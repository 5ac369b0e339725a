package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;

/**
 * Gaussian processes with a learned spectrum on high-frequency and multi-scale problems, arXiv 2311.04465.
 *
 * <p>E1 one frequency, with Matern, squared exponential and a network as baselines; E1b the same at the paper's size; E2
 * two frequencies, three scales, Allen-Cahn; E3 two dimensions; E4 the published joint optimisation beside the profiled
 * one; E5 the hard problems of the paper's catalogue, on fewer points or (paper scale) as published.
 *
 * <p>At tiny scale every experiment has as few points and steps as show that it works; bars hold where the tiny one has to
 * meet them too.
 */
public final class GpHighFrequency implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E1b,E2,E3,E4,E5", "which experiments to run; E1 at tiny scale"),
            new Setting("network_steps", "5000", "Adam steps of the network in E1 (300 at tiny scale)"),
            new Setting(
                    "joint_steps", "3000", "steps of joint Adam beside the profiled fit in E4 (100 at tiny scale)"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E1b", "E2", "E3", "E4", "E5");

    @Override
    public String name() {
        return "gp-high-frequency";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "E1" : String.join(",", EXPERIMENTS));
        int networkSteps = given.positive("network_steps", tiny ? 300 : 5000);
        int jointSteps = given.positive("joint_steps", tiny ? 100 : 3000);
        long begin = System.nanoTime();
        HighFrequencyExperiments all = new HighFrequencyExperiments(scale, run);
        List<Figure> figures = new ArrayList<>();
        for (String experiment : experiments) {
            figures.addAll(
                    switch (experiment) {
                        case "E1" -> all.oneFrequency(networkSteps);
                        case "E1b" -> all.paperSize();
                        case "E2" -> all.severalScales();
                        case "E3" -> all.square();
                        case "E4" -> all.jointBesideProfiled(jointSteps);
                        default -> all.catalogue();
                    });
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
