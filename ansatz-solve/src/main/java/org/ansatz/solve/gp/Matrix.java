package org.ansatz.solve.gp;

import org.ansatz.tensor.kernel.Blas;

/** A dense matrix in row-major order; products through BLAS. */
record Matrix(int rows, int columns, double[] values) {
    static Matrix zero(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    double get(int i, int j) {
        return values[i * columns + j];
    }

    Matrix copy() {
        return new Matrix(rows, columns, values.clone());
    }

    Matrix transpose() {
        double[] t = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t[j * rows + i] = values[i * columns + j];
            }
        }
        return new Matrix(columns, rows, t);
    }

    /** {@code this B}. */
    Matrix times(Matrix b) {
        Matrix c = zero(rows, b.columns);
        c.addProduct(1, this, false, b, false);
        return c;
    }

    /** {@code this B^T}. */
    Matrix timesTransposed(Matrix b) {
        Matrix c = zero(rows, b.rows);
        c.addProduct(1, this, false, b, true);
        return c;
    }

    /** {@code this^T B}. */
    Matrix transposedTimes(Matrix b) {
        Matrix c = zero(columns, b.columns);
        c.addProduct(1, this, true, b, false);
        return c;
    }

    /** Products of entries. */
    Matrix timesEach(Matrix b) {
        Matrix c = copy();
        for (int i = 0; i < values.length; i++) {
            c.values[i] *= b.values[i];
        }
        return c;
    }

    /** Adds {@code alpha op(A) op(B)} in place. */
    void addProduct(double alpha, Matrix a, boolean transposeA, Matrix b, boolean transposeB) {
        int inner = transposeA ? a.rows : a.columns;
        Blas.gemm(
                transposeA,
                transposeB,
                rows,
                columns,
                inner,
                alpha,
                a.values,
                a.columns,
                b.values,
                b.columns,
                1,
                values,
                columns);
    }

    /** Adds a multiple in place. */
    void add(double factor, Matrix other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += factor * other.values[i];
        }
    }

    /** The sum of products of entries. */
    double dot(Matrix other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }
}
