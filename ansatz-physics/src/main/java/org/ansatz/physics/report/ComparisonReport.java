package org.ansatz.physics.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.Figure.Better;

/**
 * Several answers to one problem side by side.
 *
 * @param entries at least one
 */
public record ComparisonReport(Problem problem, List<Entry> entries, long seed) {
    public ComparisonReport {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("nothing to compare");
        }
    }

    /**
     * One answer.
     *
     * @param label method or optimizer
     * @param peakRssBytes largest resident size of the process while it worked, -1 if unknown
     */
    public record Entry(
            String label, Solution solution, ErrorMeasure.Result error, double wallSeconds, long peakRssBytes) {}

    /** One line per entry. */
    public String table() {
        int width = entries.stream().mapToInt(e -> e.label().length()).max().orElse(0);
        String format = "%-" + Math.max(12, width) + "s %14s %12s %10s %12s %10s  %s%n";
        StringBuilder text = new StringBuilder(
                String.format(format, "method", "relative L2", "max error", "seconds", "parameters", "memory", "end"));
        for (Entry e : entries) {
            double max = e.error().fields().values().stream()
                    .mapToDouble(ErrorMeasure.FieldError::max)
                    .max()
                    .orElse(Double.NaN);
            String estimated = e.error().kind() == ErrorMeasure.Kind.ESTIMATE ? "~" : "";
            text.append(String.format(
                    Locale.ROOT,
                    format,
                    e.label(),
                    estimated + Metrics.cell(e.error().worst()),
                    Metrics.cell(max),
                    String.format(Locale.ROOT, "%.1f", e.wallSeconds()),
                    e.solution().parameterCount(),
                    e.peakRssBytes() < 0 ? "-" : (e.peakRssBytes() >> 20) + " MB",
                    e.solution().outcome().status().name().toLowerCase(Locale.ROOT)));
        }
        return text.toString();
    }

    /** Who wins on error and on time, said plainly. */
    public String verdict() {
        return ranking() + caveat();
    }

    private String ranking() {
        List<Entry> measured = entries.stream()
                .filter(e -> Double.isFinite(e.error().worst()))
                .sorted(Comparator.comparingDouble(e -> e.error().worst()))
                .toList();
        List<Entry> byTime = entries.stream()
                .sorted(Comparator.comparingDouble(Entry::wallSeconds))
                .toList();
        Entry fastest = byTime.get(0);
        if (entries.size() == 1) {
            return entries.get(0).label() + " stands alone: there is nothing to compare it with.";
        }
        String time = factor(
                byTime.get(1).wallSeconds() / fastest.wallSeconds(),
                "faster than " + byTime.get(1).label());
        if (measured.size() < entries.size()) {
            return fastest.label() + " is fastest (" + time + "); the errors of "
                    + String.join(
                            ", ",
                            entries.stream()
                                    .filter(e -> !measured.contains(e))
                                    .map(Entry::label)
                                    .toList())
                    + " are not known, so no method wins on error.";
        }
        Entry best = measured.get(0);
        String error = factor(
                measured.get(1).error().worst() / best.error().worst(),
                "more exact than " + measured.get(1).label());
        return best == fastest
                ? best.label() + " wins on both counts: " + error + " and " + time + "."
                : best.label() + " wins on error (" + error + "), " + fastest.label() + " on time (" + time + ").";
    }

    private static String factor(double ratio, String what) {
        // Closer than this is within what a repeated run may change.
        if (ratio < 1.2) {
            return "hardly " + what;
        }
        if (!Double.isFinite(ratio)) {
            return "beyond measure " + what;
        }
        return Ticks.label(new BigDecimal(ratio, new MathContext(2)).doubleValue()) + " times " + what;
    }

    /** What the reader must know about errors that were not measured in the same way. */
    private String caveat() {
        boolean mixed = entries.stream().map(e -> e.error().kind()).distinct().count() > 1;
        if (!mixed) {
            return "";
        }
        StringBuilder text = new StringBuilder(" The errors are not measured alike:");
        String separator = " ";
        for (Entry e : entries) {
            text.append(separator)
                    .append(e.label())
                    .append(' ')
                    .append(e.error().sentence());
            separator = "; ";
        }
        return text.append('.').toString();
    }

    /** Figures {@code <label>.relative_l2.<field>}, {@code <label>.wall_seconds} and so on. */
    public Metrics metrics() {
        List<Figure> figures = new ArrayList<>();
        double wall = 0;
        for (Entry e : entries) {
            for (Figure f : e.error().figures()) {
                figures.add(Figure.of(e.label() + "." + f.name(), f.value(), f.better()));
            }
            figures.add(Figure.of(e.label() + ".wall_seconds", e.wallSeconds(), Better.LOWER)
                    .in("s"));
            figures.add(
                    Figure.of(e.label() + ".parameters", (double) e.solution().parameterCount(), Better.LOWER));
            wall += e.wallSeconds();
        }
        return new Metrics(problem.name(), null, null, seed, wall, Metrics.peakResident(), figures);
    }

    /**
     * Writes {@code metrics.json}, {@code figures/comparison.png}, {@code figures/losses.png} if losses are known, and
     * {@code report.html}.
     */
    public Metrics write(RunFolder folder) throws IOException {
        Metrics metrics = metrics();
        metrics.write(folder.metrics());
        HtmlPage page = new HtmlPage(problem.title(), "Methods compared on " + problem.name());
        page.paragraph(verdict());
        page.preformatted(table());
        Path picture = folder.figures().resolve("comparison.png");
        ComparisonFigure.draw(this, picture);
        page.picture(
                picture,
                "Above: " + (View.of(problem).isCurve() ? "the errors" : "the error of each method")
                        + " where the truth is known, else the solutions; below: error and time.");
        Path losses = folder.figures().resolve("losses.png");
        if (LossFigure.draw(this, losses)) {
            page.picture(losses, "The loss of each, against its steps and against wall time.");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Entry e : entries) {
            rows.add(List.of(
                    e.label(), e.error().sentence(), e.solution().outcome().detail()));
            e.error().notes().forEach(note -> page.warning(e.label() + ": " + note));
        }
        page.section("How the errors were measured").table(List.of("method", "measured", "how it ended"), rows);
        page.section("All figures")
                .table(
                        List.of("figure", "value", "unit"),
                        metrics.figures().stream()
                                .map(f -> List.of(f.name(), Metrics.cell(f.value()), f.unit()))
                                .toList());
        page.section("Problem file").preformatted(problem.source().text());
        page.write(folder.report());
        return metrics;
    }
}
