package org.ansatz.learn.optim.transform;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ansatz.tensor.kernel.Blas;

/**
 * A dense matrix.
 *
 * @param values [rows][columns], row-major; not copied
 */
public record Matrix(int rows, int columns, double[] values) {
    public Matrix {
        if (rows < 1 || columns < 1 || values.length != rows * columns) {
            throw new IllegalArgumentException(
                    "a matrix of " + rows + " x " + columns + " has no " + values.length + " entries");
        }
    }

    /** Of rows of equal length. */
    public static Matrix of(double[]... rows) {
        return new Matrix(
                rows.length,
                rows[0].length,
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    public static Matrix identity(int order) {
        Matrix matrix = zeros(order, order);
        for (int i = 0; i < order; i++) {
            matrix.values[i * order + i] = 1;
        }
        return matrix;
    }

    public double get(int row, int column) {
        return values[row * columns + column];
    }

    /** {@code A B}. */
    public Matrix times(Matrix b) {
        return product(false, b, false);
    }

    /** {@code A B^T}. */
    public Matrix timesTransposed(Matrix b) {
        return product(false, b, true);
    }

    /** {@code A^T B}. */
    public Matrix transposedTimes(Matrix b) {
        return product(true, b, false);
    }

    private Matrix product(boolean turnThis, Matrix b, boolean turnThat) {
        int m = turnThis ? columns : rows;
        int k = turnThis ? rows : columns;
        int n = turnThat ? b.rows : b.columns;
        if (k != (turnThat ? b.columns : b.rows)) {
            throw new IllegalArgumentException("matrices of " + rows + " x " + columns + " and " + b.rows + " x "
                    + b.columns + " have no product");
        }
        Matrix c = zeros(m, n);
        Blas.gemm(turnThis, turnThat, m, n, k, 1, values, columns, b.values, b.columns, 0, c.values, n);
        return c;
    }

    public Matrix transposed() {
        Matrix turned = zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned.values[j * rows + i] = values[i * columns + j];
            }
        }
        return turned;
    }

    /** {@code a A + b B}. */
    public Matrix combined(double a, Matrix other, double b) {
        double[] sum = new double[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a * values[i] + b * other.values[i];
        }
        return new Matrix(rows, columns, sum);
    }

    public Matrix map(DoubleUnaryOperator f) {
        double[] mapped = new double[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = f.applyAsDouble(values[i]);
        }
        return new Matrix(rows, columns, mapped);
    }

    public Matrix scaled(double factor) {
        return map(v -> factor * v);
    }

    /** The Frobenius inner product {@code tr(A^T B)}. */
    public double dot(Matrix other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    /** The Frobenius norm. */
    public double norm() {
        return Math.sqrt(dot(this));
    }

    public double trace() {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += get(i, i);
        }
        return sum;
    }
}
