package org.ansatz.physics.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Positive numbers as horizontal bars on a logarithmic scale, each with its label and value. */
record BarPanel(String title, String unit, List<String> labels, double[] values) implements Panel {
    private static final int TOP = 28;
    private static final int ROW = 24;
    private static final int VALUE_WIDTH = 90;
    // The smallest bar is still seen.
    private static final double LEAST_SHARE = 0.06;

    static int heightFor(int bars) {
        return TOP + bars * ROW + 8;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setFont(FigureSheet.TEXT);
        FontMetrics font = g.getFontMetrics();
        int left = 16 + labels.stream().mapToInt(font::stringWidth).max().orElse(0);
        int room = width - left - VALUE_WIDTH;
        double[] positive =
                Arrays.stream(values).filter(v -> v > 0 && Double.isFinite(v)).toArray();
        double high = Math.log10(Arrays.stream(positive).max().orElse(1));
        double low = Math.min(Math.log10(Arrays.stream(positive).min().orElse(1)), high - 1);
        g.setColor(FigureSheet.INK);
        g.drawString(title, left, TOP - 12);
        for (int k = 0; k < values.length; k++) {
            int y = TOP + k * ROW;
            boolean known = values[k] > 0 && Double.isFinite(values[k]);
            double share = known ? (Math.log10(values[k]) - low) / (high - low) : 0;
            int length = known ? (int) Math.round(room * (LEAST_SHARE + (1 - LEAST_SHARE) * share)) : 0;
            g.setColor(Palette.curve(k));
            g.fillRect(left, y, length, ROW - 8);
            g.setColor(FigureSheet.INK);
            MapPanel.rightAligned(g, labels.get(k), left - 6, y + (ROW - 8) / 2);
            String text = known
                    ? String.format(Locale.ROOT, "%.3g%s", values[k], unit)
                    : values[k] == 0 ? "0" + unit : "not known";
            g.drawString(text, left + length + 6, y + ROW - 12);
        }
    }
}
