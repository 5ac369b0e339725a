package org.ansatz.physics.reference;

import java.util.List;

/**
 * Where the coefficients of all fields lie in one vector: field after field, each a tensor in row-major order over the
 * collocation axes (none for an ordinary initial value problem).
 *
 * @param bases one per axis
 * @param inputs which input each axis is
 * @param points collocation points of the equations per axis
 * @param dofs [field][axis] number of functions
 */
record Layout(List<Basis> bases, int[] inputs, int[] points, int[][] dofs) {

    int axes() {
        return inputs.length;
    }

    int size(int field) {
        int n = 1;
        for (int d : dofs[field]) {
            n *= d;
        }
        return n;
    }

    int offset(int field) {
        int at = 0;
        for (int f = 0; f < field; f++) {
            at += size(f);
        }
        return at;
    }

    int size() {
        return offset(dofs.length);
    }

    /** The largest number of functions of any field on an axis. */
    int functions(int axis) {
        int most = 1;
        for (int[] d : dofs) {
            most = Math.max(most, d[axis]);
        }
        return most;
    }

    int equationPoints() {
        int n = 1;
        for (int p : points) {
            n *= p;
        }
        return n;
    }

    /** The coefficients of {@code from} in this layout: higher ones are dropped or zero. */
    double[] resized(Layout from, double[] coefficients) {
        double[] out = new double[size()];
        for (int f = 0; f < dofs.length; f++) {
            int here = offset(f);
            int there = from.offset(f);
            int[] mine = dofs[f];
            int[] theirs = from.dofs[f];
            int rows = axes() == 2 ? Math.min(mine[0], theirs[0]) : 1;
            int columns = axes() == 0 ? 1 : Math.min(mine[axes() - 1], theirs[axes() - 1]);
            for (int i = 0; i < rows; i++) {
                int myRow = axes() == 2 ? i * mine[1] : 0;
                int theirRow = axes() == 2 ? i * theirs[1] : 0;
                System.arraycopy(coefficients, there + theirRow, out, here + myRow, columns);
            }
        }
        return out;
    }
}
