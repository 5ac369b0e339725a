package org.ansatz.physics.problem;

import java.util.List;

/**
 * Values on a product grid, interpolated along every axis by the cubic polynomial through the four nearest nodes: exact
 * for cubics, error {@code O(h^4)}; derivatives are those of the polynomial. Outside the grid the end pieces go on.
 */
record GridTable(List<String> variables, double[][] axes, double[] values) implements Table {

    @Override
    public double[] evaluate(double[][] points, int[] orders) {
        int n = points[0].length;
        double[] out = new double[n];
        int d = axes.length;
        int[] first = new int[d];
        double[][] weights = new double[d][];
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < d; i++) {
                first[i] = window(axes[i], points[i][p]);
                weights[i] = weights(axes[i], first[i], points[i][p], orders[i]);
            }
            out[p] = sum(0, 0, first, weights);
        }
        return out;
    }

    private double sum(int axis, int index, int[] first, double[][] weights) {
        if (axis == axes.length) {
            return values[index];
        }
        double total = 0;
        for (int k = 0; k < weights[axis].length; k++) {
            if (weights[axis][k] != 0) {
                total += weights[axis][k] * sum(axis + 1, index * axes[axis].length + first[axis] + k, first, weights);
            }
        }
        return total;
    }

    private static int window(double[] nodes, double x) {
        int size = Math.min(4, nodes.length);
        int at = java.util.Arrays.binarySearch(nodes, x);
        int cell = at >= 0 ? at : -at - 2;
        return Math.max(0, Math.min(nodes.length - size, cell - (size - 1) / 2));
    }

    /** Weights of the Lagrange polynomial's derivative, by Fornberg's recursion (Math. Comp. 51, 1988). */
    private static double[] weights(double[] nodes, int first, double x, int order) {
        int n = Math.min(4, nodes.length);
        double[][] c = new double[order + 1][n];
        double c1 = 1;
        double c4 = nodes[first] - x;
        c[0][0] = 1;
        for (int i = 1; i < n; i++) {
            double c2 = 1;
            double c5 = c4;
            c4 = nodes[first + i] - x;
            for (int j = 0; j < i; j++) {
                double c3 = nodes[first + i] - nodes[first + j];
                c2 *= c3;
                for (int k = Math.min(i, order); k >= 0; k--) {
                    double lower = k > 0 ? k * c[k - 1][i - 1] : 0;
                    if (j == i - 1) {
                        c[k][i] = c1 / c2 * (lower - c5 * c[k][i - 1]);
                    }
                    double left = k > 0 ? k * c[k - 1][j] : 0;
                    c[k][j] = (c4 * c[k][j] - left) / c3;
                }
            }
            c1 = c2;
        }
        return c[order];
    }
}
