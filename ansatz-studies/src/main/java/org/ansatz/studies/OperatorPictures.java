package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.train.PredictionPicture;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;
import org.ansatz.studies.OperatorExperiment.Outcome;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Pictures of an {@link OperatorExperiment}. */
final class OperatorPictures {
    private final Pictures pictures;

    OperatorPictures(Optional<Path> folder) {
        pictures = new Pictures(folder);
    }

    /** Test errors over the steps of training. */
    void errors(String prefix, OperatorExperiment trials) throws IOException {
        List<Curve> curves = new ArrayList<>();
        trials.outcomes().forEach((name, outcome) -> {
            var rows = outcome.history().rows().stream()
                    .filter(row -> row.values().containsKey("test_l2"))
                    .toList();
            curves.add(new Curve(
                    name,
                    rows.stream().mapToDouble(row -> row.step()).toArray(),
                    rows.stream()
                            .mapToDouble(row -> row.values().get("test_l2"))
                            .toArray()));
        });
        pictures.lines(prefix + "-training.png", "relative L2 error of 64 test fields", "step", "error", true, curves);
    }

    /** Errors over the logarithm of the compression of the spectral weights: Tucker's as a line, others as a point each. */
    void compression(String prefix, OperatorExperiment trials) throws IOException {
        List<Curve> curves = new ArrayList<>();
        List<Outcome> tucker = new ArrayList<>();
        trials.outcomes().forEach((name, outcome) -> {
            if (name.startsWith("tucker") || name.equals("dense")) {
                tucker.add(outcome);
            }
        });
        tucker.sort(Comparator.comparingDouble(OperatorPictures::compressionOf));
        curves.add(new Curve(
                "dense, Tucker",
                tucker.stream().mapToDouble(o -> Math.log10(compressionOf(o))).toArray(),
                tucker.stream().mapToDouble(Outcome::l2).toArray()));
        trials.outcomes().forEach((name, outcome) -> {
            if (!tucker.contains(outcome)) {
                double at = Math.log10(compressionOf(outcome));
                double[] wide = {at - 0.03, at + 0.03};
                curves.add(new Curve(name, wide, new double[] {outcome.l2(), outcome.l2()}));
            }
        });
        pictures.lines(
                prefix + "-compression.png",
                "test error by compression of the spectral weights",
                "log10 of compression",
                "relative L2 error",
                false,
                curves);
    }

    private static double compressionOf(Outcome outcome) {
        return outcome.operator().model().network().weights().compressionRatio();
    }

    /** Input, truth, prediction and error of the first test sample. */
    void prediction(String prefix, OperatorExperiment trials, String name) throws IOException {
        Outcome outcome = trials.of(name);
        PredictionPicture.of(outcome.operator(), trials.data(), trials.split().train())
                .draw(pictures, prefix + "-" + name + ".png", name + ", first test sample");
    }

    /** The levels of one patch of the first field. */
    void patch(String file, FieldDataset data, MultigridPatcher patcher) throws IOException {
        Scope scope = Scope.open();
        try {
            Tensor field = data.inputs().batch(0);
            int patch = patcher.patchesPerAxis() + 1;
            Tensor levels = patcher.patch(field).select(0, patch);
            List<FieldMap> maps = new ArrayList<>();
            maps.add(new FieldMap("field", rows(field.select(0, 0).select(0, 0)), "f"));
            for (int level = 0; level < patcher.channelFactor(); level++) {
                String title = String.format(Locale.ROOT, "patch 1, 1, level %d", level);
                maps.add(new FieldMap(title, rows(levels.select(0, level)), "f"));
            }
            double[] unit = {0, 1};
            pictures.fields(file, "a patch and its coarser surroundings", "", unit, "", unit, maps.size(), maps);
        } finally {
            scope.close();
        }
    }

    private static double[][] rows(Tensor plane) {
        double[] flat = plane.contiguous().toDoubles();
        int columns = (int) plane.size(1);
        double[][] rows = new double[(int) plane.size(0)][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
        return rows;
    }
}
