package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * LU factors of a sparse matrix with symmetric pattern, front by front (Duff and Reid, ACM TOMS 9 (1983) 302): each part of
 * a nested dissection is a small dense matrix to which the parts below pass their Schur complements. Rows are exchanged
 * within a front only; one step of iterative refinement makes up for the pivots that are not reached.
 */
final class MultifrontalLu {
    private static final int PANEL = 32;
    // A pivot this much smaller than the largest entry of the matrix says that the matrix is singular.
    private static final double SINGULAR = 1e-14;

    private final SparseMatrix matrix;
    private final List<NestedDissection.Part> parts;
    private final double[][] rows;
    private final double[][] columns;
    private final int[][] exchanges;

    /**
     * @throws NumericalFailure if the matrix is singular to working precision
     */
    MultifrontalLu(SparseMatrix matrix, NestedDissection order) {
        this.matrix = matrix;
        parts = order.parts();
        rows = new double[parts.size()][];
        columns = new double[parts.size()][];
        exchanges = new int[parts.size()][];
        double largest = 0;
        for (int k = 0; k < matrix.entries(); k++) {
            largest = Math.max(largest, Math.abs(matrix.value(k)));
        }
        double[][] schur = new double[parts.size()][];
        int[] local = new int[matrix.size()];
        for (int f = 0; f < parts.size(); f++) {
            NestedDissection.Part part = parts.get(f);
            int p = part.pivots().length;
            int m = p + part.boundary().length;
            double[] front = new double[m * m];
            assemble(part, order, local, front);
            for (int child : part.children()) {
                add(schur[child], parts.get(child).boundary(), local, front, m);
                schur[child] = null;
            }
            exchanges[f] = factor(front, p, m, SINGULAR * largest);
            rows[f] = Arrays.copyOf(front, p * m);
            columns[f] = new double[(m - p) * p];
            schur[f] = new double[(m - p) * (m - p)];
            for (int i = p; i < m; i++) {
                System.arraycopy(front, i * m, columns[f], (i - p) * p, p);
                System.arraycopy(front, i * m + p, schur[f], (i - p) * (m - p), m - p);
            }
        }
    }

    private void assemble(NestedDissection.Part part, NestedDissection order, int[] local, double[] front) {
        int p = part.pivots().length;
        int m = p + part.boundary().length;
        for (int i = 0; i < p; i++) {
            local[part.pivots()[i]] = i;
        }
        for (int i = p; i < m; i++) {
            local[part.boundary()[i - p]] = i;
        }
        if (p == 0) {
            return;
        }
        int first = order.place(part.pivots()[0]);
        for (int i = 0; i < p; i++) {
            int row = part.pivots()[i];
            for (int k = matrix.start(row); k < matrix.start(row + 1); k++) {
                int col = matrix.column(k);
                int at = order.place(col) - first;
                if (at >= 0) {
                    front[i * m + local[col]] += matrix.value(k);
                    if (at >= p) {
                        front[local[col] * m + i] += matrix.value(matrix.entry(/* row= */ col, /* col= */ row));
                    }
                }
            }
        }
    }

    private static void add(double[] schur, int[] boundary, int[] local, double[] front, int m) {
        int b = boundary.length;
        for (int i = 0; i < b; i++) {
            int row = local[boundary[i]] * m;
            for (int j = 0; j < b; j++) {
                front[row + local[boundary[j]]] += schur[i * b + j];
            }
        }
    }

    /** Eliminates the first {@code p} of {@code m} unknowns in place, panel by panel; returns the row exchanges. */
    private static int[] factor(double[] a, int p, int m, double singular) {
        int[] exchange = new int[p];
        for (int from = 0; from < p; from += PANEL) {
            int to = Math.min(p, from + PANEL);
            for (int k = from; k < to; k++) {
                exchange[k] = pivot(a, k, p, m);
                double pivot = a[k * m + k];
                if (!(Math.abs(pivot) > singular)) {
                    throw new NumericalFailure(
                            Double.isNaN(pivot)
                                    ? "fem: the linear system holds a value that is not a number"
                                    : "fem: the linear system is singular");
                }
                for (int i = k + 1; i < m; i++) {
                    double l = a[i * m + k] / pivot;
                    a[i * m + k] = l;
                    subtract(a, i * m, k * m, l, k + 1, to);
                }
            }
            for (int i = from + 1; i < to; i++) {
                for (int k = from; k < i; k++) {
                    subtract(a, i * m, k * m, a[i * m + k], to, m);
                }
            }
            for (int i = to; i < m; i++) {
                update(a, i * m, m, from, to);
            }
        }
        return exchange;
    }

