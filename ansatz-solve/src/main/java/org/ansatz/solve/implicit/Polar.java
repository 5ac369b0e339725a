package org.ansatz.solve.implicit;

/**
 * The rotation (or reflection) R of the polar decomposition {@code F = R S} of a 2 x 2 or 3 x 3 matrix, and what follows
 * from it without singular vectors, whose derivatives are singular for equal singular values (the state of rest): the sum of
 * the singular values is {@code tr(R^T F)}, its derivative by F is R.
 */
final class Polar {
    private static final int MOST_ITERATIONS = 60;
    private static final double TOLERANCE = 1e-15;

    private Polar() {}

    static double determinant(double[] f) {
        return f.length == 4
                ? f[0] * f[3] - f[1] * f[2]
                : f[0] * (f[4] * f[8] - f[5] * f[7])
                        - f[1] * (f[3] * f[8] - f[5] * f[6])
                        + f[2] * (f[3] * f[7] - f[4] * f[6]);
    }

    /** The matrix of cofactors, the derivative of the determinant by F. */
    static double[] cofactors(double[] f) {
        if (f.length == 4) {
            return new double[] {f[3], -f[2], -f[1], f[0]};
        }
        return new double[] {
            f[4] * f[8] - f[5] * f[7], f[5] * f[6] - f[3] * f[8], f[3] * f[7] - f[4] * f[6],
            f[2] * f[7] - f[1] * f[8], f[0] * f[8] - f[2] * f[6], f[1] * f[6] - f[0] * f[7],
            f[1] * f[5] - f[2] * f[4], f[2] * f[3] - f[0] * f[5], f[0] * f[4] - f[1] * f[3]
        };
    }

    /**
     * The orthogonal factor. In the plane {@code R = (F +- cof F) / (s1 + s2)} with the sign of the determinant; in space
     * Newton's iteration {@code R <- (R + R^-T) / 2} (Higham, SIAM J. Sci. Stat. Comput. 7, 1986).
     *
     * @throws org.ansatz.physics.problem.NumericalFailure if F is singular, so that R is not unique
     */
    static double[] rotation(double[] f) {
        double determinant = determinant(f);
        if (f.length == 4) {
            double sign = determinant < 0 ? -1 : 1;
            double[] r = cofactors(f);
            double sum = Math.sqrt(squares(f) + 2 * Math.abs(determinant));
            if (sum == 0) {
                throw new org.ansatz.physics.problem.NumericalFailure("a deformation gradient of zero has no rotation");
            }
            for (int i = 0; i < 4; i++) {
                r[i] = (f[i] + sign * r[i]) / sum;
            }
            return r;
        }
        double[] r = f.clone();
        for (int k = 0; k < MOST_ITERATIONS; k++) {
            double det = determinant(r);
            if (det == 0) {
                throw new org.ansatz.physics.problem.NumericalFailure(
                        "a singular deformation gradient has no unique rotation");
            }
            double[] inverse = cofactors(r);
            // Scaling to unit determinant makes the first iterations short for strongly stretched bodies.
            double scale = Math.cbrt(1 / Math.abs(det));
            double change = 0;
            double[] next = new double[9];
            for (int i = 0; i < 9; i++) {
                next[i] = 0.5 * (scale * r[i] + inverse[i] / (scale * det));
                change = Math.max(change, Math.abs(next[i] - r[i]));
            }
            r = next;
            if (change < TOLERANCE) {
                break;
            }
        }
        return r;
    }

    static double squares(double[] f) {
        double sum = 0;
        for (double v : f) {
            sum += v * v;
        }
        return sum;
    }
}
