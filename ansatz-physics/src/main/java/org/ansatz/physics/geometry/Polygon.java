package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** A simple polygon, its vertices in either sense of rotation. */
record Polygon(double[][] vertices) implements Shape {
    Polygon {
        if (vertices.length < 3) {
            throw new IllegalArgumentException("a polygon needs three or more vertices, given " + vertices.length);
        }
        Coordinate[] ring = new Coordinate[vertices.length + 1];
        for (int i = 0; i < vertices.length; i++) {
            ring[i] = new Coordinate(vertices[i][0], vertices[i][1]);
        }
        ring[vertices.length] = ring[0];
        if (!new GeometryFactory().createPolygon(ring).isValid()) {
            throw new IllegalArgumentException("the polygon's edges cross or touch each other");
        }
        if (twiceArea(vertices) < 0) {
            double[][] reversed = new double[vertices.length][];
            for (int i = 0; i < vertices.length; i++) {
                reversed[i] = vertices[vertices.length - 1 - i];
            }
            vertices = reversed;
        }
    }

    private static double twiceArea(double[][] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            double[] a = v[i];
            double[] b = v[(i + 1) % v.length];
            sum += a[0] * b[1] - a[1] * b[0];
        }
        return sum;
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public double[][] bounds() {
        double[][] bounds = {
            {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}, {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}
        };
        for (double[] v : vertices) {
            for (int i = 0; i < 2; i++) {
                bounds[i][0] = Math.min(bounds[i][0], v[i]);
                bounds[i][1] = Math.max(bounds[i][1], v[i]);
            }
        }
        return bounds;
    }

    @Override
    public double signedDistance(double[] p) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = false;
        for (int i = 0; i < vertices.length; i++) {
            double[] a = vertices[i];
            double[] b = vertices[(i + 1) % vertices.length];
            nearest = Math.min(nearest, segmentDistance(p, a, b));
            boolean crosses = (a[1] > p[1]) != (b[1] > p[1]);
            if (crosses && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]) {
                inside = !inside;
            }
        }
        return inside ? nearest : -nearest;
    }

    static double segmentDistance(double[] p, double[] a, double[] b) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy);
        t = Math.max(0, Math.min(1, t));
        return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
    }

    @Override
    public List<Patch> patches() {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < vertices.length; i++) {
            patches.add(new Edge(vertices[i], vertices[(i + 1) % vertices.length], null));
        }
        return patches;
    }

    @Override
    public List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < vertices.length; i++) {
            curves.add(new Curve.Segment(vertices[i], vertices[(i + 1) % vertices.length]));
        }
        return curves;
    }

    /** A straight edge with the inside on its left. */
    record Edge(double[] a, double[] b, String group) implements Patch {
        @Override
        public double measure() {
            return Math.hypot(b[0] - a[0], b[1] - a[1]);
        }

        @Override
        public void at(double[] s, double[] point, double[] normal) {
            double length = measure();
            point[0] = a[0] + s[0] * (b[0] - a[0]);
            point[1] = a[1] + s[0] * (b[1] - a[1]);
            normal[0] = (b[1] - a[1]) / length;
            normal[1] = -(b[0] - a[0]) / length;
        }
    }
}
