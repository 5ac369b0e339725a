package org.ansatz.physics.reference;

import org.ansatz.tensor.kernel.Blas;
import org.hipparchus.complex.Complex;

/**
 * The linear system of one eigenvalue of the Radau matrix, {@code sum_q J_q (mu / h)^q w = r}, scaled and factorised; rows
 * beyond the number of unknowns are met by slack unknowns in the equations.
 */
final class StageSystem {
    private final int rows;
    private final int columns;
    private final double[] rowScale;
    private final double[] columnScale;
    private final double[] factors;
    private final int[] pivots;
    private final boolean singular;

    /**
     * @param jacobians [time order][rows * columns], row-major
     */
    StageSystem(double[][] jacobians, int rows, int columns, int equationRows, Complex rate) {
        this.rows = rows;
        this.columns = columns;
        double[] real = new double[rows * columns];
        double[] imaginary = new double[rows * columns];
        Complex power = Complex.ONE;
        for (double[] jacobian : jacobians) {
            double re = power.getReal();
            double im = power.getImaginary();
            for (int k = 0; k < real.length; k++) {
                real[k] += re * jacobian[k];
                imaginary[k] += im * jacobian[k];
            }
            power = power.multiply(rate);
        }
        double[] magnitude = new double[rows * columns];
        for (int k = 0; k < magnitude.length; k++) {
            magnitude[k] = Math.abs(real[k]) + Math.abs(imaginary[k]);
        }
        rowScale = DenseSystem.rowScales(magnitude, rows, columns);
        columnScale = DenseSystem.columnScales(magnitude, rows, columns, rowScale);
        factors = new double[2 * rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double scale = rowScale[i] * columnScale[j];
                factors[2 * (i * rows + j)] = real[i * columns + j] * scale;
                factors[2 * (i * rows + j) + 1] = imaginary[i * columns + j] * scale;
            }
            for (int j = columns; i < equationRows && j < rows; j++) {
                factors[2 * (i * rows + j)] = DenseSystem.slack(i, j - columns);
            }
        }
        pivots = new int[rows];
        singular = Blas.zgetrf(rows, factors, pivots) != 0;
    }

    boolean singular() {
        return singular;
    }

    /**
     * @param real real part of the right side, replaced by that of the solution in its head
     * @param imaginary imaginary part, likewise
     */
    void solve(double[] real, double[] imaginary) {
        double[] b = new double[2 * rows];
        for (int i = 0; i < rows; i++) {
            b[2 * i] = real[i] * rowScale[i];
            b[2 * i + 1] = imaginary[i] * rowScale[i];
        }
        Blas.zgetrs(rows, 1, factors, pivots, b);
        for (int j = 0; j < columns; j++) {
            real[j] = b[2 * j] * columnScale[j];
            imaginary[j] = b[2 * j + 1] * columnScale[j];
        }
    }
}
