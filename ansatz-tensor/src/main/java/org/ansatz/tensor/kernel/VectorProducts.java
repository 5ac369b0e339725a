package org.ansatz.tensor.kernel;

import static org.ansatz.tensor.kernel.TileOps.POINTS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix times one panel of a tile. Four rows by four registers of points keep sixteen sums in flight where the machine
 * has 32 registers (AVX-512); four rows by two otherwise.
 */
final class VectorProducts {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final boolean WIDE = L >= 8;

    /** Rows of a block. */
    static final int ROWS = 4;

    private VectorProducts() {}

    /** {@code z[i][p] = b[i] + sum_j w[i][j] a[j][p]} for the panels at {@code a0} and {@code z0}. */
    static void multiply(
            double[] packed, double[] b, int bOffset, int out, int in, double[] a, int a0, double[] z, int z0) {
        int i = 0;
        for (; i + ROWS <= out; i += ROWS) {
            double b0 = b[bOffset + i];
            double b1 = b[bOffset + i + 1];
            double b2 = b[bOffset + i + 2];
            double b3 = b[bOffset + i + 3];
            block(packed, i * in, b0, b1, b2, b3, in, a, a0, z, z0 + i * POINTS);
        }
        for (; i < out; i++) {
            row(packed, i * in, b[bOffset + i], in, a, a0, z, z0 + i * POINTS);
        }
    }

    /** {@code z[i][p] = sum_j w[i][j] a[j][p]} for the panels at {@code a0} and {@code z0}. */
    static void multiply(double[] packed, int out, int in, double[] a, int a0, double[] z, int z0) {
        int i = 0;
        for (; i + ROWS <= out; i += ROWS) {
            block(packed, i * in, 0, 0, 0, 0, in, a, a0, z, z0 + i * POINTS);
        }
        for (; i < out; i++) {
            row(packed, i * in, 0, in, a, a0, z, z0 + i * POINTS);
        }
    }

    private static void block(
            double[] w,
            int w0,
            double b0,
            double b1,
            double b2,
            double b3,
            int in,
            double[] a,
            int a0,
            double[] z,
            int z0) {
        if (WIDE) {
            for (int p = 0; p < POINTS; p += 4 * L) {
                block4x4(w, w0, b0, b1, b2, b3, in, a, a0 + p, z, z0 + p);
            }
        } else {
            for (int p = 0; p < POINTS; p += 2 * L) {
                block4x2(w, w0, b0, b1, b2, b3, in, a, a0 + p, z, z0 + p);
            }
        }
    }

    private static void block4x4(
            double[] w,
            int w0,
            double b0,
            double b1,
            double b2,
            double b3,
            int in,
            double[] a,
            int a0,
            double[] z,
            int z0) {
        DoubleVector s00 = DoubleVector.broadcast(S, b0);
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = DoubleVector.broadcast(S, b1);
        DoubleVector s11 = s10;
        DoubleVector s12 = s10;
        DoubleVector s13 = s10;
        DoubleVector s20 = DoubleVector.broadcast(S, b2);
        DoubleVector s21 = s20;
        DoubleVector s22 = s20;
        DoubleVector s23 = s20;
        DoubleVector s30 = DoubleVector.broadcast(S, b3);
        DoubleVector s31 = s30;
        DoubleVector s32 = s30;
        DoubleVector s33 = s30;
        for (int j = 0; j < in; j++) {
            DoubleVector x0 = DoubleVector.fromArray(S, a, a0 + j * POINTS);
            DoubleVector x1 = DoubleVector.fromArray(S, a, a0 + j * POINTS + L);
            DoubleVector x2 = DoubleVector.fromArray(S, a, a0 + j * POINTS + 2 * L);
            DoubleVector x3 = DoubleVector.fromArray(S, a, a0 + j * POINTS + 3 * L);
            DoubleVector v = DoubleVector.broadcast(S, w[w0 + 4 * j]);
            s00 = v.fma(x0, s00);
            s01 = v.fma(x1, s01);
            s02 = v.fma(x2, s02);
            s03 = v.fma(x3, s03);
            v = DoubleVector.broadcast(S, w[w0 + 4 * j + 1]);
            s10 = v.fma(x0, s10);
            s11 = v.fma(x1, s11);
            s12 = v.fma(x2, s12);
            s13 = v.fma(x3, s13);
            v = DoubleVector.broadcast(S, w[w0 + 4 * j + 2]);
            s20 = v.fma(x0, s20);
            s21 = v.fma(x1, s21);
            s22 = v.fma(x2, s22);
            s23 = v.fma(x3, s23);
            v = DoubleVector.broadcast(S, w[w0 + 4 * j + 3]);
            s30 = v.fma(x0, s30);
            s31 = v.fma(x1, s31);
            s32 = v.fma(x2, s32);
            s33 = v.fma(x3, s33);
        }
        s00.intoArray(z, z0);
        s01.intoArray(z, z0 + L);
        s02.intoArray(z, z0 + 2 * L);
        s03.intoArray(z, z0 + 3 * L);
        s10.intoArray(z, z0 + POINTS);
        s11.intoArray(z, z0 + POINTS + L);
        s12.intoArray(z, z0 + POINTS + 2 * L);
        s13.intoArray(z, z0 + POINTS + 3 * L);
        s20.intoArray(z, z0 + 2 * POINTS);
        s21.intoArray(z, z0 + 2 * POINTS + L);
        s22.intoArray(z, z0 + 2 * POINTS + 2 * L);
        s23.intoArray(z, z0 + 2 * POINTS + 3 * L);
        s30.intoArray(z, z0 + 3 * POINTS);
        s31.intoArray(z, z0 + 3 * POINTS + L);
        s32.intoArray(z, z0 + 3 * POINTS + 2 * L);
        s33.intoArray(z, z0 + 3 * POINTS + 3 * L);
    }

