package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.List;

/**
 * An edge of a triangle on the boundary.
 *
 * @param side number of the edge in the triangle, run with the domain on the left
 * @param curve number of the curve that it follows
 * @param from parameter on the curve at its first vertex
 * @param to parameter on the curve at its second vertex
 */
record BoundaryEdge(int triangle, int side, int curve, double from, double to) {

    static List<BoundaryEdge> of(Triangulation triangulation) {
        List<BoundaryEdge> edges = new ArrayList<>();
        for (int t = 0; t < triangulation.triangles().length; t++) {
            int[] v = triangulation.triangles()[t];
            for (int k = 0; k < 3; k++) {
                int a = v[k];
                int b = v[(k + 1) % 3];
                Triangulation.OnCurve on = triangulation.onCurve(a, b);
                if (on != null && triangulation.curves().get(on.curve()).boundary()) {
                    edges.add(
                            a < b
                                    ? new BoundaryEdge(t, k, on.curve(), on.atLower(), on.atHigher())
                                    : new BoundaryEdge(t, k, on.curve(), on.atHigher(), on.atLower()));
                }
            }
        }
        return edges;
    }

    /** Numbers of the nodes on the edge within the triangle: both ends, then the middle if there is one. */
    int[] localNodes(int nodes) {
        return nodes == 3 ? new int[] {side, (side + 1) % 3} : new int[] {side, (side + 1) % 3, 3 + side};
    }

    /** Parameter on the curve of node number {@code k} of {@link #localNodes}. */
    double parameter(int k) {
        return k == 0 ? from : k == 1 ? to : 0.5 * (from + to);
    }
}
