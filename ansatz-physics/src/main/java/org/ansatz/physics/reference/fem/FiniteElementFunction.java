package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * A continuous piecewise polynomial on a mesh. Values and gradients are those of the polynomial on the triangle that holds
 * the point; on six-node triangles the map from the reference triangle is inverted by Newton's method.
 */
final class FiniteElementFunction {
    // How far outside a triangle, in reference coordinates, its polynomial is continued: covers the gap between a
    // curved
    // boundary and its quadratic edges.
    private static final double CONTINUED = 0.05;
    private static final double INSIDE = 1e-10;

    private final FiniteElementMesh mesh;
    private final double[] coefficients;
    private final LagrangeTriangle element;
    private final STRtree tree = new STRtree();

    /**
     * @param coefficients value at each node
     */
    FiniteElementFunction(FiniteElementMesh mesh, double[] coefficients) {
        this.mesh = mesh;
        this.coefficients = coefficients;
        element = new LagrangeTriangle(mesh.degree());
        for (int t = 0; t < mesh.triangles().length; t++) {
            Envelope box = new Envelope();
            for (int node : mesh.triangles()[t]) {
                box.expandToInclude(mesh.nodes()[0][node], mesh.nodes()[1][node]);
            }
            box.expandBy(CONTINUED * Math.max(box.getWidth(), box.getHeight()));
            tree.insert(box, t);
        }
        tree.build();
    }

    FiniteElementMesh mesh() {
        return mesh;
    }

    double[] coefficients() {
        return coefficients;
    }

    /**
     * Value, and both first derivatives, at points; NaN at points outside the mesh.
     *
     * @return [3][n]
     */
    double[][] evaluate(double[] x, double[] y) {
        return evaluate(x, y, List.of(coefficients)).get(0);
    }

    /** The same for several functions on this mesh at once. */
    List<double[][]> evaluate(double[] x, double[] y, List<double[]> functions) {
        List<double[][]> results =
                functions.stream().map(f -> new double[3][x.length]).toList();
        for (int p = 0; p < x.length; p++) {
            double[] place = locate(x[p], y[p]);
            if (place == null) {
                for (double[][] result : results) {
                    result[0][p] = Double.NaN;
                    result[1][p] = Double.NaN;
                    result[2][p] = Double.NaN;
                }
                continue;
            }
            int[] nodes = mesh.triangles()[(int) place[0]];
            double[] values = element.values(place[1], place[2]);
            double[][] slopes = element.gradients(place[1], place[2]);
            double[][] map = map(nodes, slopes);
            double det = map[0][0] * map[1][1] - map[0][1] * map[1][0];
            for (int f = 0; f < results.size(); f++) {
                double byXi = 0;
                double byEta = 0;
                for (int k = 0; k < nodes.length; k++) {
                    double c = functions.get(f)[nodes[k]];
                    results.get(f)[0][p] += c * values[k];
                    byXi += c * slopes[0][k];
                    byEta += c * slopes[1][k];
                }
                results.get(f)[1][p] = (map[1][1] * byXi - map[1][0] * byEta) / det;
                results.get(f)[2][p] = (map[0][0] * byEta - map[0][1] * byXi) / det;
            }
        }
        return results;
    }

    /** {dx/dxi, dx/deta}, {dy/dxi, dy/deta}. */
    private double[][] map(int[] nodes, double[][] slopes) {
        double[][] map = new double[2][2];
        for (int k = 0; k < nodes.length; k++) {
            for (int d = 0; d < 2; d++) {
                map[d][0] += mesh.nodes()[d][nodes[k]] * slopes[0][k];
                map[d][1] += mesh.nodes()[d][nodes[k]] * slopes[1][k];
            }
        }
        return map;
    }

    /** Triangle and reference coordinates, or null outside. */
    private double[] locate(double x, double y) {
        double[] best = null;
        double least = CONTINUED;
        for (Object found : tree.query(new Envelope(new Coordinate(x, y)))) {
            int t = (Integer) found;
            double[] reference = invert(mesh.triangles()[t], x, y);
            double excess = -Math.min(Math.min(reference[0], reference[1]), 1 - reference[0] - reference[1]);
            if (excess <= INSIDE) {
                return new double[] {t, reference[0], reference[1]};
            }
            if (excess < least) {
                least = excess;
                best = new double[] {t, reference[0], reference[1]};
            }
        }
        return best;
    }

    private double[] invert(int[] nodes, double x, double y) {
        double[][] n = mesh.nodes();
        double ax = n[0][nodes[1]] - n[0][nodes[0]];
        double ay = n[1][nodes[1]] - n[1][nodes[0]];
        double bx = n[0][nodes[2]] - n[0][nodes[0]];
        double by = n[1][nodes[2]] - n[1][nodes[0]];
        double dx = x - n[0][nodes[0]];
        double dy = y - n[1][nodes[0]];
        double det = ax * by - ay * bx;
        double[] r = {(dx * by - dy * bx) / det, (ax * dy - ay * dx) / det};
        for (int step = 0; step < 10 && nodes.length > 3; step++) {
            double[] values = element.values(r[0], r[1]);
            double ex = x;
            double ey = y;
            for (int k = 0; k < nodes.length; k++) {
                ex -= n[0][nodes[k]] * values[k];
                ey -= n[1][nodes[k]] * values[k];
            }
            double[][] map = map(nodes, element.gradients(r[0], r[1]));
            double d = map[0][0] * map[1][1] - map[0][1] * map[1][0];
            double sx = (map[1][1] * ex - map[0][1] * ey) / d;
            double sy = (map[0][0] * ey - map[1][0] * ex) / d;
            r[0] += sx;
            r[1] += sy;
            if (Math.abs(sx) + Math.abs(sy) < 1e-14) {
                break;
            }
        }
        if (!Double.isFinite(r[0]) || !Double.isFinite(r[1])) {
            Arrays.fill(r, Double.NEGATIVE_INFINITY);
        }
        return r;
    }
}
