package org.ansatz.physics.reference;

import java.util.List;

/** Tensor-product grids and the step from values on them to coefficients. */
final class Transform {
    private Transform() {}

    /** Points [inputs][n] of the grid of nodes, row-major over the axes; other inputs as in {@code others}. */
    static double[][] grid(List<Basis> bases, int[] inputs, int[] dofs, double[] others) {
        double[][] nodes = new double[dofs.length][];
        for (int a = 0; a < dofs.length; a++) {
            nodes[a] = bases.get(a).nodes(dofs[a]);
        }
        return grid(nodes, inputs, others);
    }

    /** Points of the product of given coordinates. */
    static double[][] grid(double[][] nodes, int[] inputs, double[] others) {
        int n = 1;
        for (double[] x : nodes) {
            n *= x.length;
        }
        double[][] points = new double[others.length][n];
        for (int i = 0; i < others.length; i++) {
            java.util.Arrays.fill(points[i], others[i]);
        }
        int stride = n;
        for (int a = 0; a < nodes.length; a++) {
            stride /= nodes[a].length;
            for (int p = 0; p < n; p++) {
                points[inputs[a]][p] = nodes[a][p / stride % nodes[a].length];
            }
        }
        return points;
    }

    /** Coefficients of the tensor that takes the values on {@link #grid}. */
    static double[] coefficients(List<Basis> bases, int[] dofs, double[] values) {
        double[] tensor = values.clone();
        int stride = tensor.length;
        for (int a = 0; a < dofs.length; a++) {
            stride /= dofs[a];
            double[] line = new double[dofs[a]];
            for (int start = 0; start < tensor.length; start++) {
                if (start / stride % dofs[a] != 0) {
                    continue;
                }
                for (int k = 0; k < line.length; k++) {
                    line[k] = tensor[start + k * stride];
                }
                double[] c = bases.get(a).coefficients(line);
                for (int k = 0; k < line.length; k++) {
                    tensor[start + k * stride] = c[k];
                }
            }
        }
        return tensor;
    }

    /** Weights of the quadrature on {@code nodes(n)} that is exact for the first n functions. */
    static double[] quadrature(Basis basis, int n) {
        double[] integrals = basis.integrals(n);
        double[] weights = new double[n];
        double[] unit = new double[n];
        for (int j = 0; j < n; j++) {
            unit[j] = 1;
            double[] c = basis.coefficients(unit);
            unit[j] = 0;
            for (int k = 0; k < n; k++) {
                weights[j] += c[k] * integrals[k];
            }
        }
        return weights;
    }
}
