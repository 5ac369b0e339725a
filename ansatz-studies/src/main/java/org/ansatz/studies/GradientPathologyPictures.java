package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.learn.train.GradientProbe;
import org.ansatz.physics.problem.History.Row;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.CollocationExperiment.Trained;
import org.ansatz.studies.CollocationExperiment.Variant;
import org.ansatz.studies.StiffnessExperiment.Spectra;

/** The pictures of arXiv 2001.04536: error maps, losses, weights, gradient densities, Hessian spectra. */
final class GradientPathologyPictures {
    private static final int BINS = 81;

    private final Optional<Path> folder;
    private final Pictures pictures;

    GradientPathologyPictures(Optional<Path> folder) {
        this.folder = folder.map(run -> run.resolve("figures"));
        pictures = new Pictures(folder);
    }

    /** All pictures of an experiment, from one run of each variant. */
    void draw(String name, CollocationExperiment experiment, List<Trained> runs) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        variants(name, experiment, runs);
        for (String term : runs.get(0).losses().keySet()) {
            List<Curve> losses = new ArrayList<>();
            for (Trained run : runs) {
                losses.add(history(run, term, run.variant().toString()));
            }
            pictures.lines(
                    name + "-loss-" + term + ".png",
                    experiment.name() + ": unweighted loss of the " + term + " term",
                    "step",
                    "loss",
                    true,
                    losses);
        }
        List<Curve> weights = new ArrayList<>();
        for (Trained run : runs) {
            for (String term : run.losses().keySet()) {
                if (run.variant().annealed && !term.equals("residual")) {
                    weights.add(history(run, "lambda." + term, run.variant() + " " + term));
                }
            }
            if (run.variant() == Variant.M1 || run.variant() == Variant.M4) {
                densities(name, run);
            }
        }
        pictures.lines(
                name + "-weights.png", experiment.name() + ": annealed weights", "step", "lambda", true, weights);
    }

    private static Curve history(Trained run, String column, String label) {
        List<Row> rows = run.history().rows();
        return new Curve(
                label,
                rows.stream().mapToDouble(row -> (double) row.step()).toArray(),
                rows.stream()
                        .mapToDouble(row -> row.values().getOrDefault(column, Double.NaN))
                        .toArray());
    }

    /** All variants in one figure: exact and predicted fields above, absolute errors on one scale below. */
    private void variants(String name, CollocationExperiment experiment, List<Trained> runs) throws IOException {
        double[][] exact = experiment.exactField();
        List<MapSheet.Map> fields = new ArrayList<>();
        List<MapSheet.Map> errors = new ArrayList<>();
        fields.add(new MapSheet.Map("exact", exact));
        for (Trained run : runs) {
            double[][] field = experiment.field(run.module(), run.parameters());
            double[][] error = new double[field.length][field.length];
            for (int i = 0; i < field.length; i++) {
                for (int j = 0; j < field.length; j++) {
                    error[i][j] = Math.abs(field[i][j] - exact[i][j]);
                }
            }
            String label = String.format(Locale.ROOT, "%s, relative L2 %.2e", run.variant(), run.relativeL2());
            fields.add(new MapSheet.Map(run.variant().toString(), field));
            errors.add(new MapSheet.Map(label, error));
        }
        new MapSheet(
                        experiment.name() + ": fields and absolute errors",
                        experiment.coordinates().get(0),
                        experiment.coordinates().get(1),
                        experiment.low(),
                        experiment.high())
                .row(0, fields, false)
                .row(1, errors, true)
                .write(folder.orElseThrow().resolve(name + "-variants.png"));
    }

    /** Entries of the gradients layer by layer; in M1 those of the boundary are a spike at zero. */
    private void densities(String name, Trained run) throws IOException {
        GradientProbe probe = GradientProbe.record(run.objective(), run.parameters(), run.weights(), run.layers());
        for (int layer = 0; layer < run.layers().size(); layer++) {
            double limit = 0;
            for (double g : probe.layer("residual", layer)) {
                limit = Math.max(limit, Math.abs(g));
            }
            List<Curve> curves = new ArrayList<>();
            for (String term : run.losses().keySet()) {
                GradientProbe.Density density = probe.density(term, layer, limit, BINS);
                double[] shown = Arrays.stream(density.values())
                        .map(v -> Math.log10(1 + v))
                        .toArray();
                double scale = limit;
                double[] relative = Arrays.stream(density.centres())
                        .map(centre -> centre / scale)
                        .toArray();
                curves.add(new Curve(term, relative, shown));
            }
            pictures.lines(
                    name + "-" + run.variant() + "-gradients-layer" + (layer + 1) + ".png",
                    name + ", " + run.variant() + ": gradient entries of layer " + (layer + 1),
                    "gradient of the weighted term / largest entry of the residual's",
                    "log10(1 + density)",
                    false,
                    curves);
        }
    }

    /** Eigenvalues in descending order, of both terms for every frequency. */
    void spectra(double[] frequencies, List<Spectra> spectra) throws IOException {
        for (String term : List.of("residual", "boundary")) {
            List<Curve> curves = new ArrayList<>();
            for (int k = 0; k < frequencies.length; k++) {
                Spectra both = spectra.get(k);
                double[] ascending = term.equals("residual") ? both.residual() : both.boundary();
                curves.add(descending("C = " + (int) frequencies[k], ascending));
            }
            pictures.lines(
                    "stiffness-spectrum-" + term + ".png",
                    "Hessian of the " + term + " term: eigenvalues above round-off",
                    "rank",
                    "eigenvalue",
                    true,
                    curves);
        }
    }

    /** Eigenvalues below a part in 1e12 of the largest are noise of the differences. */
    private static Curve descending(String label, double[] ascending) {
        int n = ascending.length;
        double[] rank = new double[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double value = ascending[n - 1 - i];
            rank[i] = i + 1;
            values[i] = value > 1e-12 * ascending[n - 1] ? value : Double.NaN;
        }
        return new Curve(label, rank, values);
    }
}
