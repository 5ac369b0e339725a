package org.ansatz.physics.reference;

import org.ansatz.tensor.kernel.Blas;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.FieldVector;

/**
 * Radau IIA with s stages as collocation on [0, 1]: L-stable, order 2 s - 1 at the end of a step and s + 1 inside (Hairer
 * and Wanner, Solving Ordinary Differential Equations II, section IV.5). Written by the derivative of the polynomial of
 * degree s through the start and the stages, {@code h u'(c_i) = start_i u_0 + sum_j inner_ij u(c_j)}, where {@code inner}
 * is the inverse of Butcher's matrix; its eigenvectors take the linear systems of all stages apart.
 */
final class RadauTableau {
    private final double[] nodes;
    private final double[][] inner;
    private final double[] start;
    private final Complex[] eigenvalues;
    private final Complex[][] vectors;
    private final Complex[][] inverse;

    RadauTableau(int stages) {
        nodes = radauNodes(stages);
        double[][] d = differentiation(nodes);
        inner = new double[stages][stages];
        start = new double[stages];
        for (int i = 0; i < stages; i++) {
            start[i] = d[i + 1][0];
            System.arraycopy(d[i + 1], 1, inner[i], 0, stages);
        }
        EigenDecompositionNonSymmetric eigen =
                new EigenDecompositionNonSymmetric(new Array2DRowRealMatrix(inner, true));
        eigenvalues = eigen.getEigenvalues();
        vectors = new Complex[stages][stages];
        for (int k = 0; k < stages; k++) {
            FieldVector<Complex> v = eigen.getEigenvector(k);
            for (int i = 0; i < stages; i++) {
                vectors[i][k] = v.getEntry(i);
            }
        }
        inverse = inverse(vectors);
    }

    /** Zero and the roots of {@code P_s(x) - P_{s-1}(x)} on [0, 1]; the last is one. */
    private static double[] radauNodes(int stages) {
        double[] nodes = new double[stages + 1];
        int found = 0;
        int scan = 400 * stages;
        double left = -1;
        for (int k = 1; k < scan && found < stages - 1; k++) {
            double right = -Math.cos(Math.PI * k / scan);
            if (radau(left, stages) * radau(right, stages) <= 0) {
                nodes[++found] = 0.5 * (1 + root(left, right, stages));
            }
            left = right;
        }
        nodes[stages] = 1;
        return nodes;
    }

    private static double radau(double x, int stages) {
        double before = 1;
        double here = x;
        for (int k = 1; k < stages; k++) {
            double next = ((2 * k + 1) * x * here - k * before) / (k + 1);
            before = here;
            here = next;
        }
        return here - before;
    }

    private static double root(double left, double right, int stages) {
        double a = left;
        double b = right;
        double fa = radau(a, stages);
        for (int k = 0; k < 100 && b - a > 0; k++) {
            double m = 0.5 * (a + b);
            double fm = radau(m, stages);
            if (fa * fm <= 0) {
                b = m;
            } else {
                a = m;
                fa = fm;
            }
        }
        return 0.5 * (a + b);
    }

    /** Derivatives at the points of the polynomials that are one at one point and zero at the others. */
    static double[][] differentiation(double[] x) {
        int n = x.length;
        double[] weight = new double[n];
        for (int j = 0; j < n; j++) {
            weight[j] = 1;
            for (int k = 0; k < n; k++) {
                weight[j] /= k == j ? 1 : x[j] - x[k];
            }
        }
        double[][] d = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    d[i][j] = weight[j] / weight[i] / (x[i] - x[j]);
                    d[i][i] -= d[i][j];
                }
            }
        }
        return d;
    }

    private static Complex[][] inverse(Complex[][] matrix) {
        int n = matrix.length;
        double[] packed = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                packed[2 * (i * n + j)] = matrix[i][j].getReal();
                packed[2 * (i * n + j) + 1] = matrix[i][j].getImaginary();
            }
        }
        int[] pivots = new int[n];
        Blas.zgetrf(n, packed, pivots);
        double[] columns = new double[2 * n * n];
        for (int k = 0; k < n; k++) {
            columns[2 * (k * n + k)] = 1;
        }
        Blas.zgetrs(n, n, packed, pivots, columns);
        Complex[][] result = new Complex[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result[i][j] = new Complex(columns[2 * (j * n + i)], columns[2 * (j * n + i) + 1]);
            }
        }
        return result;
    }

    int stages() {
        return start.length;
    }

    /** The start, zero, then the stages; the last is one. */
    double[] nodes() {
        return nodes.clone();
    }

    double inner(int i, int j) {
        return inner[i][j];
    }

    double start(int i) {
        return start[i];
    }

    Complex eigenvalue(int k) {
        return eigenvalues[k];
    }

    Complex vector(int stage, int k) {
        return vectors[stage][k];
    }

    Complex inverse(int k, int stage) {
        return inverse[k][stage];
    }
}
