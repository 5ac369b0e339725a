package org.ansatz.physics.mechanics;

import org.ansatz.physics.problem.NumericalFailure;

/** Solves small dense systems in place, by elimination with row pivoting. */
final class MassMatrix {
    private MassMatrix() {}

    /**
     * {@code b := M^-1 b}; {@code m} [d d] is overwritten.
     *
     * @throws NumericalFailure if a pivot is zero or not a number beside the matrix's largest entry
     */
    static void solve(int d, double[] m, double[] b) {
        double largest = 0;
        for (int i = 0; i < d * d; i++) {
            largest = Math.max(largest, Math.abs(m[i]));
        }
        for (int k = 0; k < d; k++) {
            int pivot = k;
            for (int i = k + 1; i < d; i++) {
                if (Math.abs(m[i * d + k]) > Math.abs(m[pivot * d + k])) {
                    pivot = i;
                }
            }
            if (!(Math.abs(m[pivot * d + k]) > d * Math.ulp(largest))) {
                throw new NumericalFailure(
                        "the mass matrix d2L/dv2 is singular (pivot " + m[pivot * d + k] + " in column " + (k + 1)
                                + " of " + d + "): these velocities do not determine the accelerations");
            }
            swap(m, k * d, pivot * d, d);
            swap(b, k, pivot, 1);
            for (int i = k + 1; i < d; i++) {
                double factor = m[i * d + k] / m[k * d + k];
                for (int j = k + 1; j < d; j++) {
                    m[i * d + j] -= factor * m[k * d + j];
                }
                b[i] -= factor * b[k];
            }
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int j = i + 1; j < d; j++) {
                b[i] -= m[i * d + j] * b[j];
            }
            b[i] /= m[i * d + i];
        }
    }

    private static void swap(double[] values, int a, int b, int count) {
        for (int i = 0; i < count; i++) {
            double kept = values[a + i];
            values[a + i] = values[b + i];
            values[b + i] = kept;
        }
    }
}
