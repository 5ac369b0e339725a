package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conforming triangulation of a plane region.
 *
 * @param vertices [n][2]
 * @param triangles [m][3] vertex numbers, counter-clockwise
 * @param materials name of the material per triangle, or null entries
 * @param edgeGroups names of boundary edges by {@code "i,j"} with i below j
 */
public record TriangleMesh(double[][] vertices, int[][] triangles, String[] materials, Map<String, String> edgeGroups)
        implements Shape {
    public TriangleMesh {
        if (triangles.length == 0) {
            throw new IllegalArgumentException("the mesh has no triangles");
        }
        edgeGroups = new LinkedHashMap<>(edgeGroups);
        triangles = triangles.clone();
        for (int t = 0; t < triangles.length; t++) {
            int[] v = triangles[t];
            if (cross(vertices[v[0]], vertices[v[1]], vertices[v[2]]) < 0) {
                triangles[t] = new int[] {v[0], v[2], v[1]};
            }
        }
    }

    static double cross(double[] a, double[] b, double[] c) {
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
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
        for (int[] triangle : triangles) {
            for (int v : triangle) {
                for (int i = 0; i < 2; i++) {
                    bounds[i][0] = Math.min(bounds[i][0], vertices[v][i]);
                    bounds[i][1] = Math.max(bounds[i][1], vertices[v][i]);
                }
            }
        }
        return bounds;
    }

    /** Number of the triangle that holds the point (up to the tolerance in barycentric coordinates), or -1. */
    public int locate(double[] p, double tolerance) {
        for (int t = 0; t < triangles.length; t++) {
            double[] a = vertices[triangles[t][0]];
            double[] b = vertices[triangles[t][1]];
            double[] c = vertices[triangles[t][2]];
            double area = cross(a, b, c);
            if (cross(a, b, p) >= -tolerance * area
                    && cross(b, c, p) >= -tolerance * area
                    && cross(c, a, p) >= -tolerance * area) {
                return t;
            }
        }
        return -1;
    }

    @Override
    public double signedDistance(double[] p) {
        double nearest = Double.POSITIVE_INFINITY;
        for (Patch patch : patches()) {
            Polygon.Edge edge = (Polygon.Edge) patch;
            nearest = Math.min(nearest, Polygon.segmentDistance(p, edge.a(), edge.b()));
        }
        return locate(p, 1e-12) >= 0 ? nearest : -nearest;
    }

    /** Boundary edges: those of one triangle only, with the inside on the left. */
    public List<int[]> boundaryEdges() {
        Map<String, int[]> open = new LinkedHashMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (int[] t : triangles) {
            for (int k = 0; k < 3; k++) {
                int a = t[k];
                int b = t[(k + 1) % 3];
                open.putIfAbsent(key(a, b), new int[] {a, b});
                count.merge(key(a, b), 1, Integer::sum);
            }
        }
        List<int[]> edges = new ArrayList<>();
        for (var entry : open.entrySet()) {
            if (count.get(entry.getKey()) == 1) {
                edges.add(entry.getValue());
            }
        }
        return edges;
    }

    static String key(int a, int b) {
        return Math.min(a, b) + "," + Math.max(a, b);
    }

    @Override
    public List<Patch> patches() {
        List<Patch> patches = new ArrayList<>();
        for (int[] edge : boundaryEdges()) {
            patches.add(new Polygon.Edge(vertices[edge[0]], vertices[edge[1]], edgeGroups.get(key(edge[0], edge[1]))));
        }
        return patches;
    }
}
