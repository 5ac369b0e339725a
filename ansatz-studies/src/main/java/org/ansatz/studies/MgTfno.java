package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.FieldProblem;
import org.ansatz.operator.data.FieldProblems;
import org.ansatz.operator.train.DataSplit;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.tensor.Engine;

/**
 * "Multi-Grid Tensorized Fourier Neural Operator for High-Resolution PDEs", arXiv 2310.00120: E1, spectral weights of few
 * parameters learned from few samples of a Navier-Stokes map; E2, patches that see their surroundings coarsely; large, a
 * hundredth of the weights of a network with many.
 */
public final class MgTfno implements Study {
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "samples", "large");
    // Of which the last so many test.
    private static final int TRAINED = 64;
    private static final int TESTED = 64;
    // 27 * 20 (k^2 + 9)^-2 times white noise on a 32^2 grid.
    private static final String AMPLITUDE = "16.875";

    @Override
    public String name() {
        return "mg-tfno";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting(
                        "experiments",
                        "E1,E2,large",
                        "which experiments to run (E1 at tiny scale); samples: errors by number of training samples;"
                                + " large: 48 channels, 24 x 24 modes, a hundredth of their weights"),
                new Setting(
                        "epochs",
                        "60",
                        "passes over 64 training samples in E1 (5 at tiny scale), for samples and large"),
                new Setting("patch_epochs", "300", "the same in E2; patches come to rest later than whole fields"),
                new Setting("rates", "3e-3,1e-2", "learning rates of which each model takes its best"),
                new Setting(
                        "shifts",
                        "true",
                        "whether E2 shifts batches at random, which a map on a torus allows; all models alike"),
                new Setting(
                        "threads",
                        "1",
                        "threads of libtorch; with 2 on a machine that others use, steps last ten times"));
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        boolean tiny = scale == Scale.TINY;
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "E1" : "E1,E2,large");
        int epochs = given.positive("epochs", tiny ? 5 : 60);
        List<Double> rates = given.numbers("rates", tiny ? List.of(1e-2) : List.of(3e-3, 1e-2));
        Engine.setThreads(given.positive("threads", 1));
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            int points = tiny ? 16 : 32;
            int contestants = 6;
            try (OperatorExperiment e1 = experiment(points, TRAINED, run, contestants * rates.size())) {
                figures.addAll(SpectralCompression.figures(e1, tiny, epochs, rates, run));
            }
        }
        if (experiments.contains("E2")) {
            try (OperatorExperiment e2 = experiment(64, TRAINED, run, 7)) {
                figures.addAll(PatchComparison.figures(
                        e2, given.positive("patch_epochs", 300), settings.flag("shifts", true), run));
            }
        }
        if (experiments.contains("samples")) {
            List<Integer> counts = SampleScaling.COUNTS;
            try (OperatorExperiment all = experiment(32, counts.get(counts.size() - 1), run, 2 * counts.size())) {
                figures.addAll(SampleScaling.figures(all, epochs * TRAINED, run));
            }
        }
        if (experiments.contains("large")) {
            try (OperatorExperiment large = experiment(32, TRAINED, run, 3 * rates.size())) {
                figures.addAll(SpectralCompression.large(large, epochs, rates, run));
            }
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }

    /** The first samples train; the test samples come after as many as have been generated for training. */
    private static OperatorExperiment experiment(int points, int trained, Run run, int expected) throws IOException {
        FieldProblem flow = FieldProblems.named("navier-stokes").orElseThrow();
        Map<String, String> settings = Map.of(
                "samples",
                String.valueOf(trained + TESTED),
                "resolution",
                String.valueOf(points),
                "reynolds",
                "100",
                "time",
                "2",
                "step",
                "0.01",
                "amplitude",
                AMPLITUDE);
        FieldDataset data = OperatorExperiment.generate(flow, settings, "flow-" + points + "-" + trained, run);
        return new OperatorExperiment(data, new DataSplit(trained, TESTED, true), run, expected);
    }
}
