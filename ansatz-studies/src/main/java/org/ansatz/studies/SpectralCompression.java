package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.operator.train.TrainingPlan.Loss;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.OperatorExperiment.Contestant;

/** E1 of {@link MgTfno}: spectral weights in several formats after equal epochs on few samples. */
final class SpectralCompression {
    private SpectralCompression() {}

    static List<Figure> figures(OperatorExperiment e1, boolean tiny, int epochs, List<Double> rates, Run run)
            throws IOException {
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
        return tiny ? tiny(e1) : standard(e1);
    }

    /** The paper's headline at a small scale: a hundredth of the spectral weights of a network with many. */
    static List<Figure> large(OperatorExperiment trials, int epochs, List<Double> rates, Run run) throws IOException {
        FnoSettings dense = FnoSettings.improved(1, 1, 48, new SpectralModes(24, 24));
        TrainingPlan plan = TrainingPlan.standard(epochs, rates.get(0), run.seed());
        for (Contestant contestant : List.of(
                new Contestant("dense", Architecture.of(dense), plan),
                new Contestant("tucker100", Architecture.of(dense.with(WeightFormat.of(Kind.TUCKER, 0.01))), plan),
                new Contestant("fno", Architecture.of(dense.with(Backbone.PLAIN)), plan.with(Loss.L2)))) {
            trials.train(contestant, rates);
        }
        new OperatorPictures(run.folder()).errors("large", trials);
        List<Figure> figures = errors("large", trials);
        figures.add(
                trials.ratio("large.tucker100_by_dense", "tucker100", "dense").paper(1));
        figures.add(trials.ratio("large.tucker100_by_fno", "tucker100", "fno").paper(0.5));
        return figures;
    }

    private static List<Figure> tiny(OperatorExperiment e1) {
        List<Figure> figures = errors("E1", e1);
        // In H1: after so few steps of this loss the means of the fields, and so L2 errors, are still arbitrary.
        double dense = e1.of("dense").errors().get("test_h1");
        figures.add(Figure.of("E1.tucker_by_dense_h1", e1.of("tucker").errors().get("test_h1") / dense, Better.LOWER)
                .against("dense", dense)
                .bar(1.15));
        return figures;
    }

    private static List<Figure> standard(OperatorExperiment e1) {
        List<Figure> figures = errors("E1", e1);
        figures.add(e1.ratio("E1.tucker_by_dense", "tucker", "dense").bar(0.85));
        figures.add(e1.ratio("E1.cp_by_dense", "cp", "dense").bar(1));
        figures.add(e1.ratio("E1.tt_by_dense", "tt", "dense").bar(1));
        figures.add(e1.ratio("E1.tucker40_by_dense", "tucker40", "dense").bar(1.15));
        figures.add(e1.ratio("E1.tucker_by_fno", "tucker", "fno").paper(0.5));
        return figures;
    }

    /** Errors and counts of all contestants; spectral and total compression are told apart. */
    private static List<Figure> errors(String experiment, OperatorExperiment trials) {
        List<Figure> figures = new ArrayList<>();
        trials.outcomes().forEach((name, outcome) -> {
            String head = experiment + "." + name + ".";
            var model = outcome.operator().model();
            long spectral = model.fourier().weights().count();
            long rest = model.parameters().count() - spectral;
            long dense = model.fourier().weights().denseCount();
            figures.add(Figure.of(head + "l2", outcome.l2(), Better.LOWER));
            figures.add(Figure.of(head + "h1", outcome.errors().get("test_h1"), Better.LOWER));
            figures.add(Figure.of(head + "rate", outcome.rate(), Better.NEITHER));
            figures.add(Figure.of(head + "spectral_compression", (double) dense / spectral, Better.HIGHER));
            figures.add(
                    Figure.of(head + "total_compression", (double) (dense + rest) / (spectral + rest), Better.HIGHER));
        });
        return figures;
    }
}
