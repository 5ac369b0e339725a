package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.report.ComparisonReport.Entry;
import org.ansatz.physics.report.CurvePanel.Curve;
import org.ansatz.physics.report.CurvePanel.Style;

/**
 * All entries of a comparison in one picture: curves of the absolute error, or maps of it side by side on one logarithmic
 * scale, of the first field and at the last snapshot; then bars of error and time. An answer whose truth is not known is
 * drawn itself.
 */
final class ComparisonFigure {
    private static final int NODES = 801;
    private static final int CELLS = 200;
    private static final int MAP_HEIGHT = 330;
    private static final int CURVE_WIDTH = 520;
    private static final int MAP_WIDTH = 420;
    private static final double DECADES = 8;

    private ComparisonFigure() {}

    static void draw(ComparisonReport report, Path file) throws IOException {
        Problem problem = report.problem();
        View view = View.of(problem);
        List<Panel> panels = view.isCurve() ? curves(report, view) : maps(report, view);
        int columns = Math.min(3, panels.size());
        int width = view.isPlane()
                ? MapPanel.widthFor(view.interval(view.horizontal()), view.interval(view.vertical()), MAP_HEIGHT)
                : view.isCurve() ? CURVE_WIDTH : MAP_WIDTH;
        FigureSheet sheet =
                new FigureSheet(problem.title(), columns, Math.max(columns == 1 ? 760 : 400, width), MAP_HEIGHT);
        panels.forEach(sheet::add);
        List<String> labels = report.entries().stream().map(Entry::label).toList();
        double[] errors =
                report.entries().stream().mapToDouble(e -> e.error().worst()).toArray();
        double[] seconds =
                report.entries().stream().mapToDouble(Entry::wallSeconds).toArray();
        sheet.addFooter(
                BarPanel.heightFor(labels.size()),
                List.of(
                        new BarPanel("relative L2 error, largest of the fields", "", labels, errors),
                        new BarPanel("wall time", " s", labels, seconds)));
        sheet.write(file);
    }

    private static boolean hasTruth(Entry entry, String field) {
        return entry.error().truth().map(t -> t.fields().contains(field)).orElse(false);
    }

    private static List<Panel> curves(ComparisonReport report, View view) {
        Problem problem = report.problem();
        String field = problem.fields().get(0);
        double[][] points = view.line(NODES);
        List<Curve> solutions = new ArrayList<>();
        List<Curve> differences = new ArrayList<>();
        for (int k = 0; k < report.entries().size(); k++) {
            Entry e = report.entries().get(k);
            double[] values = values(problem, e.solution(), field, points);
            solutions.add(new Curve(e.label(), points[view.horizontal()], values, Style.LINE, k));
            if (hasTruth(e, field)) {
                double[] truth = values(problem, e.error().truth().orElseThrow(), field, points);
                differences.add(
                        new Curve(e.label(), points[view.horizontal()], magnitude(values, truth), Style.LINE, k));
            }
        }
        String name = view.name(view.horizontal());
        List<Panel> panels = new ArrayList<>();
        panels.add(new CurvePanel("solutions", name, field, false, solutions));
        if (!differences.isEmpty()) {
            panels.add(new CurvePanel("absolute error", name, "|error of " + field + "|", true, differences));
        }
        return panels;
    }

    private static double[] values(Problem problem, Ansatz ansatz, String field, double[][] points) {
        return Evaluation.fields(problem, ansatz, List.of(field), points)[0];
    }

    private static double[] magnitude(double[] values, double[] truth) {
        double[] magnitude = new double[values.length];
        for (int p = 0; p < magnitude.length; p++) {
            magnitude[p] = Math.abs(values[p] - truth[p]);
        }
        return magnitude;
    }

    /** One map per entry: its error if the truth is known, else itself; maps of one kind share their scale. */
    private static List<Panel> maps(ComparisonReport report, View view) {
        Problem problem = report.problem();
        String field = problem.fields().get(0);
        int last = view.stations().length - 1;
        double[][] points = view.cells(last, CELLS, CELLS);
        boolean[] inside = Grid.inside(problem.domain(), points);
        List<double[]> errors = new ArrayList<>();
        List<double[]> solutions = new ArrayList<>();
        List<double[]> cells = new ArrayList<>();
        for (Entry e : report.entries()) {
            double[] values = values(problem, e.solution(), field, points);
            if (hasTruth(e, field)) {
                double[] truth = values(problem, e.error().truth().orElseThrow(), field, points);
                values = Arrays.stream(magnitude(values, truth))
                        .map(v -> Math.log10(Math.max(v, Double.MIN_NORMAL)))
                        .toArray();
                errors.add(values);
            } else {
                solutions.add(values);
            }
            for (int p = 0; p < values.length; p++) {
                values[p] = inside[p] ? values[p] : Double.NaN;
            }
            cells.add(values);
        }
        Interval errorRange = range(errors, DECADES);
        Interval solutionRange = range(solutions, Double.POSITIVE_INFINITY);
        List<Panel> panels = new ArrayList<>();
        String station = view.station(last).isEmpty() ? "" : " at " + view.station(last);
        for (int k = 0; k < cells.size(); k++) {
            boolean error = hasTruth(report.entries().get(k), field);
            double[][] rows = new double[CELLS][];
            for (int r = 0; r < CELLS; r++) {
                rows[r] = Arrays.copyOfRange(cells.get(k), r * CELLS, (r + 1) * CELLS);
            }
            panels.add(new MapPanel(
                    report.entries().get(k).label() + ": " + (error ? "|error of " + field + "|" : field) + station,
                    view.name(view.horizontal()),
                    view.interval(view.horizontal()),
                    view.name(view.vertical()),
                    view.interval(view.vertical()),
                    rows,
                    error ? Palette.MAGMA : Palette.VIRIDIS,
                    error ? errorRange : solutionRange,
                    error,
                    view.isPlane()));
        }
        return panels;
    }

    private static Interval range(List<double[]> maps, double deepest) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] map : maps) {
            for (double value : map) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (!(low <= high)) {
            return new Interval(0, 1);
        }
        low = Math.max(low, high - deepest);
        return high > low ? new Interval(low, high) : new Interval(high - 1, high + 1);
    }
}
