package org.ansatz.physics.reference.fem;

import java.util.Arrays;

/** A square matrix in compressed rows with a symmetric pattern and sorted columns. */
final class SparseMatrix {
    private final int[] rowStart;
    private final int[] column;
    private final double[] value;

    private SparseMatrix(int[] rowStart, int[] column) {
        this.rowStart = rowStart;
        this.column = column;
        value = new double[column.length];
    }

    /**
     * The pattern in which all unknowns of a group are coupled to each other.
     *
     * @param groups unknowns per group; negative numbers are left out
     * @param dense unknowns that are coupled to all others
     */
    static SparseMatrix ofGroups(int size, int[][] groups, int... dense) {
        int[] bound = new int[size + 1];
        for (int[] group : groups) {
            for (int i : group) {
                if (i >= 0) {
                    bound[i + 1] += group.length;
                }
            }
        }
        for (int i = 0; i < size; i++) {
            bound[i + 1] += bound[i] + 1 + dense.length;
        }
        int[] all = new int[bound[size] + size * dense.length];
        int[] fill = Arrays.copyOf(bound, size);
        for (int[] group : groups) {
            for (int i : group) {
                for (int j : group) {
                    if (i >= 0 && j >= 0) {
                        all[fill[i]++] = j;
                    }
                }
            }
        }
        int[] rowStart = new int[size + 1];
        int[] column = new int[all.length];
        int used = 0;
        for (int i = 0; i < size; i++) {
            boolean full = contains(dense, i);
            if (full) {
                for (int j = 0; j < size; j++) {
                    column[used++] = j;
                }
            } else {
                all[fill[i]++] = i;
                for (int j : dense) {
                    all[fill[i]++] = j;
                }
                Arrays.sort(all, bound[i], fill[i]);
                for (int k = bound[i]; k < fill[i]; k++) {
                    if (k == bound[i] || all[k] != all[k - 1]) {
                        column[used++] = all[k];
                    }
                }
            }
            rowStart[i + 1] = used;
        }
        return new SparseMatrix(rowStart, Arrays.copyOf(column, used));
    }

    private static boolean contains(int[] some, int i) {
        for (int j : some) {
            if (j == i) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return rowStart.length - 1;
    }

    int entries() {
        return column.length;
    }

    /** First entry of a row; row {@code size()} gives the end. */
    int start(int row) {
        return rowStart[row];
    }

    int column(int entry) {
        return column[entry];
    }

    double value(int entry) {
        return value[entry];
    }

    void clear() {
        Arrays.fill(value, 0);
    }

    /** Number of the entry, negative if it is not in the pattern. */
    int entry(int row, int col) {
        return Arrays.binarySearch(column, rowStart[row], rowStart[row + 1], col);
    }

    void add(int row, int col, double amount) {
        value[entry(row, col)] += amount;
    }

    double[] times(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
                sum += value[k] * x[column[k]];
            }
            y[i] = sum;
        }
        return y;
    }
}
