package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.tensor.Parallel;

/**
 * Domain walls in the scaling regime, arXiv 2511.16649: E1 the gravitational waves of physical walls in radiation and what
 * coherence of their source explains them, E2 the area of networks in radiation, matter and kination, with walls of constant
 * comoving width, E3 the equal-time correlator of kination beside that of radiation.
 *
 * <p>At 96 sites per side E1's correlator still oscillates by a factor of three in time, and its waves peak at the longest wave
 * of the box. The decay of the Gaussian model depends on the response it is fitted with: 0.67 with the exact one, 1.9 with the
 * one that is averaged over a period, whose misfit is 0.03 larger at 0.7. E2's networks that begin with long correlations
 * are still on their way at the end.
 */
public final class DomainWalls implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E2,E3", "which experiments to run (tiny: the balance of energy only)"),
            new Setting(
                    "seeds",
                    "3",
                    "networks per figure, with consecutive seeds from one on (1 at tiny scale, 5 at paper scale)"),
            new Setting("threads", "all", "number of threads; 1 on a machine that others use"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3");
    /** Shares of the time that all take together. */
    private static final Map<String, Double> COST = Map.of("E1", 0.75, "E2", 0.2, "E3", 0.05);

    @Override
    public String name() {
        return "domain-walls";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, String.join(",", EXPERIMENTS));
        // The published experiments count their seeds from one.
        long[] seeds = LongStream.rangeClosed(
                        run.seed() + 1, run.seed() + given.positive("seeds", tiny ? 1 : scale == Scale.PAPER ? 5 : 3))
                .toArray();
        int threads = settings.text("threads", "all").equals("all")
                ? Runtime.getRuntime().availableProcessors()
                : given.positive("threads", 1);
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        try (Parallel parallel = new Parallel(threads)) {
            figures.add(new ScalingExperiment(seeds, run, parallel).energyOrder());
            double from = 0;
            double whole = experiments.stream().mapToDouble(COST::get).sum();
            for (String experiment : tiny ? List.<String>of() : experiments) {
                double share = COST.get(experiment) / whole;
                Run part = new RunPart(run, from, share, "", run.folder());
                figures.addAll(
                        switch (experiment) {
                            case "E1" -> new WallWaveExperiment(lattice(scale), seeds, part, parallel).figures();
                            case "E2" -> new ScalingExperiment(seeds, part, parallel).figures();
                            default -> new CorrelatorExperiment(seeds, part, parallel).figures();
                        });
                from += share;
            }
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    private static Lattice3D lattice(Scale scale) {
        return scale == Scale.PAPER ? new Lattice3D(256, 20.48) : new Lattice3D(96, 11.52);
    }
}
