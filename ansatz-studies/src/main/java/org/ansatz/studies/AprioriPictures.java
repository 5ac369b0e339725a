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

    /** Training and held-back losses by step. */
    void losses(String file, String title, List<GeneratorTrial.Outcome> outcomes) throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (GeneratorTrial.Outcome outcome : outcomes) {
            double[] steps = outcome.checks().stream()
                    .mapToDouble(check -> (double) check.step())
                    .toArray();
            String label = outcome.format().label();
            curves.add(new Curve(
                    label + ", training",
                    steps,
                    outcome.checks().stream()
                            .mapToDouble(BlockTraining.Check::training)
                            .toArray()));
            curves.add(new Curve(
                    label + ", held back",
                    steps,
                    outcome.checks().stream()
                            .mapToDouble(BlockTraining.Check::heldBack)
                            .toArray()));
        }
        pictures.lines(file, title, "step", "mean squared error, standardised", true, curves);
    }

    /** Frames of a test draw: truth, then each generator, and its error. */
    void frames(WaveDraws test, int draw, List<GeneratorTrial.Outcome> outcomes) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        WaveZone zone = test.zone();
        double[] low = {0.25, 0.25};
        double high = 0.25 + (zone.side() - 1) * zone.h();
        MapSheet sheet = new MapSheet(
                "E2: test draw " + draw + ", every second frame", "x", "y", low, new double[] {high, high});
        double[] truth = test.data().blocks()[draw];
        sheet.row(0, maps(zone, "truth", truth), false);
        for (GeneratorTrial.Outcome outcome : outcomes) {
            double[] made =
                    outcome.surrogate().predict(new double[][] {test.data().parameters()[draw]})[0];
            sheet.row(0, maps(zone, outcome.format().label(), made), false);
            double[] error = new double[made.length];
            Arrays.setAll(error, k -> Math.abs(made[k] - truth[k]));
            sheet.row(0, maps(zone, outcome.format().label() + ", |error|", error), false);
        }
        sheet.write(folder.get().resolve("figures").resolve("E2-frames.png"));
    }

    private static List<MapSheet.Map> maps(WaveZone zone, String name, double[] block) {
        int side = zone.side();
        List<MapSheet.Map> maps = new ArrayList<>();
        for (int f = 1; f < zone.frames(); f += 2) {
            double[][] values = new double[side][side];
            for (int j = 0; j < side; j++) {
                for (int i = 0; i < side; i++) {
                    values[i][j] = block[(f * side + j) * side + i];
                }
            }
            double time = (f + 1) * zone.every() * zone.dt();
            maps.add(new MapSheet.Map(name + String.format(Locale.ROOT, ", t = %.3g", time), values));
        }
        return maps;
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
