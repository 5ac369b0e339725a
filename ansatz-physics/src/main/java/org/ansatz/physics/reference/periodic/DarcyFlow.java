package org.ansatz.physics.reference.periodic;

import org.ansatz.physics.problem.NumericalFailure;

/**
 * Darcy's law {@code -div(a grad u) = f} on the unit square with {@code u = 0} on its boundary: finite volumes on
 * {@code n x n} cells, the permeability of a face being the harmonic mean of its two cells (half cells at the boundary), so
 * that fluxes are continuous across jumps. Second order for smooth {@code a}. Solved by Cholesky's factorisation of the
 * banded matrix: {@code n^4} operations, {@code n^3} numbers.
 */
public final class DarcyFlow {
    private final int n;

    /** @throws IllegalArgumentException if there is no cell */
    public DarcyFlow(int n) {
        if (n < 2) {
            throw new IllegalArgumentException("needs at least 2 cells per side, got " + n);
        }
        this.n = n;
    }

    /**
     * The pressure in the cells' centres {@code ((i + 1/2)/n, (j + 1/2)/n)}, row-major.
     *
     * @param permeability per cell, positive
     * @throws NumericalFailure if the permeability is not positive everywhere
     */
    public double[] solve(double[] permeability, double[] source) {
        for (int r = 0; r < n * n; r++) {
            if (!(permeability[r] > 0 && permeability[r] < Double.POSITIVE_INFINITY)) {
                throw new NumericalFailure(
                        "the permeability of cell " + r / n + ", " + r % n + " is not positive: " + permeability[r]);
            }
        }
        double[][] band = assemble(permeability);
        int size = n * n;
        double[] u = new double[size];
        double h2 = 1.0 / ((double) n * n);
        for (int r = 0; r < size; r++) {
            double[] row = band[r];
            int from = Math.max(0, r - n);
            for (int c = from; c <= r; c++) {
                double sum = row[c - r + n];
                double[] other = band[c];
                for (int k = Math.max(from, c - n); k < c; k++) {
                    sum -= row[k - r + n] * other[k - c + n];
                }
                // A symmetric M-matrix with Dirichlet faces is positive definite.
                row[c - r + n] = c < r ? sum / other[n] : Math.sqrt(sum);
            }
            double sum = h2 * source[r];
            for (int k = from; k < r; k++) {
                sum -= row[k - r + n] * u[k];
            }
            u[r] = sum / row[n];
        }
        for (int r = size - 1; r >= 0; r--) {
            u[r] /= band[r][n];
            for (int k = Math.max(0, r - n); k < r; k++) {
                u[k] -= band[r][k - r + n] * u[r];
            }
        }
        return u;
    }

    /** The lower band: entry {@code [r][c - r + n]} couples cells r and c. */
    private double[][] assemble(double[] a) {
        double[][] band = new double[n * n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int r = i * n + j;
                double sum = 0;
                for (int[] side : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
                    int x = i + side[0];
                    int y = j + side[1];
                    boolean inside = x >= 0 && x < n && y >= 0 && y < n;
                    int c = x * n + y;
                    double face = inside ? 2 * a[r] * a[c] / (a[r] + a[c]) : 2 * a[r];
                    sum += face;
                    if (inside && c < r) {
                        band[r][c - r + n] = -face;
                    }
                }
                band[r][n] = sum;
            }
        }
        return band;
    }
}
