package org.ansatz.studies;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Rows of maps of one size over the same rectangle; the maps of a row share one colour scale, so that they can be
 * compared by eye.
 */
final class MapSheet {
    /**
     * One map.
     *
     * @param values {@code values[i][j]} at the i-th place of the horizontal and the j-th of the vertical axis
     */
    record Map(String title, double[][] values) {}

    /** Maps with one scale; logarithmic over at most four decades below the largest value. */
    private record Row(int indent, List<Map> maps, boolean logarithmic) {}

    private static final int SIDE = 230;
    private static final int GAP = 26;
    private static final int LEFT = 58;
    private static final int BAR = 96;
    private static final int HEAD = 46;
    private static final int FOOT = 38;
    private static final double DECADES = 4;
    private static final Color INK = new Color(40, 40, 40);
    /** Nodes of matplotlib's viridis (van der Walt and Smith). */
    private static final int[] VIRIDIS = {0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725};

    private final String title;
    private final String horizontal;
    private final String vertical;
    private final double[] low;
    private final double[] high;
    private final List<Row> rows = new ArrayList<>();

    MapSheet(String title, String horizontal, String vertical, double[] low, double[] high) {
        this.title = title;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.low = low;
        this.high = high;
    }

    /**
     * Adds a row.
     *
     * @param indent columns left free
     */
    MapSheet row(int indent, List<Map> maps, boolean logarithmic) {
        rows.add(new Row(indent, List.copyOf(maps), logarithmic));
        return this;
    }

    void write(Path file) throws IOException {
        int columns = rows.stream()
                .mapToInt(row -> row.indent() + row.maps().size())
                .max()
                .orElse(0);
        int width = LEFT + columns * (SIDE + GAP) + BAR;
        int height = HEAD + rows.size() * (SIDE + GAP + 18) + FOOT;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(INK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        g.drawString(title, LEFT, 22);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int r = 0; r < rows.size(); r++) {
            paint(g, rows.get(r), HEAD + 18 + r * (SIDE + GAP + 18), r == rows.size() - 1);
        }
        g.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private void paint(Graphics2D g, Row row, int top, boolean last) {
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (Map map : row.maps()) {
            for (double[] line : map.values()) {
                for (double value : line) {
                    max = Math.max(max, value);
                    min = Math.min(min, value);
                }
            }
        }
        int left = LEFT + row.indent() * (SIDE + GAP);
        double top10 = Math.log10(max);
        double from = row.logarithmic() ? top10 - DECADES : min;
        double to = row.logarithmic() ? top10 : max;
        for (int m = 0; m < row.maps().size(); m++) {
            Map map = row.maps().get(m);
            int x = left + m * (SIDE + GAP);
            g.setColor(INK);
            g.drawString(map.title(), x, top - 6);
            g.drawImage(image(map.values(), row.logarithmic(), from, to), x, top, SIDE, SIDE, null);
            g.setColor(INK);
            g.drawRect(x, top, SIDE, SIDE);
            if (last) {
                g.drawString(number(low[0]), x, top + SIDE + 16);
                right(g, number(high[0]), x + SIDE, top + SIDE + 16);
                g.drawString(horizontal, x + SIDE / 2, top + SIDE + 16);
            }
            if (m == 0) {
                right(g, number(high[1]), x - 6, top + 10);
                right(g, number(low[1]), x - 6, top + SIDE);
                right(g, vertical, x - 6, top + SIDE / 2);
            }
        }
        bar(g, left + row.maps().size() * (SIDE + GAP), top, row.logarithmic(), from, to);
    }

    private static BufferedImage image(double[][] values, boolean logarithmic, double from, double to) {
        BufferedImage image = new BufferedImage(values.length, values[0].length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                double value = logarithmic ? Math.log10(Math.max(values[i][j], Double.MIN_NORMAL)) : values[i][j];
                image.setRGB(i, values[i].length - 1 - j, colour((value - from) / (to - from)));
            }
        }
        return image;
    }

    private static int colour(double share) {
        double at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
        int below = Math.min((int) at, VIRIDIS.length - 2);
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = VIRIDIS[below] >> shift & 0xff;
            int b = VIRIDIS[below + 1] >> shift & 0xff;
            mixed |= (int) Math.round(a + (at - below) * (b - a)) << shift;
        }
        return mixed;
    }

    private static void bar(Graphics2D g, int x, int top, boolean logarithmic, double from, double to) {
        for (int y = 0; y < SIDE; y++) {
            g.setColor(new Color(colour(1 - y / (SIDE - 1.0))));
            g.fillRect(x, top + y, 14, 1);
        }
        g.setColor(INK);
        g.drawRect(x, top, 14, SIDE - 1);
        int ticks = 4;
        for (int k = 0; k <= ticks; k++) {
            double value = from + (to - from) * k / ticks;
            int y = top + SIDE - 1 - (SIDE - 1) * k / ticks;
            g.drawLine(x + 14, y, x + 18, y);
            g.drawString(
                    logarithmic ? String.format(Locale.ROOT, "%.1e", Math.pow(10, value)) : number(value),
                    x + 22,
                    y + 4);
        }
    }

    private static void right(Graphics2D g, String text, int x, int y) {
        g.drawString(text, x - g.getFontMetrics().stringWidth(text), y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}
