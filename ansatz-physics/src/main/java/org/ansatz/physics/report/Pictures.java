package org.ansatz.physics.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves and maps by name, written to {@code figures/} of its run folder; nothing without a folder. */
public final class Pictures {
    /** One curve. */
    public record Curve(String name, double[] x, double[] y) {}

    private final Optional<Path> folder;

    public Pictures(Optional<Path> runFolder) {
        folder = runFolder.map(run -> run.resolve("figures"));
    }

    /** Curves over a linear abscissa; values that a logarithmic axis cannot show are left out. */
    public void lines(String file, String title, String xTitle, String yTitle, boolean logarithmic, List<Curve> curves)
            throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(560)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        plain(chart);
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        for (Curve curve : curves) {
            int[] shown = java.util.stream.IntStream.range(0, curve.x().length)
                    .filter(i -> Double.isFinite(curve.y()[i]) && (!logarithmic || curve.y()[i] > 0))
                    .toArray();
            if (shown.length > 0) {
                XYSeries series = chart.addSeries(
                        curve.name(),
                        Arrays.stream(shown).mapToDouble(i -> curve.x()[i]).toArray(),
                        Arrays.stream(shown).mapToDouble(i -> curve.y()[i]).toArray());
                series.setMarker(SeriesMarkers.NONE);
                series.setLineWidth(1.6f);
            }
        }
        write(chart, file);
    }

    /** A field on a grid: {@code values[i][j]} belongs to {@code x[i]}, {@code y[j]}. */
    public void map(String file, String title, double[] x, double[] y, double[][] values) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(640)
                .height(560)
                .title(title)
                .xAxisTitle("x")
                .yAxisTitle("y")
                .build();
        plain(chart);
        chart.getStyler().setRangeColors(new Color[] {
            new Color(33, 58, 143),
            new Color(120, 180, 200),
            Color.WHITE,
            new Color(235, 150, 90),
            new Color(160, 20, 40)
        });
        chart.getStyler().setPlotContentSize(1);
        List<Number[]> cells = new java.util.ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                cells.add(new Number[] {i, j, values[i][j]});
            }
        }
        chart.addSeries("field", labels(x), labels(y), cells);
        chart.getStyler().setXAxisMaxLabelCount(5);
        write(chart, file);
    }

    private static List<String> labels(double[] at) {
        return Arrays.stream(at)
                .mapToObj(v -> String.format(java.util.Locale.ROOT, "%.3f", v))
                .toList();
    }

    private static void plain(Chart<?, ?> chart) {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setChartTitleBoxVisible(false);
    }

    private void write(Chart<?, ?> chart, String file) throws IOException {
        Files.createDirectories(folder.orElseThrow());
        BitmapEncoder.saveBitmap(chart, folder.orElseThrow().resolve(file).toString(), BitmapFormat.PNG);
    }
}