    private static void block4x2(
            double[] w,
            int w0,
            double b0,
            double b1,
            double b2,
            double b3,
            int in,
            double[] a,
            int a0,
            double[] z,
            int z0) {
        DoubleVector s00 = DoubleVector.broadcast(S, b0);
        DoubleVector s01 = s00;
        DoubleVector s10 = DoubleVector.broadcast(S, b1);
        DoubleVector s11 = s10;
        DoubleVector s20 = DoubleVector.broadcast(S, b2);
        DoubleVector s21 = s20;
        DoubleVector s30 = DoubleVector.broadcast(S, b3);
        DoubleVector s31 = s30;
        for (int j = 0; j < in; j++) {
            DoubleVector x0 = DoubleVector.fromArray(S, a, a0 + j * POINTS);
            DoubleVector x1 = DoubleVector.fromArray(S, a, a0 + j * POINTS + L);
            DoubleVector v = DoubleVector.broadcast(S, w[w0 + 4 * j]);
            s00 = v.fma(x0, s00);
            s01 = v.fma(x1, s01);
            v = DoubleVector.broadcast(S, w[w0 + 4 * j + 1]);
            s10 = v.fma(x0, s10);
            s11 = v.fma(x1, s11);
            v = DoubleVector.broadcast(S, w[w0 + 4 * j + 2]);
            s20 = v.fma(x0, s20);
            s21 = v.fma(x1, s21);
            v = DoubleVector.broadcast(S, w[w0 + 4 * j + 3]);
            s30 = v.fma(x0, s30);
            s31 = v.fma(x1, s31);
        }
        s00.intoArray(z, z0);
        s01.intoArray(z, z0 + L);
        s10.intoArray(z, z0 + POINTS);
        s11.intoArray(z, z0 + POINTS + L);
        s20.intoArray(z, z0 + 2 * POINTS);
        s21.intoArray(z, z0 + 2 * POINTS + L);
        s30.intoArray(z, z0 + 3 * POINTS);
        s31.intoArray(z, z0 + 3 * POINTS + L);
    }

    private static void row(double[] w, int w0, double b, int in, double[] a, int a0, double[] z, int z0) {
        for (int p = 0; p < POINTS; p += 4 * L) {
            DoubleVector s0 = DoubleVector.broadcast(S, b);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            int start = a0 + p;
            for (int j = 0; j < in; j++) {
                DoubleVector v = DoubleVector.broadcast(S, w[w0 + j]);
                s0 = v.fma(DoubleVector.fromArray(S, a, start + j * POINTS), s0);
                s1 = v.fma(DoubleVector.fromArray(S, a, start + j * POINTS + L), s1);
                s2 = v.fma(DoubleVector.fromArray(S, a, start + j * POINTS + 2 * L), s2);
                s3 = v.fma(DoubleVector.fromArray(S, a, start + j * POINTS + 3 * L), s3);
            }
            s0.intoArray(z, z0 + p);
            s1.intoArray(z, z0 + p + L);
            s2.intoArray(z, z0 + p + 2 * L);
            s3.intoArray(z, z0 + p + 3 * L);
        }
    }
}
