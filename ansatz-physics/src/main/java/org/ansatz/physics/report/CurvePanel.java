package org.ansatz.physics.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.ansatz.physics.problem.Interval;

/**
 * Curves and points in a plane with a legend on the right.
 *
 * @param verticalName empty if the ordinate means nothing
 * @param logarithmic whether the ordinate is; values that are not positive are gaps there
 * @param equalAspect whether both axes are lengths
 */
record CurvePanel(
        String title,
        String horizontalName,
        String verticalName,
        boolean logarithmic,
        boolean equalAspect,
        List<Curve> curves)
        implements Panel {
    private static final int LEFT = 66;
    private static final int TOP = 24;
    private static final int BOTTOM = 44;
    private static final int GAP = 14;
    private static final int SAMPLE = 26;
    private static final int LINE_HEIGHT = 18;
    private static final Color GRID = new Color(228, 228, 228);
    // A logarithmic axis shows no more than this many decades below the largest value.
    private static final double DECADES = 16;

    CurvePanel(String title, String horizontalName, String verticalName, boolean logarithmic, List<Curve> curves) {
        this(title, horizontalName, verticalName, logarithmic, false, curves);
    }

    /** How a curve is drawn. */
    enum Style {
        LINE,
        /** Thinner: an edge of a band around a line. */
        THIN,
        /** Black dashes over the lines: the truth. */
        DASHED,
        /** Dots: data. */
        DOTS
    }

    /**
     * @param name as in the legend; null leaves the curve out of it
     * @param color index into the palette of curves
     */
    record Curve(String name, double[] x, double[] y, Style style, int color) {}

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setFont(FigureSheet.TEXT);
        FontMetrics font = g.getFontMetrics();
        List<Curve> named = curves.stream().filter(c -> c.name() != null).toList();
        boolean legend = named.size() > 1;
        int legendWidth = !legend
                ? 0
                : SAMPLE
                        + 8
                        + named.stream()
                                .mapToInt(c -> font.stringWidth(c.name()))
                                .max()
                                .orElse(0);
        Interval xs = range(true);
        Interval ys = range(false);
        int w = width - LEFT - GAP - (legend ? legendWidth + GAP : 0);
        int h = height - TOP - BOTTOM;
        if (equalAspect) {
            double aspect = xs.length() / ys.length();
            if (w > h * aspect) {
                w = (int) Math.round(h * aspect);
            } else {
                h = (int) Math.round(w / aspect);
            }
        }
        Frame frame = new Frame(LEFT, TOP + (height - TOP - BOTTOM - h) / 2, w, h, xs, ys);
        axes(g, frame);
        Graphics2D inner = (Graphics2D) g.create(frame.x() - 3, frame.y() - 3, w + 6, h + 6);
        inner.translate(3 - frame.x(), 3 - frame.y());
        for (Curve curve : curves) {
            draw(inner, curve, frame);
        }
        inner.dispose();
        g.setColor(FigureSheet.INK);
        g.drawString(title, frame.x() + (w - font.stringWidth(title)) / 2, frame.y() - 8);
        for (int k = 0; legend && k < named.size(); k++) {
            sample(g, named.get(k), frame.x() + w + GAP, frame.y() + 8 + k * LINE_HEIGHT);
        }
    }

    /** Where the axes are on the page and what they span. */
    private record Frame(int x, int y, int w, int h, Interval xs, Interval ys) {
        double across(double value) {
            return x + w * (value - xs.min()) / xs.length();
        }

        double up(double value) {
            return y + h - h * (value - ys.min()) / ys.length();
        }
    }

    private double ordinate(double y) {
        return logarithmic ? (y > 0 ? Math.log10(y) : Double.NaN) : y;
    }

    private Interval range(boolean abscissa) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (int i = 0; i < curve.x().length; i++) {
                double y = ordinate(curve.y()[i]);
                double value = abscissa ? curve.x()[i] : y;
                if (Double.isFinite(value) && Double.isFinite(y)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (!(low <= high)) {
            return new Interval(0, 1);
        }
        if (abscissa && !equalAspect) {
            return high > low ? new Interval(low, high) : new Interval(low - 0.5, high + 0.5);
        }
        if (logarithmic && !abscissa) {
            low = Math.max(low, high - DECADES);
            return high - low > 1
                    ? new Interval(low - 0.03 * (high - low), high + 0.03 * (high - low))
                    : new Interval(Math.floor(low), Math.floor(low) + Math.ceil(high - Math.floor(low) + 1e-9));
        }
        double margin = high > low ? 0.05 * (high - low) : 0.5 * Math.max(1, Math.abs(high));
        return new Interval(low - margin, high + margin);
    }

    private void axes(Graphics2D g, Frame f) {
        FontMetrics font = g.getFontMetrics();
        g.setStroke(new BasicStroke(1f));
        for (double tick : Ticks.linear(f.xs().min(), f.xs().max(), Math.max(2, f.w() / 75))) {
            int at = (int) Math.round(f.across(tick));
            g.setColor(GRID);
            g.drawLine(at, f.y(), at, f.y() + f.h());
            g.setColor(FigureSheet.INK);
            g.drawLine(at, f.y() + f.h(), at, f.y() + f.h() + 4);
            String label = Ticks.label(tick);
            g.drawString(label, at - font.stringWidth(label) / 2, f.y() + f.h() + 4 + font.getAscent());
        }
        int most = Math.max(2, f.h() / 36);
        List<Double> ticks = verticalName.isEmpty()
                ? List.of()
                : logarithmic
                        ? Ticks.decades(f.ys().min(), f.ys().max(), most)
                        : Ticks.linear(f.ys().min(), f.ys().max(), most);
        for (double tick : ticks) {
            int at = (int) Math.round(f.up(tick));
            g.setColor(GRID);
            g.drawLine(f.x(), at, f.x() + f.w(), at);
            g.setColor(FigureSheet.INK);
            g.drawLine(f.x() - 4, at, f.x(), at);
            MapPanel.rightAligned(g, logarithmic ? Ticks.power(tick) : Ticks.label(tick), f.x() - 6, at);
        }
        g.setColor(FigureSheet.INK);
        g.drawRect(f.x(), f.y(), f.w(), f.h());
        g.drawString(
                horizontalName,
                f.x() + (f.w() - font.stringWidth(horizontalName)) / 2,
                f.y() + f.h() + 8 + 2 * font.getAscent());
        MapPanel.upright(g, verticalName, f.x() - LEFT + 13, f.y() + f.h() / 2);
    }

    private void draw(Graphics2D g, Curve curve, Frame f) {
        if (curve.style() == Style.DOTS) {
            g.setColor(Palette.curve(curve.color()));
            double r = curve.x().length > 500 ? 1.2 : 2.2;
            for (int i = 0; i < curve.x().length; i++) {
                double y = ordinate(curve.y()[i]);
                if (Double.isFinite(y)) {
                    g.fill(new Ellipse2D.Double(f.across(curve.x()[i]) - r, f.up(y) - r, 2 * r, 2 * r));
                }
            }
            return;
        }
        Path2D path = new Path2D.Double();
        boolean down = false;
        for (int i = 0; i < curve.x().length; i++) {
            double y = ordinate(curve.y()[i]);
            if (!Double.isFinite(y)) {
                down = false;
            } else if (down) {
                path.lineTo(f.across(curve.x()[i]), f.up(y));
            } else {
                path.moveTo(f.across(curve.x()[i]), f.up(y));
                down = true;
            }
        }
        pen(g, curve);
        g.draw(path);
    }

    private static void pen(Graphics2D g, Curve curve) {
        boolean dashed = curve.style() == Style.DASHED;
        g.setColor(dashed ? Color.BLACK : Palette.curve(curve.color()));
        g.setStroke(
                dashed
                        ? new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0)
                        : new BasicStroke(
                                curve.style() == Style.THIN ? 0.6f : 1.9f,
                                BasicStroke.CAP_ROUND,
                                BasicStroke.JOIN_ROUND));
    }

    private static void sample(Graphics2D g, Curve curve, int x, int y) {
        if (curve.style() == Style.DOTS) {
            g.setColor(Palette.curve(curve.color()));
            g.fill(new Ellipse2D.Double(x + SAMPLE / 2.0 - 3, y - 3, 6, 6));
        } else {
            pen(g, curve);
            g.draw(new Line2D.Double(x, y, x + SAMPLE - 4, y));
        }
        g.setColor(FigureSheet.INK);
        g.setStroke(new BasicStroke(1f));
        g.drawString(curve.name(), x + SAMPLE, y + g.getFontMetrics().getAscent() / 2 - 1);
    }
}
