package org.ansatz.physics.reference.fem;

/**
 * Geometry and shape functions of consecutive elements at their quadrature points, and a function with its gradient there.
 * All arrays run over the points, element by element.
 */
final class ElementPoints {
    private final FiniteElementMesh mesh;
    private final LagrangeTriangle element;
    private final double[][] values;
    private final double[][][] slopes;

    final double[][] position;
    /** Quadrature weight times the area factor. */
    final double[] weight;
    /** [nodes][n] derivatives of the shape functions. */
    final double[][] byX;

    final double[][] byY;
    /** u, u_x, u_y. */
    final double[][] jets;

    /**
     * @param most the largest number of elements done at once
     */
    ElementPoints(FiniteElementMesh mesh, int most) {
        this.mesh = mesh;
        element = new LagrangeTriangle(mesh.degree());
        int q = Quadrature.trianglePoints();
        values = new double[q][];
        slopes = new double[q][][];
        for (int k = 0; k < q; k++) {
            values[k] = element.values(Quadrature.xi(k), Quadrature.eta(k));
            slopes[k] = element.gradients(Quadrature.xi(k), Quadrature.eta(k));
        }
        position = new double[2][most * q];
        weight = new double[most * q];
        byX = new double[element.nodes()][most * q];
        byY = new double[element.nodes()][most * q];
        jets = new double[3][most * q];
    }

    /** Value of a shape function at a quadrature point. */
    double value(int point, int node) {
        return values[point % values.length][node];
    }

    /** Computes elements {@code from} to {@code to}; returns the number of points. */
    int move(int from, int to, double[] u) {
        int at = 0;
        for (int t = from; t < to; t++) {
            int[] nodes = mesh.triangles()[t];
            for (int q = 0; q < values.length; q++, at++) {
                double xXi = 0;
                double xEta = 0;
                double yXi = 0;
                double yEta = 0;
                double x = 0;
                double y = 0;
                for (int k = 0; k < nodes.length; k++) {
                    double nx = mesh.nodes()[0][nodes[k]];
                    double ny = mesh.nodes()[1][nodes[k]];
                    x += nx * values[q][k];
                    y += ny * values[q][k];
                    xXi += nx * slopes[q][0][k];
                    xEta += nx * slopes[q][1][k];
                    yXi += ny * slopes[q][0][k];
                    yEta += ny * slopes[q][1][k];
                }
                double det = xXi * yEta - xEta * yXi;
                position[0][at] = x;
                position[1][at] = y;
                weight[at] = Quadrature.weight(q) * det;
                double value = 0;
                double slopeX = 0;
                double slopeY = 0;
                for (int k = 0; k < nodes.length; k++) {
                    byX[k][at] = (yEta * slopes[q][0][k] - yXi * slopes[q][1][k]) / det;
                    byY[k][at] = (xXi * slopes[q][1][k] - xEta * slopes[q][0][k]) / det;
                    value += u[nodes[k]] * values[q][k];
                    slopeX += u[nodes[k]] * byX[k][at];
                    slopeY += u[nodes[k]] * byY[k][at];
                }
                jets[0][at] = value;
                jets[1][at] = slopeX;
                jets[2][at] = slopeY;
            }
        }
        return at;
    }
}
