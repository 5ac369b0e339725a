package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A mesh of three-node or six-node triangles as the solution lives on it.
 *
 * @param nodes [2][n] coordinates
 * @param triangles [m][3 or 6] node numbers in VTK's order: vertices counter-clockwise, then middles of the edges 0-1, 1-2,
 *     2-0, which lie on the boundary's curve where the edge does
 */
public record FiniteElementMesh(double[][] nodes, int[][] triangles) {
    // Area factor of the curved map by that of the straight one below which a triangle counts as folded.
    private static final double LEAST_STRETCH = 0.2;

    /** Number of nodes. */
    public int size() {
        return nodes[0].length;
    }

    /** Degree of the shape functions, 1 or 2. */
    public int degree() {
        return triangles[0].length == 3 ? 1 : 2;
    }

    /** Nodes of a triangulation for elements of the given degree; vertices come first and keep their numbers. */
    static FiniteElementMesh of(Triangulation triangulation, int degree) {
        List<double[]> points = new ArrayList<>(List.of(triangulation.vertices()));
        int[][] triangles = new int[triangulation.triangles().length][];
        Map<Long, Integer> middles = new HashMap<>();
        for (int t = 0; t < triangles.length; t++) {
            int[] v = triangulation.triangles()[t];
            triangles[t] = degree == 1 ? v.clone() : new int[] {v[0], v[1], v[2], 0, 0, 0};
            for (int k = 0; degree == 2 && k < 3; k++) {
                int a = v[k];
                int b = v[(k + 1) % 3];
                triangles[t][3 + k] = middles.computeIfAbsent(Triangulation.key(a, b), e -> {
                    points.add(triangulation.middle(a, b));
                    return points.size() - 1;
                });
            }
        }
        if (degree == 2) {
            straightenFolded(triangles, points);
        }
        double[][] nodes = new double[2][points.size()];
        for (int i = 0; i < points.size(); i++) {
            nodes[0][i] = points.get(i)[0];
            nodes[1][i] = points.get(i)[1];
        }
        return new FiniteElementMesh(nodes, triangles);
    }

    /**
     * Where a curved edge would fold its triangle over (in a cusp between two arcs), it is replaced by its chord: the map
     * from the reference triangle must keep its sense, tested at the six nodes.
     */
    private static void straightenFolded(int[][] triangles, List<double[]> points) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int[] t : triangles) {
                if (isFolded(t, points)) {
                    for (int k = 0; k < 3; k++) {
                        double[] a = points.get(t[k]);
                        double[] b = points.get(t[(k + 1) % 3]);
                        double[] chord = {0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])};
                        changed |= !Arrays.equals(points.set(t[3 + k], chord), chord);
                    }
                }
            }
        }
    }

    private static boolean isFolded(int[] t, List<double[]> points) {
        LagrangeTriangle element = new LagrangeTriangle(2);
        for (int node = 0; node < 6; node++) {
            double[] r = LagrangeTriangle.onEdge(node % 3, node < 3 ? 0 : 0.5);
            double[][] slopes = element.gradients(r[0], r[1]);
            double[] by = new double[4];
            for (int k = 0; k < 6; k++) {
                double[] p = points.get(t[k]);
                by[0] += p[0] * slopes[0][k];
                by[1] += p[0] * slopes[1][k];
                by[2] += p[1] * slopes[0][k];
                by[3] += p[1] * slopes[1][k];
            }
            double[] a = points.get(t[0]);
            double[] b = points.get(t[1]);
            double[] c = points.get(t[2]);
            double straight = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
            if (by[0] * by[3] - by[1] * by[2] < LEAST_STRETCH * straight) {
                return true;
            }
        }
        return false;
    }
}
