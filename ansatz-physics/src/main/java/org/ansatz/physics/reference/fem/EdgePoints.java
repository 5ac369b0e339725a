package org.ansatz.physics.reference.fem;

/** Geometry, shape functions and a function with its gradient at the quadrature points of one edge of a triangle. */
final class EdgePoints {
    private final FiniteElementMesh mesh;
    private final LagrangeTriangle element;

    final double[][] position = new double[2][Quadrature.edgePoints()];
    final double[][] normal = new double[2][Quadrature.edgePoints()];
    /** Quadrature weight times the length factor. */
    final double[] weight = new double[Quadrature.edgePoints()];
    /** u, u_x, u_y. */
    final double[][] jets = new double[3][Quadrature.edgePoints()];
    /** [nodes][points]. */
    final double[][] values;

    final double[][] byX;
    final double[][] byY;

    EdgePoints(FiniteElementMesh mesh) {
        this.mesh = mesh;
        element = new LagrangeTriangle(mesh.degree());
        values = new double[element.nodes()][Quadrature.edgePoints()];
        byX = new double[element.nodes()][Quadrature.edgePoints()];
        byY = new double[element.nodes()][Quadrature.edgePoints()];
    }

    /**
     * @param reversed whether the points run clockwise, so that they are those of the neighbour's edge in its own order
     */
    void move(int triangle, int side, double[] u, boolean reversed) {
        int[] nodes = mesh.triangles()[triangle];
        for (int q = 0; q < Quadrature.edgePoints(); q++) {
            double t = reversed ? 1 - Quadrature.position(q) : Quadrature.position(q);
            double[] r = LagrangeTriangle.onEdge(side, t);
            double[] ahead = LagrangeTriangle.onEdge(side, 1);
            double[] back = LagrangeTriangle.onEdge(side, 0);
            double[] shape = element.values(r[0], r[1]);
            double[][] slopes = element.gradients(r[0], r[1]);
            double[][] map = new double[2][2];
            position[0][q] = 0;
            position[1][q] = 0;
            for (int k = 0; k < nodes.length; k++) {
                for (int d = 0; d < 2; d++) {
                    double at = mesh.nodes()[d][nodes[k]];
                    position[d][q] += at * shape[k];
                    map[d][0] += at * slopes[0][k];
                    map[d][1] += at * slopes[1][k];
                }
            }
            double tx = map[0][0] * (ahead[0] - back[0]) + map[0][1] * (ahead[1] - back[1]);
            double ty = map[1][0] * (ahead[0] - back[0]) + map[1][1] * (ahead[1] - back[1]);
            double speed = Math.hypot(tx, ty);
            normal[0][q] = ty / speed;
            normal[1][q] = -tx / speed;
            weight[q] = Quadrature.edgeWeight(q) * speed;
            double det = map[0][0] * map[1][1] - map[0][1] * map[1][0];
            jets[0][q] = 0;
            jets[1][q] = 0;
            jets[2][q] = 0;
            for (int k = 0; k < nodes.length; k++) {
                values[k][q] = shape[k];
                byX[k][q] = (map[1][1] * slopes[0][k] - map[1][0] * slopes[1][k]) / det;
                byY[k][q] = (map[0][0] * slopes[1][k] - map[0][1] * slopes[0][k]) / det;
                jets[0][q] += u[nodes[k]] * shape[k];
                jets[1][q] += u[nodes[k]] * byX[k][q];
                jets[2][q] += u[nodes[k]] * byY[k][q];
            }
        }
    }

    /** The positions moved a little into the triangle, so that a material is looked up on its side of an interface. */
    double[][] positionsInside(int triangle) {
        int[] v = mesh.triangles()[triangle];
        double[][] moved = new double[2][position[0].length];
        for (int d = 0; d < 2; d++) {
            double centre = (mesh.nodes()[d][v[0]] + mesh.nodes()[d][v[1]] + mesh.nodes()[d][v[2]]) / 3;
            for (int q = 0; q < moved[d].length; q++) {
                moved[d][q] = position[d][q] + 1e-5 * (centre - position[d][q]);
            }
        }
        return moved;
    }
}
