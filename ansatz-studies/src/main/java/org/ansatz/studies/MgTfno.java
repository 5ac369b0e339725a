package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.FieldProblem;
import org.ansatz.operator.data.FieldProblems;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.DataSplit;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.operator.train.TrainingPlan.Loss;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.OperatorExperiment.Contestant;
import org.ansatz.studies.OperatorExperiment.Outcome;
import org.ansatz.tensor.Engine;

/**
 * "Multi-Grid Tensorized Fourier Neural Operator for High-Resolution PDEs", arXiv 2310.00120: E1, spectral weights of few
 * parameters learned from few samples of a Navier-Stokes map; E2, patches that see their surroundings coarsely.
 */
public final class MgTfno implements Study {
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "samples");
    // Of which the last so many test.
    private static final int TRAINED = 64;
    private static final int TESTED = 64;
    private static final List<Integer> SAMPLES = List.of(32, 64, 128, 256);
    private static final double SAMPLES_RATE = 1e-2;
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
                        "E1,E2",
                        "which experiments to run (E1 at tiny scale); samples: errors by number of training samples"),
                new Setting("epochs", "60", "passes over 64 training samples (5 at tiny scale)"),
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
        List<String> experiments = given.experiments(EXPERIMENTS, tiny ? "E1" : "E1,E2");
        int epochs = given.positive("epochs", tiny ? 5 : 60);
        List<Double> rates = given.numbers("rates", tiny ? List.of(1e-2) : List.of(3e-3, 1e-2));
        Engine.setThreads(given.positive("threads", 1));
        long begin = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            int points = tiny ? 16 : 32;
            int contestants = 6;
            try (OperatorExperiment e1 = experiment(points, TRAINED, run, contestants * rates.size())) {
                figures.addAll(compression(e1, tiny, epochs, rates, run));
            }
        }
        if (experiments.contains("E2")) {
            try (OperatorExperiment e2 = experiment(64, TRAINED, run, 4)) {
                figures.addAll(patches(e2, epochs, settings.flag("shifts", true), run));
            }
        }
        if (experiments.contains("samples")) {
            figures.addAll(samples(epochs, run));
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

    private static List<Figure> compression(
            OperatorExperiment e1, boolean tiny, int epochs, List<Double> rates, Run run) throws IOException {
        FnoSettings dense = tiny
                ? FnoSettings.improved(1, 1, 8, new SpectralModes(8, 8))
                : FnoSettings.improved(1, 1, 24, new SpectralModes(12, 12));
        TrainingPlan plan = TrainingPlan.standard(epochs, rates.get(0), run.seed());
        for (Contestant contestant : List.of(
                new Contestant("dense", Architecture.of(dense), plan),
                new Contestant("tucker", Architecture.of(dense.with(WeightFormat.of(Kind.TUCKER, 0.1))), plan),
                new Contestant("cp", Architecture.of(dense.with(WeightFormat.of(Kind.CP, 0.1))), plan),
                new Contestant("tt", Architecture.of(dense.with(WeightFormat.of(Kind.TT, 0.1))), plan),
                new Contestant("tucker40", Architecture.of(dense.with(WeightFormat.of(Kind.TUCKER, 0.025))), plan),
                new Contestant("fno", Architecture.of(dense.with(Backbone.PLAIN)), plan.with(Loss.L2)))) {
            e1.train(contestant, rates);
        }
        OperatorPictures pictures = new OperatorPictures(run.folder());
        pictures.errors("e1", e1);
        pictures.compression("e1", e1);
        pictures.prediction("e1", e1, "tucker");
        pictures.spectra("e1", e1, List.of("dense", "tucker"));
        return tiny ? tinyFigures(e1) : figures(e1);
    }

    /** Dense and Tucker's weights after equally many steps on few and on many samples, which share the test samples. */
    private static List<Figure> samples(int epochs, Run run) throws IOException {
        FnoSettings dense = FnoSettings.improved(1, 1, 24, new SpectralModes(12, 12));
        FnoSettings tucker = dense.with(WeightFormat.of(Kind.TUCKER, 0.1));
        Map<String, List<Double>> errors = new LinkedHashMap<>();
        List<Figure> figures = new ArrayList<>();
        int most = SAMPLES.get(SAMPLES.size() - 1);
        try (OperatorExperiment all = experiment(32, most, run, 2 * SAMPLES.size())) {
            for (int count : SAMPLES) {
                TrainingPlan plan =
                        TrainingPlan.standard(Math.max(1, epochs * TRAINED / count), SAMPLES_RATE, run.seed());
                for (Contestant contestant : List.of(
                        new Contestant("dense", Architecture.of(dense), plan),
                        new Contestant("tucker", Architecture.of(tucker), plan))) {
                    String name = contestant.name();
                    double error = all.errorAfter(contestant, count);
                    errors.computeIfAbsent(name, key -> new ArrayList<>()).add(error);
                    figures.add(Figure.of("samples." + name + "." + count + ".l2", error, Better.LOWER));
                }
            }
        }
        new OperatorPictures(run.folder()).samples("samples", SAMPLES, errors);
        return figures;
    }

    private static List<Figure> tinyFigures(OperatorExperiment e1) {
        List<Figure> figures = errors("E1", e1);
        // In H1: after so few steps of this loss the means of the fields, and so L2 errors, are still arbitrary.
        double dense = e1.of("dense").errors().get("test_h1");
        figures.add(Figure.of("E1.tucker_by_dense_h1", e1.of("tucker").errors().get("test_h1") / dense, Better.LOWER)
                .against("dense", dense)
                .bar(1.15));
        return figures;
    }

    private static List<Figure> figures(OperatorExperiment e1) {
        List<Figure> figures = errors("E1", e1);
        figures.add(ratio("E1.tucker_by_dense", e1, "tucker", "dense").bar(0.85));
        figures.add(ratio("E1.cp_by_dense", e1, "cp", "dense").bar(1));
        figures.add(ratio("E1.tt_by_dense", e1, "tt", "dense").bar(1));
        figures.add(ratio("E1.tucker40_by_dense", e1, "tucker40", "dense").bar(1.15));
        figures.add(ratio("E1.tucker_by_fno", e1, "tucker", "fno").paper(0.5));
        return figures;
    }

    /** Errors and counts of all contestants; spectral and total compression are told apart. */
    private static List<Figure> errors(String experiment, OperatorExperiment trials) {
        List<Figure> figures = new ArrayList<>();
        trials.outcomes().forEach((name, outcome) -> {
            String head = experiment + "." + name + ".";
            var model = outcome.operator().model();
            long spectral = model.network().weights().count();
            long rest = model.parameters().count() - spectral;
            long dense = model.network().weights().denseCount();
            figures.add(Figure.of(head + "l2", outcome.l2(), Better.LOWER));
            figures.add(Figure.of(head + "h1", outcome.errors().get("test_h1"), Better.LOWER));
            figures.add(Figure.of(head + "rate", outcome.rate(), Better.NEITHER));
            figures.add(Figure.of(head + "spectral_compression", (double) dense / spectral, Better.HIGHER));
            figures.add(
                    Figure.of(head + "total_compression", (double) (dense + rest) / (spectral + rest), Better.HIGHER));
        });
        return figures;
    }

    private static Figure ratio(String name, OperatorExperiment trials, String one, String other) {
        return Figure.of(name, trials.of(one).l2() / trials.of(other).l2(), Better.LOWER)
                .against(other, trials.of(other).l2());
    }

    /** A batch has as many patches as one of whole fields has fields. */
    private static Contestant patched(String name, FnoSettings settings, MultigridPatcher patcher, TrainingPlan plan) {
        int patches = patcher.patchesPerAxis() * patcher.patchesPerAxis();
        TrainingPlan smaller = plan.withBatch(Math.max(1, plan.batch() / patches));
        return new Contestant(name, new Architecture(settings, Optional.of(patcher), true), smaller);
    }

    /**
     * E2. A network on whole fields with periodic transforms nearly commutes with shifts, one on patches has to learn that from
     * the places where few samples happen to be cut; shifted at random, batches show all places to all models.
     */
    private static List<Figure> patches(OperatorExperiment e2, int epochs, boolean shifts, Run run) throws IOException {
        FnoSettings settings =
                FnoSettings.improved(1, 1, 24, new SpectralModes(12, 12)).with(WeightFormat.of(Kind.TUCKER, 0.1));
        TrainingPlan plan = TrainingPlan.standard(epochs, 1e-2, run.seed()).withShifts(shifts);
        List<Figure> figures = new ArrayList<>();
        List<Double> rate = List.of(1e-2);
        e2.train(new Contestant("whole", Architecture.of(settings), plan), rate);
        MultigridPatcher plain = new MultigridPatcher(1, 0.078, false);
        e2.train(patched("plain1", settings, plain, plan), rate);
        for (int levels = 1; levels <= 2; levels++) {
            MultigridPatcher patcher = new MultigridPatcher(levels, 0.078, true);
            e2.train(patched("levels" + levels, settings, patcher, plan), rate);
            figures.add(Figure.of(
                    "E2.levels" + levels + ".input_compression", patcher.inputCompression(64), Better.HIGHER));
            figures.add(Figure.of(
                    "E2.levels" + levels + ".memory_compression", patcher.memoryCompression(64), Better.HIGHER));
        }
        for (Outcome outcome : e2.outcomes().values()) {
            String head = "E2." + outcome.contestant().name() + ".";
            figures.add(Figure.of(head + "l2", outcome.l2(), Better.LOWER));
            figures.add(Figure.of(head + "peak_memory", (double) outcome.peakBytes(), Better.LOWER)
                    .in("B"));
        }
        figures.add(ratio("E2.levels1_by_whole", e2, "levels1", "whole").bar(1.15));
        figures.add(Figure.of(
                        "E2.plain1_by_levels1",
                        e2.of("plain1").l2() / e2.of("levels1").l2(),
                        Better.HIGHER)
                .against("levels1", e2.of("levels1").l2())
                .bar(1.5));
        OperatorPictures pictures = new OperatorPictures(run.folder());
        pictures.errors("e2", e2);
        pictures.prediction("e2", e2, "levels1");
        pictures.patch("e2-patch.png", e2.data(), new MultigridPatcher(2, 0.078, true));
        return figures;
    }
}