    private static int pivot(double[] a, int k, int p, int m) {
        int best = k;
        for (int i = k + 1; i < p; i++) {
            if (Math.abs(a[i * m + k]) > Math.abs(a[best * m + k])) {
                best = i;
            }
        }
        if (best != k) {
            for (int j = 0; j < m; j++) {
                double swap = a[k * m + j];
                a[k * m + j] = a[best * m + j];
                a[best * m + j] = swap;
            }
        }
        return best;
    }

    private static void subtract(double[] a, int row, int pivotRow, double l, int from, int to) {
        if (l != 0) {
            for (int j = from; j < to; j++) {
                a[row + j] -= l * a[pivotRow + j];
            }
        }
    }

    /** Subtracts the panel's rows from one row below it, four at a time. */
    private static void update(double[] a, int row, int m, int from, int to) {
        int k = from;
        for (; k + 3 < to; k += 4) {
            double l0 = a[row + k];
            double l1 = a[row + k + 1];
            double l2 = a[row + k + 2];
            double l3 = a[row + k + 3];
            int r0 = k * m;
            int r1 = r0 + m;
            int r2 = r1 + m;
            int r3 = r2 + m;
            for (int j = to; j < m; j++) {
                a[row + j] -= l0 * a[r0 + j] + l1 * a[r1 + j] + l2 * a[r2 + j] + l3 * a[r3 + j];
            }
        }
        for (; k < to; k++) {
            subtract(a, row, k * m, a[row + k], to, m);
        }
    }

    /** Solves for one right-hand side, with one step of iterative refinement. */
    double[] solve(double[] right) {
        double[] x = right.clone();
        substitute(x);
        double[] residual = matrix.times(x);
        for (int i = 0; i < x.length; i++) {
            residual[i] = right[i] - residual[i];
        }
        substitute(residual);
        for (int i = 0; i < x.length; i++) {
            x[i] += residual[i];
        }
        return x;
    }

    private void substitute(double[] x) {
        for (int f = 0; f < parts.size(); f++) {
            forward(f, x);
        }
        for (int f = parts.size() - 1; f >= 0; f--) {
            backward(f, x);
        }
    }

    private void forward(int f, double[] x) {
        int[] pivots = parts.get(f).pivots();
        int[] boundary = parts.get(f).boundary();
        int p = pivots.length;
        int m = p + boundary.length;
        for (int k = 0; k < p; k++) {
            double swap = x[pivots[k]];
            x[pivots[k]] = x[pivots[exchanges[f][k]]];
            x[pivots[exchanges[f][k]]] = swap;
        }
        for (int i = 0; i < p; i++) {
            double sum = x[pivots[i]];
            for (int k = 0; k < i; k++) {
                sum -= rows[f][i * m + k] * x[pivots[k]];
            }
            x[pivots[i]] = sum;
        }
        for (int i = 0; i < boundary.length; i++) {
            double sum = 0;
            for (int k = 0; k < p; k++) {
                sum += columns[f][i * p + k] * x[pivots[k]];
            }
            x[boundary[i]] -= sum;
        }
    }

    private void backward(int f, double[] x) {
        int[] pivots = parts.get(f).pivots();
        int[] boundary = parts.get(f).boundary();
        int p = pivots.length;
        int m = p + boundary.length;
        for (int i = p - 1; i >= 0; i--) {
            double sum = x[pivots[i]];
            for (int j = 0; j < boundary.length; j++) {
                sum -= rows[f][i * m + p + j] * x[boundary[j]];
            }
            for (int k = i + 1; k < p; k++) {
                sum -= rows[f][i * m + k] * x[pivots[k]];
            }
            x[pivots[i]] = sum / rows[f][i * m + i];
        }
    }
}
