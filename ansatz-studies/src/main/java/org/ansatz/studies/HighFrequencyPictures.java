package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.solve.gp.SpectralMixture;
import org.ansatz.studies.SpectrumTrial.Check;

/** The pictures of arXiv 2311.04465: solution and error, learned spectrum, paths of the frequencies, error over time. */
final class HighFrequencyPictures {
    private static final int PATHS = 8;

    private final Optional<Path> folder;
    private final Pictures pictures;

    HighFrequencyPictures(Optional<Path> runFolder) {
        folder = runFolder.map(run -> run.resolve("figures"));
        pictures = new Pictures(runFolder);
    }

    /** All pictures of one fit. */
    void draw(String stem, SpectrumTrial trial) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        fields(stem, trial);
        spectra(stem, trial);
        paths(stem, trial);
    }

    private void fields(String stem, SpectrumTrial trial) throws IOException {
        Problem problem = trial.posed().problem();
        double[][] points = SpectrumTrial.points(problem);
        double[] exact = problem.values(problem.exact().get("u"), points);
        double[] found = trial.solution().evaluate(points, List.of(problem.term("u")))[0];
        double[] error = new double[found.length];
        Arrays.setAll(error, p -> Math.abs(found[p] - exact[p]));
        String title = problem.name() + ", " + trial.label() + ": ";
        if (problem.dimension() == 2) {
            int n = (int) Math.round(Math.sqrt(found.length));
            new MapSheet(title + "solution and absolute error", "x", "y", corner(problem, false), corner(problem, true))
                    .row(
                            0,
                            List.of(
                                    new MapSheet.Map("exact", square(exact, n)),
                                    new MapSheet.Map("found", square(found, n))),
                            false)
                    .row(1, List.of(new MapSheet.Map("absolute error", square(error, n))), true)
                    .write(folder.orElseThrow().resolve(stem + "-solution.png"));
            return;
        }
        pictures.lines(
                stem + "-solution.png",
                title + "solution",
                "x",
                "u",
                false,
                List.of(new Curve("found", points[0], found), new Curve("exact", points[0], exact)));
        pictures.lines(
                stem + "-error.png",
                title + "absolute error",
                "x",
                "|u - exact|",
                true,
                List.of(new Curve("error", points[0], error)));
    }

    private static double[] corner(Problem problem, boolean upper) {
        return problem.inputs().stream()
                .mapToDouble(i -> upper ? i.interval().max() : i.interval().min())
                .toArray();
    }

    private static double[][] square(double[] values, int n) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(values, i * n, (i + 1) * n);
        }
        return rows;
    }

    /** Stems at the beginning, in the middle and at the end; the true frequencies as lines to the top. */
    private void spectra(String stem, SpectrumTrial trial) throws IOException {
        List<Check> checks = trial.checks();
        double highest = checks.get(0).kernel().spectrum().stream()
                .mapToDouble(SpectralMixture.Peak::frequency)
                .max()
                .orElse(1);
        String[] names = {"start", "middle", "end"};
        int[] at = {0, checks.size() / 2, checks.size() - 1};
        for (int k = 0; k < names.length; k++) {
            Check check = checks.get(at[k]);
            Curve weights = stems("weight", check.kernel(), highest);
            double top =
                    Arrays.stream(weights.y()).filter(Double::isFinite).max().orElse(1);
            List<Double> truth = trial.posed().frequencies();
            double[] x = new double[3 * truth.size()];
            double[] y = new double[x.length];
            for (int t = 0; t < truth.size(); t++) {
                Arrays.fill(x, 3 * t, 3 * t + 3, truth.get(t));
                y[3 * t + 1] = 1.2 * top;
                y[3 * t + 2] = Double.NaN;
            }
            pictures.lines(
                    stem + "-spectrum-" + names[k] + ".png",
                    trial.posed().problem().name() + ", " + trial.label() + ": spectrum after " + check.step()
                            + " steps",
                    "frequency along x, cycles per unit length",
                    "weight",
                    false,
                    List.of(new Curve("true frequencies", x, y), weights));
        }
    }

    /** One stem per peak, on a line from zero to beyond the highest frequency of the beginning. */
    private static Curve stems(String name, SpectralMixture kernel, double highest) {
        int q = kernel.components();
        double[] x = new double[3 + 3 * q];
        double[] y = new double[x.length];
        x[1] = 1.1 * highest;
        y[2] = Double.NaN;
        List<SpectralMixture.Peak> peaks = kernel.spectrum();
        for (int k = 0; k < q; k++) {
            Arrays.fill(x, 3 + 3 * k, 6 + 3 * k, peaks.get(k).frequency());
            y[4 + 3 * k] = peaks.get(k).weight();
            y[5 + 3 * k] = Double.NaN;
        }
        return new Curve(name, x, y);
    }

    /** Frequencies of the components that are the heaviest at the end. */
    private void paths(String stem, SpectrumTrial trial) throws IOException {
        List<Check> checks = trial.checks();
        SpectralMixture last = checks.get(checks.size() - 1).kernel();
        if (!last.kind().oscillates()) {
            return;
        }
        int q = last.components();
        double[] weights = Arrays.copyOf(last.parameters(), q);
        List<Integer> heaviest = java.util.stream.IntStream.range(0, q)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(k -> -weights[k]))
                .limit(PATHS)
                .toList();
        double[] steps = steps(trial);
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < heaviest.size(); k++) {
            int component = heaviest.get(k);
            double[] path = checks.stream()
                    .mapToDouble(c -> Math.abs(c.kernel().parameters()[2 * q + component]))
                    .toArray();
            curves.add(new Curve("weight no. " + (k + 1), steps, path));
        }
        pictures.lines(
                stem + "-frequencies.png",
                trial.posed().problem().name() + ", " + trial.label() + ": paths of the frequencies",
                "step",
                "frequency, cycles per unit length",
                false,
                curves);
    }

    /** Errors of several methods over wall time. */
    void race(String stem, String title, List<Curve> curves) throws IOException {
        pictures.lines(stem + "-race.png", title, "seconds", "relative L2 error", true, curves);
    }

    /** Errors and objectives of several covariances over the steps. */
    void steps(String stem, String title, List<SpectrumTrial> trials) throws IOException {
        List<Curve> errors = new ArrayList<>();
        List<Curve> objectives = new ArrayList<>();
        for (SpectrumTrial trial : trials) {
            double[] steps = steps(trial);
            errors.add(new Curve(
                    trial.label(),
                    steps,
                    trial.checks().stream().mapToDouble(Check::relativeL2).toArray()));
            objectives.add(new Curve(
                    trial.label(),
                    steps,
                    trial.checks().stream()
                            .mapToDouble(check -> -check.logJoint())
                            .toArray()));
        }
        pictures.lines(stem + "-steps.png", title + ": error over steps", "step", "relative L2 error", true, errors);
        pictures.lines(
                stem + "-objective.png",
                title + ": objective over steps; gaps where it is positive",
                "step",
                "minus the log joint density",
                true,
                objectives);
    }

    private static double[] steps(SpectrumTrial trial) {
        return trial.checks().stream().mapToDouble(c -> (double) c.step()).toArray();
    }

    /** Distance of a group's weighted mean from its true frequency over the steps, of the first trials and one more. */
    void groups(String stem, int group, List<SpectrumTrial> trials, SpectrumTrial last) throws IOException {
        List<Curve> curves = new ArrayList<>();
        for (SpectrumTrial trial :
                Stream.concat(trials.stream(), Stream.of(last)).toList()) {
            curves.add(new Curve(
                    trial.label(),
                    steps(trial),
                    trial.checks().stream()
                            .mapToDouble(check -> trial.frequencyErrors(check.kernel())[group])
                            .toArray()));
        }
        pictures.lines(
                stem + "-group.png",
                String.format(
                        Locale.ROOT,
                        "distance of the peaks' weighted mean from %.3f",
                        last.posed().frequencies().get(group)),
                "step",
                "cycles per unit length",
                true,
                curves);
    }

    static Curve errors(SpectrumTrial trial) {
        return new Curve(
                trial.label(),
                trial.checks().stream().mapToDouble(Check::seconds).toArray(),
                trial.checks().stream().mapToDouble(Check::relativeL2).toArray());
    }
}
