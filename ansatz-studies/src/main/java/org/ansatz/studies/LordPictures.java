package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.operator.lord.LordNet;
import org.ansatz.operator.lord.SeparableInverse;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Pictures of the study of arXiv 2206.09418. */
final class LordPictures {
    // u on x = 1/2 at Re 100: Ghia, Ghia and Shin, J. Comput. Phys. 48 (1982) 387, table I.
    private static final double[] GHIA_Y = {
        0, 0.0547, 0.0625, 0.0703, 0.1016, 0.1719, 0.2813, 0.4531, 0.5, 0.6172, 0.7344, 0.8516, 0.9531, 0.9609, 0.9688,
        0.9766, 1
    };
    private static final double[] GHIA_U = {
        0, -0.03717, -0.04192, -0.04775, -0.06434, -0.10150, -0.15662, -0.21090, -0.20581, -0.13641, 0.00332, 0.23151,
        0.68717, 0.73722, 0.78871, 0.84123, 1
    };
    private static final int SHOWN = 4;

    private final Pictures pictures;

    LordPictures(Optional<Path> folder) {
        pictures = new Pictures(folder);
    }

    /** What sums of Kronecker products can do for the inverse, with no training. */
    void ranks() throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (int n : new int[] {15, 31, 63}) {
            double[] errors = new SeparableInverse(n, n).bestErrors();
            double[] ranks = new double[12];
            Arrays.setAll(ranks, r -> r);
            curves.add(new Curve("n = " + n, ranks, Arrays.copyOf(errors, ranks.length)));
        }
        pictures.lines(
                "ranks.png",
                "best sums of Kronecker products for the inverse of the Laplacian",
                "rank",
                "relative Frobenius error",
                true,
                curves);
    }

    /** Losses and errors of all networks, one prediction; names of files begin with the experiment's. */
    void poisson(String name, PoissonExperiment experiment) throws IOException {
        List<Curve> losses = new ArrayList<>();
        List<Curve> errors = new ArrayList<>();
        experiment.outcomes().forEach((network, outcome) -> {
            if (!outcome.contestant().labelled()) {
                losses.add(column(outcome.history(), "loss", network));
            }
            errors.add(column(outcome.history(), "error", network));
        });
        String head = name.toLowerCase(Locale.ROOT);
        pictures.lines(head + "-loss.png", "mean squared residual", "step", "loss", true, losses);
        pictures.lines(
                head + "-error.png", "true error, seen by nobody in training", "step", "relative L2", true, errors);
        prediction(head + "-prediction.png", experiment);
    }

    private static Curve column(History history, String column, String name) {
        var rows = history.rows().stream()
                .filter(row -> row.values().containsKey(column))
                .toList();
        return new Curve(
                name,
                rows.stream().mapToDouble(row -> (double) row.step()).toArray(),
                rows.stream().mapToDouble(row -> row.values().get(column)).toArray());
    }

    private void prediction(String file, PoissonExperiment experiment) throws IOException {
        Scope scope = Scope.open();
        try {
            PoissonTask task = experiment.task();
            Tensor data = experiment.test().narrow(0, 0, 1);
            Tensor output =
                    Autograd.noGrad(() -> experiment.of("lordnet").network().forward(data));
            Tensor f = plane(data);
            Tensor truth = plane(task.field(experiment.exact().narrow(0, 0, 1), data));
            Tensor u = plane(task.field(task.unknowns(output), data));
            int n = (int) f.size(0);
            double[] axis = axis(n, task.firstNode(), 1 - task.firstNode());
            String where = data.dim() > 4 ? String.format(Locale.ROOT, ", at z = %.2f", axis[n / 2]) : "";
            pictures.fields(
                    file,
                    "LordNet on data it has not seen" + where,
                    "x",
                    axis,
                    "y",
                    axis,
                    2,
                    List.of(
                            new FieldMap("source", rows(f, n), "f"),
                            new FieldMap("classical solver", rows(truth, n), "u"),
                            new FieldMap("LordNet", rows(u, n), "u"),
                            new FieldMap("error", rows(u.sub(truth).abs(), n), "|e|")));
        } finally {
            scope.close();
        }
    }

    /** The first channel of the first sample, in space the middle plane across the third axis. */
    private static Tensor plane(Tensor fields) {
        Tensor field = fields.select(0, 0).select(0, 0);
        return field.dim() > 2 ? field.select(2, field.size(2) / 2) : field;
    }

    /** Learned matrices beside those of the exact inverse. */
    void matrices(LordNet network) throws IOException {
        Scope scope = Scope.open();
        try {
            Tensor learned = network.spatial(0).factor(0).detach().to(DType.FLOAT64);
            int n = (int) learned.size(2);
            SeparableInverse inverse = new SeparableInverse(n, n);
            double[] axis = axis(n, 1, n);
            List<FieldMap> maps = new ArrayList<>();
            for (int c = 0; c < SHOWN; c++) {
                Tensor a = learned.select(0, c).select(0, 0);
                maps.add(new FieldMap("learned A, channel " + (c + 1), rows(a, n), "a" + c));
            }
            for (int k = 0; k < SHOWN; k++) {
                double t = Math.pow(10, k - 4.0);
                maps.add(new FieldMap(
                        String.format(Locale.ROOT, "exp(-tA), t = %.0e", t), rows(inverse.heatKernel(t), n), "h" + k));
            }
            pictures.fields("e1-matrices.png", "matrices along x and heat kernels", "i", axis, "j", axis, SHOWN, maps);
        } finally {
            scope.close();
        }
    }

    /** Loss and error, stream functions, the centre line with the published points. */
    void cavity(CavityExperiment e2) throws IOException {
        History history = e2.training().history();
        pictures.lines(
                "e2-training.png",
                "cavity: loss (" + e2.loss() + "), and error after 20 steps from rest",
                "step",
                "",
                true,
                List.of(column(history, "loss", "loss"), column(history, "error", "error")));
        int n = CavityExperiment.SPACINGS;
        double[] truth = e2.steady();
        double[] own = e2.predictedSteady();
        double[] axis = axis(n - 1, 1.0 / n, 1 - 1.0 / n);
        double[] error = new double[own.length];
        Arrays.setAll(error, k -> Math.abs(own[k] - truth[k]));
        pictures.fields(
                "e2-stream-function.png",
                "stream function of the steady flow, Re 100",
                "x",
                axis,
                "y",
                axis,
                3,
                List.of(
                        new FieldMap("Newton", rows(truth, n - 1), "psi"),
                        new FieldMap("LordNet, 400 steps", rows(own, n - 1), "psi"),
                        new FieldMap("error", rows(error, n - 1), "|e|")));
        double[] y = axis(n + 1, 0, 1);
        pictures.lines(
                "e2-centre-line.png",
                "velocity along the lid's direction on x = 1/2, Re 100",
                "y",
                "u",
                false,
                List.of(
                        new Curve("Newton, 32 spacings", y, centreLine(truth, n)),
                        new Curve("LordNet, 400 steps", y, centreLine(own, n)),
                        new Curve("Ghia, Ghia and Shin, 128 spacings", GHIA_Y, GHIA_U)));
    }

    /** {@code psi_y} at all nodes of x = 1/2 by central differences. */
    private static double[] centreLine(double[] psi, int n) {
        int from = (n / 2 - 1) * (n - 1);
        double[] u = new double[n + 1];
        u[n] = 1;
        for (int j = 1; j < n; j++) {
            double above = j + 1 < n ? psi[from + j] : 0;
            double below = j > 1 ? psi[from + j - 2] : 0;
            u[j] = 0.5 * n * (above - below);
        }
        return u;
    }

    private static double[] axis(int count, double from, double to) {
        double[] axis = new double[count];
        Arrays.setAll(axis, k -> from + k * (to - from) / (count - 1));
        return axis;
    }

    private static double[][] rows(Tensor field, int n) {
        return rows(field.to(DType.FLOAT64).contiguous().toDoubles(), n);
    }

    private static double[][] rows(double[] flat, int n) {
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * n, (i + 1) * n));
        return rows;
    }
}
