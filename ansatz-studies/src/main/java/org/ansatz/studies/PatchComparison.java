package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.OperatorExperiment.Outcome;
import org.ansatz.tensor.Scope;

/**
 * E2 of {@link MgTfno}: whole fields against patches, plain and with coarser views. A network on whole fields with periodic
 * transforms nearly commutes with shifts, one on patches has to learn that from the places where few samples happen to be cut;
 * shifted at random, batches show all places to all models. An epoch has more steps the smaller its
 * batches are; every model takes the better of two sizes.
 */
final class PatchComparison {
    // Of the network in a batch: few mean many steps in an epoch.
    private static final List<Integer> INPUTS = List.of(16, 4);

    private PatchComparison() {}

    /** Batches of 16 and of 4 inputs of the network: whole fields or patches. */
    private static List<TrainingPlan> plans(TrainingPlan plan, int patches) {
        return INPUTS.stream()
                .map(inputs -> Math.max(1, Math.floorDiv(inputs, patches)))
                .distinct()
                .map(plan::withBatch)
                .toList();
    }

    private static void patched(
            OperatorExperiment e2, String name, FnoSettings settings, MultigridPatcher patcher, TrainingPlan plan)
            throws IOException {
        int patches = patcher.patchesPerAxis() * patcher.patchesPerAxis();
        e2.train(name, new Architecture(settings, Optional.of(patcher), true), plans(plan, patches));
    }

    private static long recordedBytes(OperatorExperiment e2, Outcome outcome) {
        Scope scope = Scope.open();
        try {
            return outcome.operator().model().recordedBytes(e2.data().inputs().batch(0));
        } finally {
            scope.close();
        }
    }

    static List<Figure> figures(OperatorExperiment e2, int epochs, boolean shifts, Run run) throws IOException {
        FnoSettings settings =
                FnoSettings.improved(1, 1, 24, new SpectralModes(12, 12)).with(WeightFormat.of(Kind.TUCKER, 0.1));
        TrainingPlan plan = TrainingPlan.standard(epochs, 1e-2, run.seed()).withShifts(shifts);
        List<Figure> figures = new ArrayList<>();
        e2.train("whole", Architecture.of(settings), plans(plan, 1));
        patched(e2, "plain1", settings, new MultigridPatcher(1, 0.078, false), plan);
        for (int levels = 1; levels <= 2; levels++) {
            MultigridPatcher patcher = new MultigridPatcher(levels, 0.078, true);
            patched(e2, "levels" + levels, settings, patcher, plan);
            figures.add(Figure.of(
                    "E2.levels" + levels + ".input_compression", patcher.inputCompression(64), Better.HIGHER));
            figures.add(Figure.of(
                    "E2.levels" + levels + ".memory_compression", patcher.memoryCompression(64), Better.HIGHER));
        }
        for (Outcome outcome : e2.outcomes().values()) {
            String head = "E2." + outcome.contestant().name() + ".";
            figures.add(Figure.of(head + "l2", outcome.l2(), Better.LOWER));
            int batch = outcome.contestant().plan().batch();
            figures.add(Figure.of(head + "batch", batch, Better.NEITHER));
            long bytes = recordedBytes(e2, outcome);
            figures.add(Figure.of(head + "recorded_per_input", (double) bytes, Better.LOWER)
                    .in("B")
                    .against("whole", (double) recordedBytes(e2, e2.of("whole"))));
            figures.add(Figure.of(head + "peak_memory", (double) outcome.peakBytes(), Better.LOWER)
                    .in("B"));
        }
        figures.add(e2.ratio("E2.levels1_by_whole", "levels1", "whole").bar(1.15));
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
