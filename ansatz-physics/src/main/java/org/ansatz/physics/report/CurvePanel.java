package org.ansatz.physics.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over one abscissa with a legend. */
record CurvePanel(String title, String horizontalName, String verticalName, boolean logarithmic, List<Curve> curves)
        implements Panel {

    /** How a curve is drawn. */
    enum Style {
        LINE,
        /** Black dashes: the truth. */
        DASHED,
        /** Dots: data. */
        DOTS
    }

    /**
     * @param color index into the palette of curves
     */
    record Curve(String name, double[] x, double[] y, Style style, int color) {}

    @Override
    public void paint(Graphics2D g, int width, int height) {
        chart(width, height).paint(g, width, height);
        FigureSheet.smooth(g);
    }

    private XYChart chart(int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(horizontalName)
                .yAxisTitle(verticalName)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderColor(FigureSheet.INK)
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(FigureSheet.TEXT)
                .setLegendFont(FigureSheet.TEXT)
                .setLegendBorderColor(Color.LIGHT_GRAY)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartPadding(6);
        chart.getStyler()
                .setAxisTitleFont(FigureSheet.TEXT)
                .setAxisTickLabelsFont(FigureSheet.TEXT)
                .setPlotGridLinesColor(new Color(225, 225, 225))
                .setYAxisLogarithmic(logarithmic);
        chart.setCustomXAxisTickLabelsFormatter(Ticks::label);
        chart.setCustomYAxisTickLabelsFormatter(Ticks::label);
        boolean any = false;
        for (Curve curve : curves) {
            any |= add(chart, curve);
        }
        if (!any) {
            // A chart needs a series; a residual of exactly zero has none on a logarithmic axis.
            add(chart, new Curve("nothing above zero", new double[] {0, 1}, new double[] {1, 1}, Style.LINE, 6));
        }
        chart.getStyler().setLegendVisible(chart.getSeriesMap().size() > 1);
        return chart;
    }

    private boolean add(XYChart chart, Curve curve) {
        int[] shown = IntStream.range(0, curve.x().length)
                .filter(i -> Double.isFinite(curve.y()[i]) && (!logarithmic || curve.y()[i] > 0))
                .toArray();
        if (shown.length == 0 || chart.getSeriesMap().containsKey(curve.name())) {
            return false;
        }
        XYSeries series = chart.addSeries(
                curve.name(),
                Arrays.stream(shown).mapToDouble(i -> curve.x()[i]).toArray(),
                Arrays.stream(shown).mapToDouble(i -> curve.y()[i]).toArray());
        series.setLineColor(curve.style() == Style.DASHED ? Color.BLACK : Palette.curve(curve.color()));
        series.setLineWidth(1.8f);
        series.setMarker(SeriesMarkers.NONE);
        if (curve.style() == Style.DASHED) {
            series.setLineStyle(
                    new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
        } else if (curve.style() == Style.DOTS) {
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(Palette.curve(curve.color()));
        }
        return true;
    }
}
