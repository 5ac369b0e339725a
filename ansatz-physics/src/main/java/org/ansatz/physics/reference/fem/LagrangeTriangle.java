package org.ansatz.physics.reference.fem;

/**
 * Lagrange shape functions of degree 1 or 2 on the triangle (0,0), (1,0), (0,1). Nodes: the vertices, then (degree 2) the
 * middles of the edges 0-1, 1-2, 2-0, which is also VTK's order.
 */
final class LagrangeTriangle {
    private final int degree;

    LagrangeTriangle(int degree) {
        this.degree = degree;
    }

    static LagrangeTriangle withNodes(int nodes) {
        return new LagrangeTriangle(nodes == 3 ? 1 : 2);
    }

    int degree() {
        return degree;
    }

    int nodes() {
        return degree == 1 ? 3 : 6;
    }

    /** Values of all shape functions at a point. */
    double[] values(double xi, double eta) {
        double l0 = 1 - xi - eta;
        if (degree == 1) {
            return new double[] {l0, xi, eta};
        }
        return new double[] {
            l0 * (2 * l0 - 1), xi * (2 * xi - 1), eta * (2 * eta - 1), 4 * l0 * xi, 4 * xi * eta, 4 * eta * l0
        };
    }

    /** Derivatives [2][nodes] by both reference coordinates. */
    double[][] gradients(double xi, double eta) {
        double l0 = 1 - xi - eta;
        if (degree == 1) {
            return new double[][] {{-1, 1, 0}, {-1, 0, 1}};
        }
        return new double[][] {
            {1 - 4 * l0, 4 * xi - 1, 0, 4 * (l0 - xi), 4 * eta, -4 * eta},
            {1 - 4 * l0, 0, 4 * eta - 1, -4 * xi, 4 * xi, 4 * (l0 - eta)}
        };
    }

    /** Second derivatives [3][nodes]: twice by the first, mixed, twice by the second reference coordinate; constant. */
    double[][] secondDerivatives() {
        if (degree == 1) {
            return new double[3][3];
        }
        return new double[][] {{4, 4, 0, -8, 0, 0}, {4, 0, 0, -4, 4, -4}, {4, 0, 4, 0, 0, -8}};
    }

    /** Reference coordinates of the point at parameter {@code t} of an edge, run counter-clockwise. */
    static double[] onEdge(int edge, double t) {
        return switch (edge) {
            case 0 -> new double[] {t, 0};
            case 1 -> new double[] {1 - t, t};
            case 2 -> new double[] {0, 1 - t};
            default -> throw new IllegalArgumentException("a triangle has no edge " + edge);
        };
    }
}
