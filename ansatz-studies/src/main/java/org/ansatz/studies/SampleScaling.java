package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.OperatorExperiment.Contestant;

/** Dense and Tucker's weights of {@link MgTfno} after equally many steps on few and on many samples, which share the test samples. */
final class SampleScaling {
    static final List<Integer> COUNTS = List.of(32, 64, 128, 256);
    private static final double RATE = 1e-2;

    private SampleScaling() {}

    /** @param shown samples that a training sees, repetitions included */
    static List<Figure> figures(OperatorExperiment all, int shown, Run run) throws IOException {
        FnoSettings dense = FnoSettings.improved(1, 1, 24, new SpectralModes(12, 12));
        FnoSettings tucker = dense.with(WeightFormat.of(Kind.TUCKER, 0.1));
        Map<String, List<Double>> errors = new LinkedHashMap<>();
        List<Figure> figures = new ArrayList<>();
        for (int count : COUNTS) {
            TrainingPlan plan = TrainingPlan.standard(Math.max(1, shown / count), RATE, run.seed());
            for (Contestant contestant : List.of(
                    new Contestant("dense", Architecture.of(dense), plan),
                    new Contestant("tucker", Architecture.of(tucker), plan))) {
                String name = contestant.name();
                double error = all.errorAfter(contestant, count);
                errors.computeIfAbsent(name, key -> new ArrayList<>()).add(error);
                figures.add(Figure.of("samples." + name + "." + count + ".l2", error, Better.LOWER));
            }
        }
        new OperatorPictures(run.folder()).samples("samples", COUNTS, errors);
        return figures;
    }
}
