package org.ansatz.physics.problem;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Values at scattered points, interpolated by the cubic radial function and a linear polynomial, {@code s(x) = sum_k
 * w_k |x - x_k|^3 + a + b.x} with {@code sum_k w_k = 0, sum_k w_k x_k = 0}: the interpolant of least bending, exact for
 * linear functions (Wendland, Scattered Data Approximation, 2005, section 8.5). Coordinates are scaled to the unit box;
 * two derivatives are continuous. Solving costs {@code O(n^3)}, an evaluation {@code O(n)}.
 *
 * @param lower lower end by variable
 * @param length extent by variable
 * @param nodes [n][variables] in the unit box
 * @param weights [n], then the constant, then the slopes
 */
record ScatteredTable(List<String> variables, double[] lower, double[] length, double[][] nodes, double[] weights)
        implements Table {
    private static final int MOST_NODES = 2000;

    /**
     * @param points [variables][n]
     * @throws IllegalArgumentException if points coincide, lie on a line or plane, or are too many
     */
    static ScatteredTable interpolate(List<String> variables, double[][] points, double[] values) {
        int d = points.length;
        int n = values.length;
        if (n > MOST_NODES) {
            throw new IllegalArgumentException(
                    n + " scattered points; more than " + MOST_NODES + " are read on a full grid only");
        }
        double[] lower = new double[d];
        double[] length = new double[d];
        double[][] nodes = new double[n][d];
        for (int i = 0; i < d; i++) {
            lower[i] = Arrays.stream(points[i]).min().orElseThrow();
            length[i] = Arrays.stream(points[i]).max().orElseThrow() - lower[i];
            for (int k = 0; k < n; k++) {
                nodes[k][i] = (points[i][k] - lower[i]) / length[i];
            }
        }
        DMatrixRMaj matrix = new DMatrixRMaj(n + d + 1, n + d + 1);
        DMatrixRMaj right = new DMatrixRMaj(n + d + 1, 1);
        for (int k = 0; k < n; k++) {
            right.set(k, 0, values[k]);
            for (int l = 0; l < k; l++) {
                double r = distance(nodes[k], nodes[l]);
                if (r == 0) {
                    throw new IllegalArgumentException(
                            "the point in row " + (k + 1) + " of the numbers is given twice");
                }
                matrix.set(k, l, r * r * r);
                matrix.set(l, k, r * r * r);
            }
            for (int i = 0; i <= d; i++) {
                double p = i == 0 ? 1 : nodes[k][i - 1];
                matrix.set(k, n + i, p);
                matrix.set(n + i, k, p);
            }
        }
        DMatrixRMaj weights = new DMatrixRMaj(n + d + 1, 1);
        if (!CommonOps_DDRM.solve(matrix, right, weights)
                || Arrays.stream(weights.data).anyMatch(w -> !Double.isFinite(w))) {
            throw new IllegalArgumentException(
                    "the points lie on a line or plane and are no table of " + String.join(", ", variables));
        }
        return new ScatteredTable(List.copyOf(variables), lower, length, nodes, weights.data.clone());
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Override
    public double[] evaluate(double[][] points, int[] orders) {
        int order = Arrays.stream(orders).sum();
        if (order > 2) {
            throw new InvalidProblem(
                    "a table of scattered points has two derivatives, not " + order + "; give it on a grid");
        }
        double scale = 1;
        int first = -1;
        int second = -1;
        for (int i = 0; i < orders.length; i++) {
            for (int k = 0; k < orders[i]; k++) {
                scale /= length[i];
                second = first;
                first = i;
            }
        }
        double[] out = new double[points[0].length];
        double[] x = new double[orders.length];
        for (int p = 0; p < out.length; p++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (points[i][p] - lower[i]) / length[i];
            }
            out[p] = scale * sum(x, first, second);
        }
        return out;
    }

    /** The value, or its derivative by one or two scaled variables (-1: none). */
    private double sum(double[] x, int first, int second) {
        int n = nodes.length;
        double total = 0;
        for (int k = 0; k < n; k++) {
            double r = distance(x, nodes[k]);
            total += weights[k] * radial(r, x, nodes[k], first, second);
        }
        if (first < 0) {
            total += weights[n];
            for (int i = 0; i < x.length; i++) {
                total += weights[n + 1 + i] * x[i];
            }
        } else if (second < 0) {
            total += weights[n + 1 + first];
        }
        return total;
    }

    private static double radial(double r, double[] x, double[] node, int first, int second) {
        if (first < 0) {
            return r * r * r;
        }
        double a = x[first] - node[first];
        if (second < 0) {
            return 3 * r * a;
        }
        double b = x[second] - node[second];
        return (r == 0 ? 0 : 3 * a * b / r) + (first == second ? 3 * r : 0);
    }
}
