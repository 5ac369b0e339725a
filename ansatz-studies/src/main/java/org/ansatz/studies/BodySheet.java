package org.ansatz.studies;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;

/** Surfaces of bodies on a plane, seen from the side and a little from above without perspective, all in one scale. */
final class BodySheet {
    private record Panel(String title, double[][] places) {}

    private static final int SIDE = 320;
    private static final int GAP = 14;
    private static final int HEAD = 34;
    private static final int CAPTION = 22;
    private static final double AZIMUTH = Math.toRadians(-60);
    private static final double ELEVATION = Math.toRadians(18);
    private static final double[] EYE = {
        Math.cos(ELEVATION) * Math.cos(AZIMUTH), Math.cos(ELEVATION) * Math.sin(AZIMUTH), Math.sin(ELEVATION)
    };
    private static final double[] RIGHT = {-Math.sin(AZIMUTH), Math.cos(AZIMUTH), 0};
    private static final double[] UP = {
        -Math.sin(ELEVATION) * Math.cos(AZIMUTH), -Math.sin(ELEVATION) * Math.sin(AZIMUTH), Math.cos(ELEVATION)
    };
    private static final int FLOOR_LINES = 8;
    private static final Color INK = new Color(40, 40, 40);
    private static final Color EDGE = new Color(30, 50, 70, 110);
    private static final Color FLOOR = new Color(225, 225, 220);
    private static final Color FLOOR_LINE = new Color(190, 190, 185);

    private final String title;
    private final int columns;
    private final int[][] surface;
    private final double floor;
    private final List<Panel> panels = new ArrayList<>();

    /**
     * @param surface triangles, counter-clockwise seen from outside, [m][3]
     * @param floor height of the plane
     */
    BodySheet(String title, int columns, int[][] surface, double floor) {
        this.title = title;
        this.columns = columns;
        this.surface = surface;
        this.floor = floor;
    }

    /**
     * Adds a body.
     *
     * @param places of the vertices, [3][n]
     */
    BodySheet add(String caption, double[][] places) {
        panels.add(new Panel(caption, places));
        return this;
    }

    private static double dot(double[] a, double... b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    void write(Path file) throws IOException {
        int rows = (panels.size() + columns - 1) / columns;
        BufferedImage image = new BufferedImage(
                columns * (SIDE + GAP) + GAP, HEAD + rows * (SIDE + CAPTION + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(INK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        g.drawString(title, GAP, 22);
        double[] view = view();
        for (int k = 0; k < panels.size(); k++) {
            int left = GAP + k % columns * (SIDE + GAP);
            int top = HEAD + k / columns * (SIDE + CAPTION + GAP);
            g.setColor(INK);
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            g.drawString(panels.get(k).title(), left, top + 14);
            Graphics2D own = (Graphics2D) g.create(left, top + CAPTION, SIDE, SIDE);
            // Up is up on the sheet.
            own.translate(SIDE / 2.0, SIDE / 2.0);
            own.scale(SIDE / view[2], -SIDE / view[2]);
            own.translate(-view[0], -view[1]);
            own.setStroke(new BasicStroke((float) (0.7 * view[2] / SIDE)));
            paintFloor(own);
            paint(own, panels.get(k).places());
            own.dispose();
        }
        g.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    /** Half the width of the floor: as far as bodies reach from the middle. */
    private double reach() {
        return panels.stream()
                .flatMapToDouble(p -> Arrays.stream(p.places()).limit(2).flatMapToDouble(Arrays::stream))
                .map(Math::abs)
                .max()
                .orElse(1);
    }

    /** Middle and side of the square window that holds all bodies and the floor. */
    private double[] view() {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double r = reach();
        List<double[][]> all =
                new ArrayList<>(panels.stream().map(Panel::places).toList());
        all.add(new double[][] {{-r, r, -r, r}, {-r, -r, r, r}, {floor, floor, floor, floor}});
        for (double[][] p : all) {
            for (int v = 0; v < p[0].length; v++) {
                double[] at = {dot(RIGHT, p[0][v], p[1][v], p[2][v]), dot(UP, p[0][v], p[1][v], p[2][v])};
                for (int i = 0; i < 2; i++) {
                    low[i] = Math.min(low[i], at[i]);
                    high[i] = Math.max(high[i], at[i]);
                }
            }
        }
        double side = 1.04 * Math.max(high[0] - low[0], high[1] - low[1]);
        return new double[] {0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), side};
    }

    private static Path2D polygon(boolean closed, double[]... corners) {
        Path2D path = new Path2D.Double();
        for (int k = 0; k < corners.length; k++) {
            double x = dot(RIGHT, corners[k]);
            double y = dot(UP, corners[k]);
            if (k == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        if (closed) {
            path.closePath();
        }
        return path;
    }

    private void paintFloor(Graphics2D g) {
        double r = reach();
        g.setColor(FLOOR);
        g.fill(polygon(
                true,
                new double[] {-r, -r, floor},
                new double[] {r, -r, floor},
                new double[] {r, r, floor},
                new double[] {-r, r, floor}));
        g.setColor(FLOOR_LINE);
        for (int k = 0; k <= FLOOR_LINES; k++) {
            double s = r * (2.0 * k / FLOOR_LINES - 1);
            g.draw(polygon(false, new double[] {s, -r, floor}, new double[] {s, r, floor}));
            g.draw(polygon(false, new double[] {-r, s, floor}, new double[] {r, s, floor}));
        }
    }

    /** Triangles that face the eye, the farthest first, the brighter the more they face it from above. */
    private void paint(Graphics2D g, double[][] p) {
        record Face(double[][] corners, double depth, double light) {}
        List<Face> faces = new ArrayList<>();
        for (int[] t : surface) {
            double[][] c = new double[3][3];
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < 3; i++) {
                    c[k][i] = p[i][t[k]];
                }
            }
            double[] normal = new double[3];
            for (int i = 0; i < 3; i++) {
                int j = (i + 1) % 3;
                int k = (i + 2) % 3;
                normal[i] = (c[1][j] - c[0][j]) * (c[2][k] - c[0][k]) - (c[1][k] - c[0][k]) * (c[2][j] - c[0][j]);
            }
            double size = Math.sqrt(dot(normal, normal));
            double facing = dot(normal, EYE) / size;
            if (facing > 0) {
                double light = 0.35 + 0.35 * facing + 0.3 * Math.max(0, normal[2] / size);
                faces.add(new Face(c, (dot(EYE, c[0]) + dot(EYE, c[1]) + dot(EYE, c[2])) / 3, light));
            }
        }
        faces.sort(Comparator.comparingDouble(Face::depth));
        for (Face face : faces) {
            Path2D shape = polygon(true, face.corners());
            float light = (float) face.light();
            g.setColor(new Color(0.45f * light, 0.75f * light, light));
            g.fill(shape);
            g.setColor(EDGE);
            g.draw(shape);
        }
    }
}
