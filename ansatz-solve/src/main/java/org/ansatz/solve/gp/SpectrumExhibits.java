package org.ansatz.solve.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Problem;

/**
 * The power spectra of all fields along all inputs: stems of the weights over the frequencies at the beginning, in the
 * middle and at the end of the first process.
 *
 * @param moments in order of time, the last at the end
 */
record SpectrumExhibits(Problem problem, Grid grid, List<SpectrumMoment> moments) {
    private static final int NAMED = 3;
    private static final double MARGIN = 1.05;

    /** One picture per field and input; none for covariances without frequencies. */
    List<Exhibit> all() {
        List<Exhibit> exhibits = new ArrayList<>();
        SpectralMixture[][] last = last().kernels();
        for (int f = 0; f < last.length; f++) {
            for (int a = 0; a < last[f].length; a++) {
                if (last[f][a].kind().oscillates()) {
                    exhibits.add(exhibit(f, a));
                }
            }
        }
        return exhibits;
    }

    private SpectrumMoment last() {
        return moments.get(moments.size() - 1);
    }

    private Exhibit exhibit(int f, int a) {
        String field = problem.fields().get(f);
        String input = problem.inputNames().get(a);
        double top = moments.stream()
                .mapToDouble(moment -> highest(moment.kernels()[f][a]))
                .max()
                .orElse(1);
        List<Exhibit.Curve> curves = new ArrayList<>();
        for (SpectrumMoment moment : moments) {
            String when = moment == last() ? "end" : moment.step() == 0 ? "start" : "after " + moment.step() + " steps";
            curves.add(stems(when, moment.kernels()[f][a], MARGIN * top));
        }
        return new Exhibit.Curves(
                "spectrum-" + field + "-" + input,
                "Spectrum of " + field + " along " + input,
                caption(f, a),
                "frequency along " + input + ", cycles per unit length",
                "share of the weight",
                false,
                false,
                curves);
    }

    private static double highest(SpectralMixture kernel) {
        return kernel.spectrum().stream()
                .mapToDouble(SpectralMixture.Peak::frequency)
                .max()
                .orElseThrow();
    }

    private static double total(SpectralMixture kernel) {
        return kernel.spectrum().stream()
                .mapToDouble(SpectralMixture.Peak::weight)
                .sum();
    }

    /** A base line, then one stem per peak, with gaps between. */
    private static Exhibit.Curve stems(String when, SpectralMixture kernel, double end) {
        List<SpectralMixture.Peak> peaks = kernel.spectrum();
        double total = total(kernel);
        double[] x = new double[3 + 3 * peaks.size()];
        double[] y = new double[x.length];
        x[1] = end;
        y[2] = Double.NaN;
        for (int k = 0; k < peaks.size(); k++) {
            int at = 3 + 3 * k;
            Arrays.fill(x, at, at + 3, peaks.get(k).frequency());
            y[at + 1] = peaks.get(k).weight() / total;
            y[at + 2] = Double.NaN;
        }
        return new Exhibit.Curve(when, x, y);
    }

    private String caption(int f, int a) {
        SpectralMixture kernel = last().kernels()[f][a];
        double total = total(kernel);
        String heaviest = kernel.spectrum().stream()
                .limit(NAMED)
                .map(peak ->
                        String.format(Locale.ROOT, "%.4g (%.0f %%)", peak.frequency(), 100 * peak.weight() / total))
                .collect(Collectors.joining(", "));
        StringBuilder caption = new StringBuilder("Weights of the peaks of the learned spectrum; heaviest at the end: ")
                .append(heaviest)
                .append(". All peaks are in spectrum.csv.");
        if (moments.get(0).step() == 0 && moments.size() > 1) {
            double top = highest(moments.get(0).kernels()[f][a]);
            SpectrumWarnings.of(problem.fields().get(f), grid.axis(a), kernel, top)
                    .forEach(warning ->
                            caption.append(" Warning: ").append(warning).append('.'));
        }
        return caption.toString();
    }

    /** The peaks at the end, field by field and input by input, the heaviest first: {@code spectrum.csv}. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("field,input,weight,frequency,width");
        SpectralMixture[][] last = last().kernels();
        for (int f = 0; f < last.length; f++) {
            for (int a = 0; a < last[f].length; a++) {
                for (SpectralMixture.Peak peak : last[f][a].spectrum()) {
                    lines.add(String.join(
                            ",",
                            problem.fields().get(f),
                            problem.inputNames().get(a),
                            Double.toString(peak.weight()),
                            Double.toString(peak.frequency()),
                            Double.toString(peak.width())));
                }
            }
        }
        return lines;
    }
}
