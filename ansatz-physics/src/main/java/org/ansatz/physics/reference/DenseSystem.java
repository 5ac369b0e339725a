package org.ansatz.physics.reference;

import java.util.Arrays;
import org.ansatz.tensor.ThreadPolicy;
import org.ansatz.tensor.kernel.Blas;

/**
 * A real linear system with at least as many rows as unknowns, its rows and columns scaled to one, factorised once. Square
 * ones by LU; taller ones by QR in the sense of least squares, or, where they are large and only a few rows taller (a
 * mean value that replaces a compatibility condition), by LU with a slack unknown in the equations for each row too many.
 */
final class DenseSystem {
    // Below this order QR costs nothing worth saving.
    private static final int SMALL = 1000;
    private static final int MOST_SLACK = 4;
    // Pivots below this fraction of the largest come from rounding: the system is singular.
    private static final double SINGULAR = 1e-15;

    private final int rows;
    private final int columns;
    private final double[] rowScale;
    private final double[] columnScale;
    private final double[] factors;
    private final int[] pivots;
    private final boolean singular;

    /**
     * @param matrix row-major, overwritten
     * @param equationRows the rows that slack unknowns may enter
     */
    DenseSystem(double[] matrix, int rows, int columns, int equationRows) {
        this.rows = rows;
        this.columns = columns;
        rowScale = rowScales(matrix, rows, columns);
        columnScale = columnScales(matrix, rows, columns, rowScale);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i * columns + j] *= rowScale[i] * columnScale[j];
            }
        }
        boolean slack = rows - columns <= MOST_SLACK && columns > SMALL;
        if (rows == columns || slack) {
            factors = rows == columns ? matrix : withSlack(matrix, rows, columns, equationRows);
            pivots = new int[rows];
            int info = Blas.getrf(rows, factors, pivots);
            singular = info != 0 || smallestPivot() < SINGULAR;
        } else {
            factors = matrix;
            pivots = null;
            singular = false;
        }
    }

    private static double[] withSlack(double[] matrix, int rows, int columns, int equationRows) {
        double[] square = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix, i * columns, square, i * rows, columns);
            for (int j = columns; i < equationRows && j < rows; j++) {
                square[i * rows + j] = slack(i, j - columns);
            }
        }
        return square;
    }

    /** A smooth and generic direction in the space of equations. */
    static double slack(int row, int number) {
        return 1 + 0.5 * Math.cos(1.618033988749895 * row * (number + 1));
    }

    static double[] rowScales(double[] matrix, int rows, int columns) {
        double[] scale = new double[rows];
        for (int i = 0; i < rows; i++) {
            double most = 0;
            for (int j = 0; j < columns; j++) {
                most = Math.max(most, Math.abs(matrix[i * columns + j]));
            }
            scale[i] = most > 0 ? 1 / most : 1;
        }
        return scale;
    }

    static double[] columnScales(double[] matrix, int rows, int columns, double[] rowScale) {
        double[] most = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                most[j] = Math.max(most[j], Math.abs(matrix[i * columns + j]) * rowScale[i]);
            }
        }
        return Arrays.stream(most).map(m -> m > 0 ? 1 / m : 1).toArray();
    }

    private double smallestPivot() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < rows; i++) {
            double pivot = Math.abs(factors[i * rows + i]);
            least = Math.min(least, pivot);
            most = Math.max(most, pivot);
        }
        return least / most;
    }

    boolean singular() {
        return singular;
    }

    /** Whether {@link #solve} may be called more than once. */
    boolean reusable() {
        return pivots != null;
    }

    double rowScale(int row) {
        return rowScale[row];
    }

    /** Threads gain nothing on a small system, and wait for each other long where other work fills the machine. */
    private int leastSquares(double[] b) {
        return columns > SMALL
                ? Blas.gels(rows, columns, factors, b)
                : ThreadPolicy.withBlas(1, () -> Blas.gels(rows, columns, factors, b));
    }

    double[] solve(double[] rightSide) {
        double[] b = new double[rows];
        for (int i = 0; i < rows; i++) {
            b[i] = rightSide[i] * rowScale[i];
        }
        if (pivots != null) {
            Blas.getrs(rows, 1, factors, pivots, b);
        } else {
            int info = leastSquares(b);
            if (info != 0) {
                Arrays.fill(b, Double.NaN);
            }
        }
        double[] x = new double[columns];
        for (int j = 0; j < columns; j++) {
            x[j] = b[j] * columnScale[j];
        }
        return x;
    }
}
