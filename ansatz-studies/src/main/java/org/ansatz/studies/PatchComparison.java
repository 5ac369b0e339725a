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
import org.ansatz.studies.OperatorExperiment.Contestant;
import org.ansatz.studies.OperatorExperiment.Outcome;

/**
 * E2 of {@link MgTfno}: whole fields against patches, plain and with coarser views. A network on whole fields with periodic
 * transforms nearly commutes with shifts, one on patches has to learn that from the places where few samples happen to be cut;
 * shifted at random, batches show all places to all models. Batches of patches hold fewer fields, so that an epoch has more steps; whole
 * fields are also trained with as many, and the better of the two is compared.
 */
final class PatchComparison {
    // Of a field with one level.
    private static final int PATCHES = 4;

    private PatchComparison() {}

    /** A batch has as many patches as one of whole fields has fields. */
    private static Contestant patched(String name, FnoSettings settings, MultigridPatcher patcher, TrainingPlan plan) {
        int patches = patcher.patchesPerAxis() * patcher.patchesPerAxis();
        TrainingPlan smaller = plan.withBatch(Math.max(1, plan.batch() / patches));
        return new Contestant(name, new Architecture(settings, Optional.of(patcher), true), smaller);
    }

    static List<Figure> figures(OperatorExperiment e2, int epochs, boolean shifts, Run run) throws IOException {
        FnoSettings settings =
                FnoSettings.improved(1, 1, 24, new SpectralModes(12, 12)).with(WeightFormat.of(Kind.TUCKER, 0.1));
        TrainingPlan plan = TrainingPlan.standard(epochs, 1e-2, run.seed()).withShifts(shifts);
        List<Figure> figures = new ArrayList<>();
        List<Double> rate = List.of(1e-2);
        e2.train(new Contestant("whole", Architecture.of(settings), plan), rate);
        // As many steps as with one level of patches, whose batches hold fewer fields.
        TrainingPlan longer = plan.withBatch(Math.max(1, Math.floorDiv(plan.batch(), PATCHES)));
        e2.train(new Contestant("whole_more_steps", Architecture.of(settings), longer), rate);
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
        String whole = e2.of("whole").l2() < e2.of("whole_more_steps").l2() ? "whole" : "whole_more_steps";
        figures.add(e2.ratio("E2.levels1_by_whole", "levels1", whole).bar(1.15));
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
