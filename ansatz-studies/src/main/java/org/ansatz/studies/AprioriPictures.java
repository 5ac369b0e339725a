package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ansatz.operator.conv.BlockTraining;
import org.ansatz.operator.conv.CanonicalKernel;
import org.ansatz.operator.conv.ConvCost;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.physics.reference.fem.WaveZone;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.Scope;

/** The pictures of arXiv 2304.04964's study: losses, frames, errors against ranks and parameters, filters, costs. */
final class AprioriPictures {
    private final Optional<Path> folder;
    private final Pictures pictures;

    AprioriPictures(Optional<Path> folder) {
        this.folder = folder;
        pictures = new Pictures(folder);
    }

    /** Losses of E1 by step. */
    void recovery(String file, List<StepRecovery.Outcome> outcomes) throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (StepRecovery.Outcome outcome : outcomes) {
            curves.add(new Curve(
                    outcome.format().label(),
                    IntStream.rangeClosed(1, outcome.losses().length)
                            .mapToDouble(k -> k)
                            .toArray(),
                    outcome.losses()));
        }
        pictures.lines(file, "E1: one step of the wave equation", "L-BFGS step", "mean squared error", true, curves);
    }

    /** Losses by step, on training draws and on those held back. */
    void losses(String name, String title, List<GeneratorTrial.Outcome> outcomes) throws IOException {
        List<Curve> training = new ArrayList<>();
        List<Curve> heldBack = new ArrayList<>();
        for (GeneratorTrial.Outcome outcome : outcomes) {
            List<BlockTraining.Check> checks = outcome.checks();
            double[] steps =
                    checks.stream().mapToDouble(check -> (double) check.step()).toArray();
            String label = outcome.format().label();
            training.add(new Curve(
                    label,
                    steps,
                    checks.stream().mapToDouble(BlockTraining.Check::training).toArray()));
            heldBack.add(new Curve(
                    label,
                    steps,
                    checks.stream().mapToDouble(BlockTraining.Check::heldBack).toArray()));
        }
        String unit = "mean squared error, standardised";
        pictures.lines(name + "-training.png", title + ", training draws", "step", unit, true, training);
        pictures.lines(name + "-held-back.png", title + ", draws held back", "step", unit, true, heldBack);
    }

    /** Early, middle and last frame of a test draw: truth and generators on one scale, and below them what is wrong. */
    void frames(WaveDraws test, int draw, List<GeneratorTrial.Outcome> outcomes) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        WaveZone zone = test.zone();
        double[] truth = test.data().blocks()[draw];
        List<double[]> made = new ArrayList<>();
        for (GeneratorTrial.Outcome outcome : outcomes) {
            made.add(outcome.surrogate().predict(new double[][] {test.data().parameters()[draw]})[0]);
        }
        double high = 0.25 + (zone.side() - 1) * zone.h();
        MapSheet sheet =
                new MapSheet("E2: test draw " + draw, "x", "y", new double[] {0.25, 0.25}, new double[] {high, high});
        for (int frame : new int[] {0, zone.frames() / 2, zone.frames() - 1}) {
            String time = String.format(Locale.ROOT, ", t = %.3g", (frame + 1) * zone.every() * zone.dt());
            List<MapSheet.Map> fields = new ArrayList<>(List.of(map(zone, "truth" + time, truth, frame)));
            List<MapSheet.Map> errors = new ArrayList<>();
            for (int k = 0; k < made.size(); k++) {
                String label = outcomes.get(k).format().label();
                double[] block = made.get(k);
                double[] error = new double[block.length];
                Arrays.setAll(error, n -> Math.abs(block[n] - truth[n]));
                fields.add(map(zone, label + time, block, frame));
                errors.add(map(zone, label + ", |error|", error, frame));
            }
            sheet.row(0, fields, false).row(1, errors, false);
        }
        sheet.write(folder.get().resolve("figures").resolve("E2-frames.png"));
    }

    private static MapSheet.Map map(WaveZone zone, String name, double[] block, int frame) {
        int side = zone.side();
        double[][] values = new double[side][side];
        for (int j = 0; j < side; j++) {
            for (int i = 0; i < side; i++) {
                values[i][j] = block[(frame * side + j) * side + i];
            }
        }
        return new MapSheet.Map(name, values);
    }

    /** Test errors against rank and against weights of kernels; the dense layer is the line to compare with. */
    void errors(List<GeneratorTrial.Outcome> canonical, GeneratorTrial.Outcome dense) throws IOException {
        double[] ranks =
                IntStream.rangeClosed(1, canonical.size()).mapToDouble(k -> k).toArray();
        double[] errors =
                canonical.stream().mapToDouble(GeneratorTrial.Outcome::mean).toArray();
        double[] level = new double[ranks.length];
        Arrays.fill(level, dense.mean());
        pictures.lines(
                "E2-error-by-rank.png",
                "E2: mean relative error of test blocks",
                "rank",
                "relative L2",
                false,
                List.of(new Curve("canonical", ranks, errors), new Curve("dense", ranks, level)));
        double[] sizes = canonical.stream()
                .mapToDouble(outcome -> (double) outcome.surrogate().network().kernelParameterCount())
                .toArray();
        double full = dense.surrogate().network().kernelParameterCount();
        pictures.lines(
                "E2-error-by-parameters.png",
                "E2: mean relative error of test blocks",
                "weights of kernels",
                "relative L2",
                false,
                List.of(
                        new Curve("R = 1, 2, ..", sizes, errors),
                        new Curve("dense", new double[] {sizes[0], full}, new double[] {dense.mean(), dense.mean()})));
    }

    /** The first filters in time and along y of a trained layer of rank one, scaled to length one. */
    void filters(GeneratorTrial.Outcome outcome) throws IOException {
        if (folder.isEmpty()
                || !(outcome.surrogate().network().convolutions().get(2).kernel() instanceof CanonicalKernel kernel)) {
            return;
        }
        String[] axes = {"time", "y", "x"};
        for (int axis = 0; axis < kernel.filters().size(); axis++) {
            List<Curve> curves = new ArrayList<>();
            for (int k = 0; k < 6; k++) {
                Scope scope = Scope.open();
                try {
                    double[] filter = kernel.filters()
                            .get(axis)
                            .detach()
                            .select(0, k)
                            .select(0, k)
                            .select(0, 0)
                            .to(org.ansatz.tensor.DType.FLOAT64)
                            .toDoubles();
                    double length =
                            Math.sqrt(Arrays.stream(filter).map(v -> v * v).sum());
                    curves.add(new Curve(
                            "pair " + k + ", " + k,
                            IntStream.range(0, filter.length)
                                    .mapToDouble(t -> t - Math.floorDiv(filter.length, 2))
                                    .toArray(),
                            Arrays.stream(filter).map(v -> v / length).toArray()));
                } finally {
                    scope.close();
                }
            }
            pictures.lines(
                    "E2-filters-" + axes[axis] + ".png",
                    "E2: learned filters of the third layer along " + axes[axis] + ", "
                            + outcome.format().label(),
                    "tap",
                    "weight",
                    false,
                    curves);
        }
    }

    /** The table of costs as {@code costs.csv}. */
    void costs(List<KernelFormat> formats, List<ConvCost> costs, List<Double> errors) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of("format,parameters,kernel weights,bytes,latency ms,relative L2"));
        for (int k = 0; k < costs.size(); k++) {
            ConvCost cost = costs.get(k);
            lines.add(String.format(
                    Locale.ROOT,
                    "\"%s\",%d,%d,%d,%.3f,%.5f",
                    formats.get(k).label(),
                    cost.parameters(),
                    cost.kernels(),
                    cost.bytes(),
                    cost.latencySeconds() * 1e3,
                    errors.get(k)));
        }
        Files.write(folder.get().resolve("costs.csv"), lines);
    }
}
