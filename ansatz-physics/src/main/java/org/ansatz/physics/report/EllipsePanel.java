package org.ansatz.physics.report;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import org.ansatz.physics.problem.Exhibit.Ellipse;
import org.ansatz.physics.problem.Interval;

/**
 * Ellipses over a plane, coloured by their values on a logarithmic scale, with axes and a colour bar. What leaves the
 * plane's rectangle is cut off.
 *
 * @param range decimal logarithms of the values at the ends of the palette
 */
record EllipsePanel(
        String title,
        String horizontalName,
        Interval horizontal,
        String verticalName,
        Interval vertical,
        String valueName,
        Interval range,
        List<Ellipse> ellipses)
        implements Panel {
    private static final int LEFT = 58;
    private static final int RIGHT = 84;
    private static final int TOP = 24;
    private static final int BOTTOM = 42;
    private static final int BAR_GAP = 12;
    private static final int BAR_WIDTH = 14;
    private static final int TICK = 4;
    private static final int CORNERS = 48;

    static int widthFor(int height) {
        return LEFT + RIGHT + height - TOP - BOTTOM;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        int w = width - LEFT - RIGHT;
        int h = height - TOP - BOTTOM;
        g.setFont(FigureSheet.TEXT);
        FontMetrics font = g.getFontMetrics();
        Shape clip = g.getClip();
        g.clip(new Rectangle2D.Double(LEFT, TOP, w, h));
        g.setStroke(new BasicStroke(0.8f));
        // The heaviest on top.
        for (Ellipse ellipse : ellipses.stream()
                .sorted(Comparator.comparingDouble(Ellipse::value))
                .toList()) {
            g.setColor(Palette.VIRIDIS.color(1 - share(ellipse.value())));
            g.draw(outline(ellipse, w, h));
        }
        g.setClip(clip);
        g.setColor(FigureSheet.INK);
        g.drawRect(LEFT, TOP, w, h);
        g.drawString(title, LEFT + (w - font.stringWidth(title)) / 2, TOP - 8);
        for (double tick : Ticks.linear(horizontal.min(), horizontal.max(), Math.max(2, w / 55))) {
            int at = LEFT + (int) Math.round(w * (tick - horizontal.min()) / horizontal.length());
            g.drawLine(at, TOP + h, at, TOP + h + TICK);
            String label = Ticks.label(tick);
            g.drawString(label, at - font.stringWidth(label) / 2, TOP + h + TICK + font.getAscent());
        }
        for (double tick : Ticks.linear(vertical.min(), vertical.max(), Math.max(2, h / 35))) {
            int at = TOP + h - (int) Math.round(h * (tick - vertical.min()) / vertical.length());
            MapPanel.rightAligned(g, Ticks.label(tick), LEFT - TICK - 2, at);
            g.drawLine(LEFT - TICK, at, LEFT, at);
        }
        g.drawString(
                horizontalName,
                LEFT + (w - font.stringWidth(horizontalName)) / 2,
                TOP + h + TICK + 2 * font.getAscent() + 4);
        MapPanel.upright(g, verticalName, 13, TOP + h / 2);
        drawBar(g, LEFT + w + BAR_GAP, h);
    }

    private double share(double value) {
        return (Math.log10(Math.max(value, Double.MIN_NORMAL)) - range.min()) / range.length();
    }

    /** {@code centre + L (cos, sin)} with the Cholesky factor {@code L} of the ellipse's matrix. */
    private Path2D outline(Ellipse e, int w, int h) {
        double a = Math.sqrt(e.xx());
        double b = e.xy() / a;
        double c = Math.sqrt(Math.max(0, e.yy() - b * b));
        Path2D path = new Path2D.Double();
        for (int k = 0; k < CORNERS; k++) {
            double angle = 2 * Math.PI * k / CORNERS;
            double x = e.x() + a * Math.cos(angle);
            double y = e.y() + b * Math.cos(angle) + c * Math.sin(angle);
            double across = LEFT + w * (x - horizontal.min()) / horizontal.length();
            double up = TOP + h - h * (y - vertical.min()) / vertical.length();
            if (k == 0) {
                path.moveTo(across, up);
            } else {
                path.lineTo(across, up);
            }
        }
        path.closePath();
        return path;
    }

    private void drawBar(Graphics2D g, int x, int h) {
        for (int k = 0; k < 2 * h; k++) {
            g.setColor(Palette.VIRIDIS.color(k / (2.0 * h - 1)));
            g.fill(new Rectangle2D.Double(x, TOP + k / 2.0, BAR_WIDTH, 0.6));
        }
        g.setColor(FigureSheet.INK);
        g.drawRect(x, TOP, BAR_WIDTH, h);
        for (double tick : Ticks.decades(range.min(), range.max(), Math.max(2, h / 35))) {
            int at = TOP + h - (int) Math.round(h * (tick - range.min()) / range.length());
            g.drawLine(x + BAR_WIDTH, at, x + BAR_WIDTH + TICK, at);
            g.drawString(
                    Ticks.power(tick),
                    x + BAR_WIDTH + TICK + 3,
                    at + g.getFontMetrics().getAscent() / 2 - 1);
        }
        g.drawString(valueName, x - 6, TOP - 8);
    }
}
