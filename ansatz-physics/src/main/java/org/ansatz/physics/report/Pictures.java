package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.report.CurvePanel.Style;

/** Curves and maps by name, written to {@code figures/} of a run folder; nothing without a folder. */
public final class Pictures {
    private static final int CURVE_WIDTH = 900;
    private static final int CURVE_HEIGHT = 480;
    private static final int CHART_WIDTH = 560;
    private static final int CHART_HEIGHT = 340;
    private static final int MAP_WIDTH = 520;
    private static final int MAP_HEIGHT = 420;
    private static final int FIELD_WIDTH = 370;
    private static final int FIELD_HEIGHT = 300;

    /** One curve. */
    public record Curve(String name, double[] x, double[] y) {}

    private final Optional<Path> folder;

    public Pictures(Optional<Path> runFolder) {
        folder = runFolder.map(run -> run.resolve("figures"));
    }

    /** Curves over a linear abscissa; values that a logarithmic axis cannot show are gaps. */
    public void lines(String file, String title, String xTitle, String yTitle, boolean logarithmic, List<Curve> curves)
            throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        FigureSheet sheet = new FigureSheet(title, 1, CURVE_WIDTH, CURVE_HEIGHT);
        sheet.add(panel(new Chart("", xTitle, yTitle, logarithmic, curves), Style.LINE));
        sheet.write(folder.get().resolve(file));
    }

    /** A curve between two others, thin ones. */
    public record Band(String name, double[] x, double[] low, double[] middle, double[] high) {}

    /** Bands over a linear abscissa and a logarithmic ordinate. */
    public void bands(String file, String title, String xTitle, String yTitle, List<Band> bands) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        List<CurvePanel.Curve> drawn = new ArrayList<>();
        for (int color = 0; color < bands.size(); color++) {
            Band band = bands.get(color);
            drawn.add(new CurvePanel.Curve(band.name(), band.x(), band.middle(), Style.LINE, color));
            drawn.add(new CurvePanel.Curve(null, band.x(), band.low(), Style.THIN, color));
            drawn.add(new CurvePanel.Curve(null, band.x(), band.high(), Style.THIN, color));
        }
        FigureSheet sheet = new FigureSheet(title, 1, CURVE_WIDTH, CURVE_HEIGHT);
        sheet.add(new CurvePanel("", xTitle, yTitle, true, drawn));
        sheet.write(folder.get().resolve(file));
    }

    /** Paths in a plane with equal units on both axes; the truth is dashed. */
    public void paths(String file, String title, String xTitle, String yTitle, Curve truth, List<Curve> paths)
            throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        List<CurvePanel.Curve> drawn = new ArrayList<>();
        for (Curve path : paths) {
            drawn.add(new CurvePanel.Curve(path.name(), path.x(), path.y(), Style.LINE, drawn.size()));
        }
        drawn.add(new CurvePanel.Curve(truth.name(), truth.x(), truth.y(), Style.DASHED, 0));
        FigureSheet sheet = new FigureSheet(title, 1, CURVE_WIDTH, CURVE_HEIGHT);
        sheet.add(new CurvePanel("", xTitle, yTitle, false, true, drawn));
        sheet.write(folder.get().resolve(file));
    }

    /** Positive numbers as bars on a logarithmic scale. */
    public void bars(String file, String title, List<String> labels, double[] values) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        FigureSheet sheet = new FigureSheet(title, 1, CURVE_WIDTH, BarPanel.heightFor(values.length));
        sheet.add(new BarPanel("", "", labels, values));
        sheet.write(folder.get().resolve(file));
    }

    /**
     * Curves in a panel of their own.
     *
     * @param dashed drawn over the others: a truth that they may hide
     */
    public record Chart(
            String title,
            String xTitle,
            String yTitle,
            boolean logarithmic,
            List<Curve> curves,
            Optional<Curve> dashed) {
        /** Without a dashed curve. */
        public Chart(String title, String xTitle, String yTitle, boolean logarithmic, List<Curve> curves) {
            this(title, xTitle, yTitle, logarithmic, curves, Optional.empty());
        }
    }

    /** Several panels of curves on one sheet, row by row. */
    public void charts(String file, String title, int columns, List<Chart> charts) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        FigureSheet sheet = new FigureSheet(title, columns, CHART_WIDTH, CHART_HEIGHT);
        charts.forEach(chart -> sheet.add(panel(chart, Style.LINE)));
        sheet.write(folder.get().resolve(file));
    }

    /** Points without lines between them. */
    public void dots(String file, Chart chart) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        FigureSheet sheet = new FigureSheet(chart.title(), 1, CURVE_WIDTH, CURVE_HEIGHT);
        Chart plain = new Chart("", chart.xTitle(), chart.yTitle(), chart.logarithmic(), chart.curves());
        sheet.add(panel(plain, Style.DOTS));
        sheet.write(folder.get().resolve(file));
    }

    /** Points with fits: a fit is drawn as a line in the colour of the points of the same index. */
    public void fits(
            String file,
            String title,
            String xTitle,
            String yTitle,
            boolean logarithmic,
            List<Curve> points,
            List<Curve> fits)
            throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        List<CurvePanel.Curve> drawn = new ArrayList<>();
        for (int color = 0; color < points.size(); color++) {
            Curve point = points.get(color);
            Curve fit = fits.get(color);
            drawn.add(new CurvePanel.Curve(point.name(), point.x(), point.y(), Style.DOTS, color));
            drawn.add(new CurvePanel.Curve(fit.name(), fit.x(), fit.y(), Style.LINE, color));
        }
        FigureSheet sheet = new FigureSheet(title, 1, CURVE_WIDTH, CURVE_HEIGHT);
        sheet.add(new CurvePanel("", xTitle, yTitle, logarithmic, drawn));
        sheet.write(folder.get().resolve(file));
    }

    private static CurvePanel panel(Chart chart, Style style) {
        List<CurvePanel.Curve> drawn = new ArrayList<>();
        for (Curve curve : chart.curves()) {
            drawn.add(new CurvePanel.Curve(curve.name(), curve.x(), curve.y(), style, drawn.size()));
        }
        chart.dashed()
                .ifPresent(curve -> drawn.add(
                        new CurvePanel.Curve(curve.name(), curve.x(), curve.y(), Style.DASHED, drawn.size())));
        return new CurvePanel(chart.title(), chart.xTitle(), chart.yTitle(), chart.logarithmic(), drawn);
    }

    /** A field on a grid: {@code values[i][j]} belongs to {@code x[i]}, {@code y[j]}. */
    public void map(String file, String title, double[] x, double[] y, double[][] values) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        double[][] rows = new double[y.length][x.length];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                rows[j][i] = values[i][j];
                if (Double.isFinite(values[i][j])) {
                    low = Math.min(low, values[i][j]);
                    high = Math.max(high, values[i][j]);
                }
            }
        }
        Interval range = low < high ? new Interval(low, high) : new Interval(0, 1);
        FigureSheet sheet = new FigureSheet(title, 1, MAP_WIDTH, MAP_HEIGHT);
        sheet.add(new MapPanel(
                "",
                "x",
                new Interval(x[0], x[x.length - 1]),
                "y",
                new Interval(y[0], y[y.length - 1]),
                rows,
                Palette.VIRIDIS,
                range,
                false,
                true));
        sheet.write(folder.get().resolve(file));
    }

    /**
     * A field among others.
     *
     * @param values {@code values[i][j]} at the i-th place of the horizontal and the j-th of the vertical axis
     * @param scale maps of one name share their colours' range, and the range of {@code |...|} begins at zero
     */
    public record FieldMap(String title, double[][] values, String scale) {}

    /** Maps over one rectangle, between the ends of {@code x} and {@code y}; each may have its own resolution. */
    public void fields(
            String file,
            String title,
            String xName,
            double[] x,
            String yName,
            double[] y,
            int columns,
            List<FieldMap> maps)
            throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        FigureSheet sheet = new FigureSheet(title, columns, FIELD_WIDTH, FIELD_HEIGHT);
        for (FieldMap map : maps) {
            boolean magnitude = map.scale().startsWith("|");
            double[][] rows = new double[map.values()[0].length][map.values().length];
            for (int i = 0; i < map.values().length; i++) {
                for (int j = 0; j < rows.length; j++) {
                    rows[j][i] = map.values()[i][j];
                }
            }
            double[][][] together = maps.stream()
                    .filter(other -> other.scale().equals(map.scale()))
                    .map(FieldMap::values)
                    .toArray(double[][][]::new);
            Interval range = ColourScale.whole(together);
            sheet.add(new MapPanel(
                    map.title(),
                    xName,
                    new Interval(x[0], x[x.length - 1]),
                    yName,
                    new Interval(y[0], y[y.length - 1]),
                    rows,
                    magnitude ? Palette.MAGMA : Palette.VIRIDIS,
                    magnitude ? new Interval(0, range.max()) : range,
                    false,
                    true));
        }
        sheet.write(folder.get().resolve(file));
    }
}
