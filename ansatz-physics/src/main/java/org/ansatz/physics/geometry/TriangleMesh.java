package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.ItemBoundable;
import org.locationtech.jts.index.strtree.STRtree;

/** A conforming triangulation of a plane region; triangles are counter-clockwise. */
public final class TriangleMesh implements Shape {
    private final double[][] vertices;
    private final int[][] triangles;
    private final String[] materials;
    private final Map<String, String> edgeGroups;
    private final List<int[]> boundaryEdges;
    private final STRtree triangleTree = new STRtree();
    private final STRtree boundaryTree = new STRtree();

    /**
     * @param vertices [n][2]
     * @param triangles [m][3] vertex numbers in either sense of rotation
     * @param materials name of the material per triangle, or null entries
     * @param edgeGroups names of boundary edges by {@link #key}
     * @throws IllegalArgumentException if there is no triangle, one has no area, or three or more share an edge
     */
    public TriangleMesh(double[][] vertices, int[][] triangles, String[] materials, Map<String, String> edgeGroups) {
        if (triangles.length == 0) {
            throw new IllegalArgumentException("the mesh has no triangles");
        }
        this.vertices = vertices.clone();
        this.triangles = triangles.clone();
        this.materials = materials.clone();
        this.edgeGroups = new LinkedHashMap<>(edgeGroups);
        for (int t = 0; t < triangles.length; t++) {
            int[] v = triangles[t];
            double twice = cross(vertices[v[0]], vertices[v[1]], vertices[v[2]]);
            if (twice == 0) {
                throw new IllegalArgumentException(
                        "triangle " + (t + 1) + " of the mesh has no area, near " + Arrays.toString(vertices[v[0]]));
            }
            this.triangles[t] = twice < 0 ? new int[] {v[0], v[2], v[1]} : v.clone();
            Envelope box = new Envelope();
            for (int k : v) {
                box.expandToInclude(vertices[k][0], vertices[k][1]);
            }
            triangleTree.insert(box, t);
        }
        triangleTree.build();
        boundaryEdges = openEdges();
        for (int[] edge : boundaryEdges) {
            double[] a = vertices[edge[0]];
            double[] b = vertices[edge[1]];
            boundaryTree.insert(new Envelope(a[0], b[0], a[1], b[1]), new Polygon.Edge(a, b, null));
        }
        boundaryTree.build();
    }

    static double cross(double[] a, double[] b, double[] c) {
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    }

    /** [n][2]. */
    public double[][] vertices() {
        return vertices;
    }

    /** [m][3] vertex numbers, counter-clockwise. */
    public int[][] triangles() {
        return triangles;
    }

    /** Name of the material per triangle, or null entries. */
    public String[] materials() {
        return materials;
    }

    /** Names of boundary edges by {@link #key}. */
    public Map<String, String> edgeGroups() {
        return Collections.unmodifiableMap(edgeGroups);
    }

    /** The name of an edge in {@link #edgeGroups}: both vertex numbers, the smaller first. */
    public static String key(int a, int b) {
        return Math.min(a, b) + "," + Math.max(a, b);
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

    /** Sum of the triangles' areas. */
    public double area() {
        double twice = 0;
        for (int[] t : triangles) {
            twice += cross(vertices[t[0]], vertices[t[1]], vertices[t[2]]);
        }
        return 0.5 * twice;
    }

    /** Number of the first triangle that holds the point (up to the tolerance in barycentric coordinates), or -1. */
    public int locate(double[] p, double tolerance) {
        Envelope around = new Envelope(new Coordinate(p[0], p[1]));
        double[][] b = bounds(triangles[0]);
        around.expandBy(tolerance * Math.max(b[0][1] - b[0][0], b[1][1] - b[1][0]));
        int first = -1;
        for (Object found : triangleTree.query(around)) {
            int t = (Integer) found;
            if ((first < 0 || t < first) && holds(t, p, tolerance)) {
                first = t;
            }
        }
        return first;
    }

    private double[][] bounds(int[] triangle) {
        double[][] bounds = new double[2][];
        for (int i = 0; i < 2; i++) {
            double a = vertices[triangle[0]][i];
            double b = vertices[triangle[1]][i];
            double c = vertices[triangle[2]][i];
            bounds[i] = new double[] {Math.min(a, Math.min(b, c)), Math.max(a, Math.max(b, c))};
        }
        return bounds;
    }

    private boolean holds(int t, double[] p, double tolerance) {
        double[] a = vertices[triangles[t][0]];
        double[] b = vertices[triangles[t][1]];
        double[] c = vertices[triangles[t][2]];
        double slack = -tolerance * cross(a, b, c);
        return cross(a, b, p) >= slack && cross(b, c, p) >= slack && cross(c, a, p) >= slack;
    }

    @Override
    public double signedDistance(double[] p) {
        ItemBoundable point = new ItemBoundable(new Envelope(new Coordinate(p[0], p[1])), p);
        Polygon.Edge nearest = (Polygon.Edge) boundaryTree.nearestNeighbour(
                (Envelope) point.getBounds(),
                p,
                (a, b) -> a.getItem() instanceof Polygon.Edge edge
                        ? Polygon.segmentDistance((double[]) b.getItem(), edge.a(), edge.b())
                        : Polygon.segmentDistance(
                                (double[]) a.getItem(),
                                ((Polygon.Edge) b.getItem()).a(),
                                ((Polygon.Edge) b.getItem()).b()));
        double distance = Polygon.segmentDistance(p, nearest.a(), nearest.b());
        return locate(p, 1e-12) >= 0 ? distance : -distance;
    }

    /** Boundary edges: those of one triangle only, with the inside on the left. */
    public List<int[]> boundaryEdges() {
        return Collections.unmodifiableList(boundaryEdges);
    }

    private List<int[]> openEdges() {
        Map<String, int[]> first = new LinkedHashMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (int[] t : triangles) {
            for (int k = 0; k < 3; k++) {
                int a = t[k];
                int b = t[(k + 1) % 3];
                first.putIfAbsent(key(a, b), new int[] {a, b});
                if (count.merge(key(a, b), 1, Integer::sum) > 2) {
                    throw new IllegalArgumentException(
                            "three triangles of the mesh share an edge, near " + Arrays.toString(vertices[a]));
                }
            }
        }
        List<int[]> edges = new ArrayList<>();
        for (var entry : first.entrySet()) {
            if (count.get(entry.getKey()) == 1) {
                edges.add(entry.getValue());
            }
        }
        return edges;
    }

    @Override
    public List<Patch> patches() {
        List<Patch> patches = new ArrayList<>();
        for (int[] edge : boundaryEdges) {
            patches.add(new Polygon.Edge(vertices[edge[0]], vertices[edge[1]], edgeGroups.get(key(edge[0], edge[1]))));
        }
        return patches;
    }

    @Override
    public List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (int[] edge : boundaryEdges) {
            curves.add(new Curve.Segment(vertices[edge[0]], vertices[edge[1]]));
        }
        return curves;
    }
}
