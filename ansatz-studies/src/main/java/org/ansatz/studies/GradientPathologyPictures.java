package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.learn.train.GradientProbe;
import org.ansatz.physics.problem.History.Row;
import org.ansatz.studies.CollocationExperiment.Trained;
import org.ansatz.studies.CollocationExperiment.Variant;
import org.ansatz.studies.Pictures.Curve;
import org.ansatz.studies.StiffnessExperiment.Spectra;

/** The pictures of arXiv 2001.04536: error maps, losses, weights, gradient densities, Hessian spectra. */
final class GradientPathologyPictures {
    private final Pictures pictures;

    GradientPathologyPictures(Optional<Path> folder) {
        pictures = new Pictures(folder);
    }

    void draw(String name, CollocationExperiment experiment, List<Trained> runs) throws IOException {
        List<Curve> losses = new ArrayList<>();
        List<Curve> weights = new ArrayList<>();
        double[][] exact = experiment.exactField();
        pictures.map(name + "-exact.png", name + ", exact", experiment.axis(0), experiment.axis(1), exact);
        for (Trained run : runs) {
            for (String term : run.losses().keySet()) {
                losses.add(history(run, term, run.variant() + " " + term));
                if (run.variant().annealed && !term.equals("residual")) {
                    weights.add(history(run, "lambda." + term, run.variant() + " " + term));
                }
            }
            if (run.variant() == Variant.M1 || run.variant() == Variant.M4) {
                maps(name, experiment, exact, run);
                densities(name, run);
            }
        }
        pictures.lines(name + "-losses.png", name + ": unweighted loss terms", "step", "loss", true, losses);
        pictures.lines(name + "-weights.png", name + ": weights", "step", "lambda", true, weights);
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

    private void maps(String name, CollocationExperiment experiment, double[][] exact, Trained run) throws IOException {
        double[][] field = experiment.field(run.module(), run.parameters());
        double[][] error = new double[field.length][field.length];
        for (int i = 0; i < field.length; i++) {
            for (int j = 0; j < field.length; j++) {
                error[i][j] = Math.abs(field[i][j] - exact[i][j]);
            }
        }
        String file = name + "-" + run.variant();
        double[] x = experiment.axis(0);
        double[] y = experiment.axis(1);
        pictures.map(file + "-predicted.png", name + ", " + run.variant() + " predicted", x, y, field);
        pictures.map(file + "-error.png", name + ", " + run.variant() + " absolute error", x, y, error);
    }

    private void densities(String name, Trained run) throws IOException {
        GradientProbe probe = GradientProbe.record(run.objective(), run.parameters(), run.weights(), run.layers());
        for (int layer = 0; layer < run.layers().size(); layer++) {
            double limit = 0;
            for (double g : probe.layer("residual", layer)) {
                limit = Math.max(limit, Math.abs(g));
            }
            List<Curve> curves = new ArrayList<>();
            for (String term : run.losses().keySet()) {
                GradientProbe.Density density = probe.density(term, layer, limit, 81);
                curves.add(new Curve(term, density.centres(), density.values()));
            }
            pictures.lines(
                    name + "-" + run.variant() + "-gradients-layer" + (layer + 1) + ".png",
                    name + ", " + run.variant() + ": gradient entries of layer " + (layer + 1),
                    "gradient of the weighted term",
                    "density",
                    true,
                    curves);
        }
    }

    /** Eigenvalues in descending order, of both terms for every frequency. */
    void spectra(double[] frequencies, List<Spectra> spectra) throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < frequencies.length; k++) {
            String frequency = ", C = " + (int) frequencies[k];
            curves.add(descending("residual" + frequency, spectra.get(k).residual()));
            curves.add(descending("boundary" + frequency, spectra.get(k).boundary()));
        }
        pictures.lines(
                "stiffness-spectra.png",
                "Hessian eigenvalues of the loss terms (positive part)",
                "rank",
                "eigenvalue",
                true,
                curves);
    }

    private static Curve descending(String label, double[] ascending) {
        int n = ascending.length;
        double[] rank = new double[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            rank[i] = i + 1;
            values[i] = ascending[n - 1 - i];
        }
        return new Curve(label, rank, values);
    }
}
