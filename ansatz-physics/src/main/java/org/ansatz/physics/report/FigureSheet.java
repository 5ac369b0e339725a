package org.ansatz.physics.report;

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
import javax.imageio.ImageIO;

/** Panels in rows and columns under a title, written as a PNG at twice the nominal size for print. */
final class FigureSheet {
    static {
        // Reports are written on servers: no display is asked for.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Color INK = new Color(40, 40, 40);
    private static final int SCALE = 2;
    private static final int TITLE_HEIGHT = 34;
    private static final int MARGIN = 8;

    private final String title;
    private final int columns;
    private final int panelWidth;
    private final int panelHeight;
    private final List<Panel> panels = new ArrayList<>();
    private final List<Panel> footer = new ArrayList<>();
    private int footerHeight;

    FigureSheet(String title, int columns, int panelWidth, int panelHeight) {
        this.title = title;
        this.columns = columns;
        this.panelWidth = panelWidth;
        this.panelHeight = panelHeight;
    }

    void add(Panel panel) {
        panels.add(panel);
    }

    /** Panels side by side below the others, in a row of its own height. */
    void addFooter(int height, List<Panel> below) {
        footerHeight = height;
        footer.addAll(below);
    }

    /** Writes the file, its folder included. */
    void write(Path file) throws IOException {
        int rows = (panels.size() + columns - 1) / columns;
        int width = Math.min(columns, panels.size()) * panelWidth + 2 * MARGIN;
        int height = TITLE_HEIGHT + rows * panelHeight + footerHeight + MARGIN;
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(SCALE, SCALE);
        smooth(g);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(INK);
        g.setFont(TITLE);
        double fit = (width - 2.0 * MARGIN) / g.getFontMetrics().stringWidth(title);
        if (fit < 1) {
            g.setFont(TITLE.deriveFont((float) (TITLE.getSize2D() * fit)));
        }
        g.drawString(title, Math.max(MARGIN, (width - g.getFontMetrics().stringWidth(title)) / 2), 23);
        for (int k = 0; k < panels.size(); k++) {
            Graphics2D part = (Graphics2D) g.create(
                    MARGIN + k % columns * panelWidth,
                    TITLE_HEIGHT + k / columns * panelHeight,
                    panelWidth,
                    panelHeight);
            panels.get(k).paint(part, panelWidth, panelHeight);
            part.dispose();
        }
        for (int k = 0; k < footer.size(); k++) {
            int share = (width - 2 * MARGIN) / footer.size();
            Graphics2D part =
                    (Graphics2D) g.create(MARGIN + k * share, TITLE_HEIGHT + rows * panelHeight, share, footerHeight);
            footer.get(k).paint(part, share, footerHeight);
            part.dispose();
        }
        g.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }
}
