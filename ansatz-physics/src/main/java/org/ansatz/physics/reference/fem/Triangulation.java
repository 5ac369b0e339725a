package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Triangles with straight edges whose boundary vertices lie exactly on the domain's curves. Each triangle (a, b, c) is
 * counter-clockwise and will be bisected across its edge a-b (newest-vertex bisection: the shapes stay within a finite
 * family; Mitchell 1989). Immutable; refinement gives a new one, nested but for the vertices put on curves.
 */
final class Triangulation {
    /** Where an edge runs: parameters on the curve at its lower-numbered and higher-numbered vertex. */
    record OnCurve(int curve, double atLower, double atHigher) {}

    private final double[][] vertices;
    private final int[][] triangles;
    private final List<MeshCurve> curves;
    private final Map<Long, OnCurve> edges;

    private Triangulation(double[][] vertices, int[][] triangles, List<MeshCurve> curves, Map<Long, OnCurve> edges) {
        this.vertices = vertices;
        this.triangles = triangles;
        this.curves = curves;
        this.edges = edges;
    }

    /**
     * A first triangulation; every triangle is turned so that its longest edge is bisected first.
     *
     * @param vertices [n][2]
     * @param triangles [m][3], counter-clockwise
     * @param edges which edges lie on which curve, by {@link #key}
     */
    static Triangulation of(double[][] vertices, int[][] triangles, List<MeshCurve> curves, Map<Long, OnCurve> edges) {
        int[][] turned = new int[triangles.length][];
        for (int t = 0; t < triangles.length; t++) {
            int[] v = triangles[t];
            int longest = 0;
            for (int k = 1; k < 3; k++) {
                if (length(vertices, v[k], v[(k + 1) % 3]) > length(vertices, v[longest], v[(longest + 1) % 3])) {
                    longest = k;
                }
            }
            turned[t] = new int[] {v[longest], v[(longest + 1) % 3], v[(longest + 2) % 3]};
        }
        return new Triangulation(vertices, turned, List.copyOf(curves), Map.copyOf(edges));
    }

    private static double length(double[][] vertices, int a, int b) {
        return Math.hypot(vertices[a][0] - vertices[b][0], vertices[a][1] - vertices[b][1]);
    }

    static long key(int a, int b) {
        return ((long) Math.min(a, b) << 32) | Math.max(a, b);
    }

    double[][] vertices() {
        return vertices;
    }

    int[][] triangles() {
        return triangles;
    }

    List<MeshCurve> curves() {
        return curves;
    }

    /** The curve that an edge follows, or null. */
    OnCurve onCurve(int a, int b) {
        return edges.get(key(a, b));
    }

    /** The middle of an edge, on its curve if it follows one. */
    double[] middle(int a, int b) {
        OnCurve on = onCurve(a, b);
        if (on != null) {
            return curves.get(on.curve()).curve().at(0.5 * (on.atLower() + on.atHigher()));
        }
        return new double[] {0.5 * (vertices[a][0] + vertices[b][0]), 0.5 * (vertices[a][1] + vertices[b][1])};
    }

    /** Number of the part into which interfaces divide the domain, per triangle. */
    int[] parts() {
        Map<Long, List<Integer>> sides = new HashMap<>();
        for (int t = 0; t < triangles.length; t++) {
            for (int k = 0; k < 3; k++) {
                long edge = key(triangles[t][k], triangles[t][(k + 1) % 3]);
                if (!edges.containsKey(edge)) {
                    sides.computeIfAbsent(edge, e -> new ArrayList<>(2)).add(t);
                }
            }
        }
        int[] part = new int[triangles.length];
        Arrays.fill(part, -1);
        int count = 0;
        for (int seed = 0; seed < part.length; seed++) {
            if (part[seed] >= 0) {
                continue;
            }
            List<Integer> front = new ArrayList<>(List.of(seed));
            part[seed] = count;
            while (!front.isEmpty()) {
                int t = front.remove(front.size() - 1);
                for (int k = 0; k < 3; k++) {
                    long edge = key(triangles[t][k], triangles[t][(k + 1) % 3]);
                    for (int next : sides.getOrDefault(edge, List.of())) {
                        if (part[next] < 0) {
                            part[next] = count;
                            front.add(next);
                        }
                    }
                }
            }
            count++;
        }
        return part;
    }

    /** Every triangle in four. */
    Triangulation refine() {
        boolean[] all = new boolean[triangles.length];
        Arrays.fill(all, true);
        return refine(all);
    }

    /** Marked triangles in four, others as far as needed to stay conforming. */
    Triangulation refine(boolean[] marked) {
        Map<Long, Integer> middles = new HashMap<>();
        for (int t = 0; t < triangles.length; t++) {
            if (marked[t]) {
                for (int k = 0; k < 3; k++) {
                    middles.put(key(triangles[t][k], triangles[t][(k + 1) % 3]), -1);
                }
            }
        }
        close(middles);
        return bisect(middles);
    }

    /** A triangle with a marked edge must be bisected across its own edge first. */
    private void close(Map<Long, Integer> middles) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int[] t : triangles) {
                if (!middles.containsKey(key(t[0], t[1]))
                        && (middles.containsKey(key(t[1], t[2])) || middles.containsKey(key(t[2], t[0])))) {
                    middles.put(key(t[0], t[1]), -1);
                    changed = true;
                }
            }
        }
    }

    private Triangulation bisect(Map<Long, Integer> middles) {
        List<double[]> points = new ArrayList<>(Arrays.asList(vertices));
        Map<Long, OnCurve> followed = new HashMap<>(edges);
        List<int[]> result = new ArrayList<>();
        for (int[] t : triangles) {
            for (int k = 0; k < 3; k++) {
                int a = t[k];
                int b = t[(k + 1) % 3];
                Integer at = middles.get(key(a, b));
                if (at != null && at < 0) {
                    middles.put(key(a, b), points.size());
                    split(a, b, points.size(), followed);
                    points.add(middle(a, b));
                }
            }
            divide(t, middles, result);
        }
        return new Triangulation(
                points.toArray(new double[0][]), result.toArray(new int[0][]), curves, Map.copyOf(followed));
    }

    private void split(int a, int b, int middle, Map<Long, OnCurve> followed) {
        OnCurve on = followed.remove(key(a, b));
        if (on != null) {
            double half = 0.5 * (on.atLower() + on.atHigher());
            // The new vertex has the highest number of all.
            followed.put(key(Math.min(a, b), middle), new OnCurve(on.curve(), on.atLower(), half));
            followed.put(key(Math.max(a, b), middle), new OnCurve(on.curve(), on.atHigher(), half));
        }
    }

    private static void divide(int[] t, Map<Long, Integer> middles, List<int[]> result) {
        Integer middle = middles.get(key(t[0], t[1]));
        if (middle == null) {
            result.add(t);
            return;
        }
        divide(new int[] {t[2], t[0], middle}, middles, result);
        divide(new int[] {t[1], t[2], middle}, middles, result);
    }
}
