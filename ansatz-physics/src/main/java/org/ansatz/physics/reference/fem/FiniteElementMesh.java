package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
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
        double[][] nodes = new double[2][points.size()];
        for (int i = 0; i < points.size(); i++) {
            nodes[0][i] = points.get(i)[0];
            nodes[1][i] = points.get(i)[1];
        }
        return new FiniteElementMesh(nodes, triangles);
    }
}
