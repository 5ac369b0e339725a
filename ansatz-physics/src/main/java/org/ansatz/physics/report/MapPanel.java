package org.ansatz.physics.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import org.ansatz.physics.problem.Interval;

/**
 * A field over a plane as colours, with labelled axes and a colour bar; white where the values are NaN.
 *
 * @param values [rows][columns], cell centres, the first row at the lower end of the vertical axis
 * @param range what the ends of the palette mean
 * @param logarithmic whether values and range are decimal logarithms, written as powers of ten
 * @param equalAspect whether both axes are lengths
 */
record MapPanel(
        String title,
        String horizontalName,
        Interval horizontal,
        String verticalName,
        Interval vertical,
        double[][] values,
        Palette palette,
        Interval range,
        boolean logarithmic,
        boolean equalAspect)
        implements Panel {
    private static final int LEFT = 58;
    private static final int RIGHT = 84;
    private static final int TOP = 24;
    private static final int BOTTOM = 42;
    private static final int BAR_GAP = 12;
    private static final int BAR_WIDTH = 14;
    private static final int TICK = 4;
    // A long thin domain is stretched rather than shown as a line.
    private static final double LONGEST_ASPECT = 6;

    /** Width of a panel of the given height in which the map has the right aspect. */
    static int widthFor(Interval horizontal, Interval vertical, int height) {
        double aspect = Math.max(1 / 3.0, Math.min(3, horizontal.length() / vertical.length()));
        return LEFT + RIGHT + (int) Math.round((height - TOP - BOTTOM) * aspect);
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        int w = width - LEFT - RIGHT;
        int h = height - TOP - BOTTOM;
        double aspect = horizontal.length() / vertical.length();
        if (equalAspect && aspect < LONGEST_ASPECT && aspect > 1 / LONGEST_ASPECT) {
            if (w > h * aspect) {
                w = (int) Math.round(h * aspect);
            } else {
                h = (int) Math.round(w / aspect);
            }
        }
        int x = LEFT + (width - LEFT - RIGHT - w) / 2;
        int y = TOP + (height - TOP - BOTTOM - h) / 2;
        drawImage(g, x, y, w, h);
        g.setFont(FigureSheet.TEXT);
        g.setColor(FigureSheet.INK);
        g.setStroke(new BasicStroke(1f));
        g.drawRect(x, y, w, h);
        FontMetrics font = g.getFontMetrics();
        g.drawString(title, x + (w - font.stringWidth(title)) / 2, y - 8);
        for (double tick : Ticks.linear(horizontal.min(), horizontal.max(), Math.max(2, w / 55))) {
            int at = x + (int) Math.round(w * (tick - horizontal.min()) / horizontal.length());
            g.drawLine(at, y + h, at, y + h + TICK);
            String label = Ticks.label(tick);
            g.drawString(label, at - font.stringWidth(label) / 2, y + h + TICK + font.getAscent());
        }
        for (double tick : Ticks.linear(vertical.min(), vertical.max(), Math.max(2, h / 35))) {
            int at = y + h - (int) Math.round(h * (tick - vertical.min()) / vertical.length());
            rightAligned(g, Ticks.label(tick), x - TICK - 2, at);
            g.drawLine(x - TICK, at, x, at);
        }
        g.drawString(
                horizontalName,
                x + (w - font.stringWidth(horizontalName)) / 2,
                y + h + TICK + 2 * font.getAscent() + 4);
        upright(g, verticalName, x - LEFT + 13, y + h / 2);
        drawBar(g, x + w + BAR_GAP, y, h);
    }

    static void rightAligned(Graphics2D g, String text, int right, int middle) {
        FontMetrics font = g.getFontMetrics();
        g.drawString(text, right - font.stringWidth(text), middle + font.getAscent() / 2 - 1);
    }

    static void upright(Graphics2D g, String text, int x, int y) {
        AffineTransform before = g.getTransform();
        g.rotate(-Math.PI / 2, x, y);
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
        g.setTransform(before);
    }

    private double share(double value) {
        return (value - range.min()) / range.length();
    }

    private void drawImage(Graphics2D g, int x, int y, int w, int h) {
        int rows = values.length;
        int columns = values[0].length;
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
        boolean masked = false;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double value = values[r][c];
                masked |= Double.isNaN(value);
                image.setRGB(c, rows - 1 - r, Double.isNaN(value) ? 0 : palette.argb(share(value)));
            }
        }
        g.setColor(masked ? Color.WHITE : palette.color(0.5));
        g.fillRect(x, y, w, h);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, x, y, w, h, null);
    }

    private void drawBar(Graphics2D g, int x, int y, int h) {
        for (int k = 0; k < 2 * h; k++) {
            g.setColor(palette.color(1 - k / (2.0 * h - 1)));
            g.fill(new java.awt.geom.Rectangle2D.Double(x, y + k / 2.0, BAR_WIDTH, 0.6));
        }
        g.setColor(FigureSheet.INK);
        g.drawRect(x, y, BAR_WIDTH, h);
        int most = Math.max(2, h / 35);
        List<Double> ticks = logarithmic
                ? Ticks.decades(range.min(), range.max(), most)
                : Ticks.linear(range.min(), range.max(), most);
        for (double tick : ticks) {
            int at = y + h - (int) Math.round(h * share(tick));
            g.drawLine(x + BAR_WIDTH, at, x + BAR_WIDTH + TICK, at);
            String label = logarithmic ? Ticks.power(tick) : Ticks.label(tick);
            g.drawString(
                    label, x + BAR_WIDTH + TICK + 3, at + g.getFontMetrics().getAscent() / 2 - 1);
        }
    }
}
