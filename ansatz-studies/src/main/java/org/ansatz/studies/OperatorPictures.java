package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return outcome.operator().model().fourier().weights().compressionRatio();
    }

    /** Input, truth, prediction and error of the first test sample. */
    void prediction(String prefix, OperatorExperiment trials, String name) throws IOException {
        Outcome outcome = trials.of(name);
        PredictionPicture.of(outcome.operator(), trials.data(), trials.split().train())
                .draw(pictures, prefix + "-" + name + ".png", name + ", first test sample");
    }

    /** Spectra of the test fields and of what some contestants make of them, root mean squares by shells. */
    void spectra(String prefix, OperatorExperiment trials, List<String> names) throws IOException {
        double[][] first = trials.spectra(names.get(0));
        double[] waves = new double[first[0].length];
        Arrays.setAll(waves, k -> k);
        List<Curve> curves = new ArrayList<>(List.of(new Curve("truth", waves, first[0])));
        for (String name : names) {
            double[][] both = trials.spectra(name);
            curves.add(new Curve(name, waves, both[1]));
            curves.add(new Curve("error of " + name, waves, both[2]));
        }
        pictures.lines(
                prefix + "-spectrum.png",
                "spectra of test fields and predictions",
                "|k| in waves per side",
                "root mean square",
                true,
                curves);
    }

    /** Errors over the numbers of training samples. */
    void samples(String prefix, List<Integer> counts, Map<String, List<Double>> errors) throws IOException {
        double[] x = counts.stream().mapToDouble(count -> count).toArray();
        List<Curve> curves = new ArrayList<>();
        errors.forEach((name, values) -> curves.add(new Curve(
                name, x, values.stream().mapToDouble(Double::doubleValue).toArray())));
        pictures.lines(
                prefix + "-samples.png",
                "test error by number of training fields, equal steps",
                "training fields",
                "relative L2 error",
                true,
                curves);
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
            for (int level = 0; level < patcher.views(); level++) {
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
