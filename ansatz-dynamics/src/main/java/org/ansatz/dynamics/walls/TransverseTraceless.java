package org.ansatz.dynamics.walls;

import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeMomentum;

/**
 * The transverse traceless part of a symmetric tensor in Fourier space, {@code P h P^+ - P tr(P h) / 2} with {@code P_ij = delta_ij -
 * n_i n_j*} and n the direction of the lattice momentum. Modes without a momentum have no such part.
 *
 * <p>Tensors are six columns of a {@link org.ansatz.dynamics.lattice.LatticeTransform} in the order xx, xy, xz, yy, yz, zz.
 * Holds scratch memory: one thread at a time.
 */
final class TransverseTraceless {
    private static final int[][] COMPONENT = {{0, 1, 2}, {1, 3, 4}, {2, 4, 5}};

    private final LatticeMomentum momentum;
    private final double[][] real;
    private final double[] re = new double[3];
    private final double[] im = new double[3];
    private final double[][] hr = new double[3][3];
    private final double[][] hi = new double[3][3];
    private final double[][] pr = new double[3][3];
    private final double[][] pi = new double[3][3];
    private final double[][] leftRe = new double[3][3];
    private final double[][] leftIm = new double[3][3];

    TransverseTraceless(Lattice3D lattice, LatticeMomentum momentum) {
        this.momentum = momentum;
        real = new double[lattice.n()][2];
        for (int place = 0; place < lattice.n(); place++) {
            real[place][0] = momentum.real(lattice, place);
            real[place][1] = momentum.imaginary(lattice, place);
        }
    }

    /** Takes the direction of a mode; false if it has none. */
    private boolean direction(int kx, int ky, int kz) {
        int[] places = {kx, ky, kz};
        double square = 0;
        for (int a = 0; a < 3; a++) {
            re[a] = real[places[a]][0];
            im[a] = real[places[a]][1];
            square += re[a] * re[a] + im[a] * im[a];
        }
        if (square == 0) {
            return false;
        }
        double norm = Math.sqrt(square);
        for (int a = 0; a < 3; a++) {
            re[a] /= norm;
            im[a] /= norm;
        }
        return true;
    }

    /**
     * The squared norm {@code sum_ij |h_ij^TT|^2} of the mode at {@code kx} of the columns.
     */
    double power(int kx, int ky, int kz, double[][] columns) {
        if (!direction(kx, ky, kz)) {
            return 0;
        }
        if (momentum == LatticeMomentum.NEUTRAL) {
            return squareForRealDirection(2 * kx, columns) + squareForRealDirection(2 * kx + 1, columns);
        }
        project(kx, columns);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += hr[i][j] * hr[i][j] + hi[i][j] * hi[i][j];
            }
        }
        return sum;
    }

    /** {@code hh - 2 |h n|^2 + (n h n)^2 - (tr h - n h n)^2 / 2} of the real or the imaginary part. */
    private double squareForRealDirection(int at, double[][] columns) {
        double xx = columns[0][at];
        double xy = columns[1][at];
        double xz = columns[2][at];
        double yy = columns[3][at];
        double yz = columns[4][at];
        double zz = columns[5][at];
        double x = xx * re[0] + xy * re[1] + xz * re[2];
        double y = xy * re[0] + yy * re[1] + yz * re[2];
        double z = xz * re[0] + yz * re[1] + zz * re[2];
        double along = x * re[0] + y * re[1] + z * re[2];
        double across = xx + yy + zz - along;
        double all = xx * xx + yy * yy + zz * zz + 2 * (xy * xy + xz * xz + yz * yz);
        return all - 2 * (x * x + y * y + z * z) + along * along - 0.5 * across * across;
    }

    /**
     * The projected tensor of a mode.
     *
     * @return [i][j][re, im]; zero for a mode without momentum
     */
    double[][][] tensor(int kx, int ky, int kz, double[][] columns) {
        double[][][] result = new double[3][3][2];
        if (direction(kx, ky, kz)) {
            project(kx, columns);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    result[i][j][0] = hr[i][j];
                    result[i][j][1] = hi[i][j];
                }
            }
        }
        return result;
    }

    /** Leaves the projected tensor in hr, hi. */
    private void project(int kx, double[][] columns) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                hr[i][j] = columns[COMPONENT[i][j]][2 * kx];
                hi[i][j] = columns[COMPONENT[i][j]][2 * kx + 1];
                pr[i][j] = (i == j ? 1 : 0) - (re[i] * re[j] + im[i] * im[j]);
                pi[i][j] = -(im[i] * re[j] - re[i] * im[j]);
            }
        }
        double traceRe = 0;
        double traceIm = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                leftRe[i][j] = 0;
                leftIm[i][j] = 0;
                for (int m = 0; m < 3; m++) {
                    leftRe[i][j] += pr[i][m] * hr[m][j] - pi[i][m] * hi[m][j];
                    leftIm[i][j] += pr[i][m] * hi[m][j] + pi[i][m] * hr[m][j];
                }
            }
            traceRe += leftRe[i][i];
            traceIm += leftIm[i][i];
        }
        // (left P^+)_ij = sum_m left_im conj(P_jm), and P is Hermitian, so conj(P_jm) = P_mj.
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int m = 0; m < 3; m++) {
                    sumRe += leftRe[i][m] * pr[m][j] - leftIm[i][m] * pi[m][j];
                    sumIm += leftRe[i][m] * pi[m][j] + leftIm[i][m] * pr[m][j];
                }
                hr[i][j] = sumRe - 0.5 * (pr[i][j] * traceRe - pi[i][j] * traceIm);
                hi[i][j] = sumIm - 0.5 * (pr[i][j] * traceIm + pi[i][j] * traceRe);
            }
        }
    }

    /**
     * The two polarisations of a mode, {@code (e1 h e1 - e2 h e2) / sqrt 2} and {@code sqrt 2 e1 h e2} with unit vectors e1, e2
     * across n: their squares add up to {@link #power}. For a real momentum.
     *
     * @param target re and im of the first, then of the second, from {@code offset} on
     */
    void polarisations(int kx, int ky, int kz, double[][] columns, double[] target, int offset) {
        if (momentum != LatticeMomentum.NEUTRAL) {
            throw new IllegalArgumentException("polarisations need a real lattice momentum, not " + momentum);
        }
        boolean moving = direction(kx, ky, kz);
        double[] first = moving ? across() : new double[3];
        double[] second = {
            re[1] * first[2] - re[2] * first[1],
            re[2] * first[0] - re[0] * first[2],
            re[0] * first[1] - re[1] * first[0]
        };
        for (int part = 0; part < 2; part++) {
            double plus = 0;
            double cross = 0;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double value = columns[COMPONENT[i][j]][2 * kx + part];
                    plus += value * (first[i] * first[j] - second[i] * second[j]);
                    cross += value * first[i] * second[j];
                }
            }
            target[offset + part] = plus / Math.sqrt(2);
            target[offset + 2 + part] = cross * Math.sqrt(2);
        }
    }

    /** A unit vector across the direction: the axis least along it, made orthogonal. */
    private double[] across() {
        int least = 0;
        for (int a = 1; a < 3; a++) {
            if (Math.abs(re[a]) < Math.abs(re[least])) {
                least = a;
            }
        }
        double[] vector = new double[3];
        double square = 0;
        for (int a = 0; a < 3; a++) {
            vector[a] = (a == least ? 1 : 0) - re[least] * re[a];
            square += vector[a] * vector[a];
        }
        for (int a = 0; a < 3; a++) {
            vector[a] /= Math.sqrt(square);
        }
        return vector;
    }
}
