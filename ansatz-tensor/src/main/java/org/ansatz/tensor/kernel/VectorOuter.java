package org.ansatz.tensor.kernel;

import static org.ansatz.tensor.kernel.TileOps.POINTS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the points of a tile of products of two layers' rows: gradients of weights, kept per lane so that no register
 * is ever summed across.
 */
final class VectorOuter {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final boolean WIDE = L >= 8;
    // Rows of zbar that stay in the first cache while all rows of a pass by once.
    private static final int GROUP = 8;
    // POINTS is a power of two; a column is a coefficient and a point.
    private static final int SHIFT = Integer.numberOfTrailingZeros(POINTS);
    private static final int MASK = POINTS - 1;

    private VectorOuter() {}

    /** {@code g[i][j][lane] += sum zbar[k][i][p] a[k][j][p]}, see {@link TileOps#accumulateOuter}. */
    static void accumulate(double[] zbar, int out, double[] a, int in, int coefficients, double[] g, int gOffset) {
        for (int first = 0; first < out; first += GROUP) {
            int end = Math.min(first + GROUP, out);
            int j = 0;
            for (; j + 4 <= in; j += 4) {
                int aj = j * POINTS;
                int i = first;
                for (; WIDE && i + 4 <= end; i += 4) {
                    block4x4(zbar, i * POINTS, out, a, aj, in, coefficients, g, gOffset + (i * in + j) * L);
                }
                for (; i + 2 <= end; i += 2) {
                    block2x4(zbar, i * POINTS, out, a, aj, in, coefficients, g, gOffset + (i * in + j) * L);
                }
                for (; i < end; i++) {
                    block1x4(zbar, i * POINTS, out, a, aj, in, coefficients, g, gOffset + (i * in + j) * L);
                }
            }
            for (; j < in; j++) {
                int aj = j * POINTS;
                int i = first;
                for (; i + 4 <= end; i += 4) {
                    block4x1(zbar, i * POINTS, out, a, aj, in, coefficients, g, gOffset + (i * in + j) * L);
                }
                for (; i < end; i++) {
                    single(zbar, i * POINTS, out, a, aj, in, coefficients, g, gOffset + (i * in + j) * L);
                }
            }
        }
    }

    private static void block4x4(
            double[] zbar, int z0, int out, double[] a, int a0, int in, int coefficients, double[] g, int at) {
        int step = in * L;
        DoubleVector s00 = DoubleVector.fromArray(S, g, at);
        DoubleVector s01 = DoubleVector.fromArray(S, g, at + L);
        DoubleVector s02 = DoubleVector.fromArray(S, g, at + 2 * L);
        DoubleVector s03 = DoubleVector.fromArray(S, g, at + 3 * L);
        DoubleVector s10 = DoubleVector.fromArray(S, g, at + step);
        DoubleVector s11 = DoubleVector.fromArray(S, g, at + step + L);
        DoubleVector s12 = DoubleVector.fromArray(S, g, at + step + 2 * L);
        DoubleVector s13 = DoubleVector.fromArray(S, g, at + step + 3 * L);
        DoubleVector s20 = DoubleVector.fromArray(S, g, at + 2 * step);
        DoubleVector s21 = DoubleVector.fromArray(S, g, at + 2 * step + L);
        DoubleVector s22 = DoubleVector.fromArray(S, g, at + 2 * step + 2 * L);
        DoubleVector s23 = DoubleVector.fromArray(S, g, at + 2 * step + 3 * L);
        DoubleVector s30 = DoubleVector.fromArray(S, g, at + 3 * step);
        DoubleVector s31 = DoubleVector.fromArray(S, g, at + 3 * step + L);
        DoubleVector s32 = DoubleVector.fromArray(S, g, at + 3 * step + 2 * L);
        DoubleVector s33 = DoubleVector.fromArray(S, g, at + 3 * step + 3 * L);
        int columns = coefficients * POINTS;
        for (int c = 0; c < columns; c += L) {
            int zi = z0 + (c >> SHIFT) * out * POINTS + (c & MASK);
            int aj = a0 + (c >> SHIFT) * in * POINTS + (c & MASK);
            DoubleVector y0 = DoubleVector.fromArray(S, a, aj);
            DoubleVector y1 = DoubleVector.fromArray(S, a, aj + POINTS);
            DoubleVector y2 = DoubleVector.fromArray(S, a, aj + 2 * POINTS);
            DoubleVector y3 = DoubleVector.fromArray(S, a, aj + 3 * POINTS);
            DoubleVector x = DoubleVector.fromArray(S, zbar, zi);
            s00 = x.fma(y0, s00);
            s01 = x.fma(y1, s01);
            s02 = x.fma(y2, s02);
            s03 = x.fma(y3, s03);
            x = DoubleVector.fromArray(S, zbar, zi + POINTS);
            s10 = x.fma(y0, s10);
            s11 = x.fma(y1, s11);
            s12 = x.fma(y2, s12);
            s13 = x.fma(y3, s13);
            x = DoubleVector.fromArray(S, zbar, zi + 2 * POINTS);
            s20 = x.fma(y0, s20);
            s21 = x.fma(y1, s21);
            s22 = x.fma(y2, s22);
            s23 = x.fma(y3, s23);
            x = DoubleVector.fromArray(S, zbar, zi + 3 * POINTS);
            s30 = x.fma(y0, s30);
            s31 = x.fma(y1, s31);
            s32 = x.fma(y2, s32);
            s33 = x.fma(y3, s33);
        }
        s00.intoArray(g, at);
        s01.intoArray(g, at + L);
        s02.intoArray(g, at + 2 * L);
        s03.intoArray(g, at + 3 * L);
        s10.intoArray(g, at + step);
        s11.intoArray(g, at + step + L);
        s12.intoArray(g, at + step + 2 * L);
        s13.intoArray(g, at + step + 3 * L);
        s20.intoArray(g, at + 2 * step);
        s21.intoArray(g, at + 2 * step + L);
        s22.intoArray(g, at + 2 * step + 2 * L);
        s23.intoArray(g, at + 2 * step + 3 * L);
        s30.intoArray(g, at + 3 * step);
        s31.intoArray(g, at + 3 * step + L);
        s32.intoArray(g, at + 3 * step + 2 * L);
        s33.intoArray(g, at + 3 * step + 3 * L);
    }

    private static void block2x4(
            double[] zbar, int z0, int out, double[] a, int a0, int in, int coefficients, double[] g, int at) {
        int step = in * L;
        DoubleVector s00 = DoubleVector.fromArray(S, g, at);
        DoubleVector s01 = DoubleVector.fromArray(S, g, at + L);
        DoubleVector s02 = DoubleVector.fromArray(S, g, at + 2 * L);
        DoubleVector s03 = DoubleVector.fromArray(S, g, at + 3 * L);
        DoubleVector s10 = DoubleVector.fromArray(S, g, at + step);
        DoubleVector s11 = DoubleVector.fromArray(S, g, at + step + L);
        DoubleVector s12 = DoubleVector.fromArray(S, g, at + step + 2 * L);
        DoubleVector s13 = DoubleVector.fromArray(S, g, at + step + 3 * L);
        int columns = coefficients * POINTS;
        for (int c = 0; c < columns; c += L) {
            int zi = z0 + (c >> SHIFT) * out * POINTS + (c & MASK);
            int aj = a0 + (c >> SHIFT) * in * POINTS + (c & MASK);
            DoubleVector x0 = DoubleVector.fromArray(S, zbar, zi);
            DoubleVector x1 = DoubleVector.fromArray(S, zbar, zi + POINTS);
            DoubleVector y = DoubleVector.fromArray(S, a, aj);
            s00 = x0.fma(y, s00);
            s10 = x1.fma(y, s10);
            y = DoubleVector.fromArray(S, a, aj + POINTS);
            s01 = x0.fma(y, s01);
            s11 = x1.fma(y, s11);
            y = DoubleVector.fromArray(S, a, aj + 2 * POINTS);
            s02 = x0.fma(y, s02);
            s12 = x1.fma(y, s12);
            y = DoubleVector.fromArray(S, a, aj + 3 * POINTS);
            s03 = x0.fma(y, s03);
            s13 = x1.fma(y, s13);
        }
        s00.intoArray(g, at);
        s01.intoArray(g, at + L);
        s02.intoArray(g, at + 2 * L);
        s03.intoArray(g, at + 3 * L);
        s10.intoArray(g, at + step);
        s11.intoArray(g, at + step + L);
        s12.intoArray(g, at + step + 2 * L);
        s13.intoArray(g, at + step + 3 * L);
    }

    private static void block1x4(
            double[] zbar, int z0, int out, double[] a, int a0, int in, int coefficients, double[] g, int at) {
        DoubleVector s0 = DoubleVector.fromArray(S, g, at);
        DoubleVector s1 = DoubleVector.fromArray(S, g, at + L);
        DoubleVector s2 = DoubleVector.fromArray(S, g, at + 2 * L);
        DoubleVector s3 = DoubleVector.fromArray(S, g, at + 3 * L);
        int columns = coefficients * POINTS;
        for (int c = 0; c < columns; c += L) {
            int zi = z0 + (c >> SHIFT) * out * POINTS + (c & MASK);
            int aj = a0 + (c >> SHIFT) * in * POINTS + (c & MASK);
            DoubleVector x = DoubleVector.fromArray(S, zbar, zi);
            s0 = x.fma(DoubleVector.fromArray(S, a, aj), s0);
            s1 = x.fma(DoubleVector.fromArray(S, a, aj + POINTS), s1);
            s2 = x.fma(DoubleVector.fromArray(S, a, aj + 2 * POINTS), s2);
            s3 = x.fma(DoubleVector.fromArray(S, a, aj + 3 * POINTS), s3);
        }
        s0.intoArray(g, at);
        s1.intoArray(g, at + L);
        s2.intoArray(g, at + 2 * L);
        s3.intoArray(g, at + 3 * L);
    }

    private static void block4x1(
            double[] zbar, int z0, int out, double[] a, int a0, int in, int coefficients, double[] g, int at) {
        int step = in * L;
        DoubleVector s0 = DoubleVector.fromArray(S, g, at);
        DoubleVector s1 = DoubleVector.fromArray(S, g, at + step);
        DoubleVector s2 = DoubleVector.fromArray(S, g, at + 2 * step);
        DoubleVector s3 = DoubleVector.fromArray(S, g, at + 3 * step);
        int columns = coefficients * POINTS;
        for (int c = 0; c < columns; c += L) {
            int zi = z0 + (c >> SHIFT) * out * POINTS + (c & MASK);
            int aj = a0 + (c >> SHIFT) * in * POINTS + (c & MASK);
            DoubleVector y = DoubleVector.fromArray(S, a, aj);
            s0 = y.fma(DoubleVector.fromArray(S, zbar, zi), s0);
            s1 = y.fma(DoubleVector.fromArray(S, zbar, zi + POINTS), s1);
            s2 = y.fma(DoubleVector.fromArray(S, zbar, zi + 2 * POINTS), s2);
            s3 = y.fma(DoubleVector.fromArray(S, zbar, zi + 3 * POINTS), s3);
        }
        s0.intoArray(g, at);
        s1.intoArray(g, at + step);
        s2.intoArray(g, at + 2 * step);
        s3.intoArray(g, at + 3 * step);
    }

    private static void single(
            double[] zbar, int z0, int out, double[] a, int a0, int in, int coefficients, double[] g, int at) {
        DoubleVector sum = DoubleVector.fromArray(S, g, at);
        int columns = coefficients * POINTS;
        for (int c = 0; c < columns; c += L) {
            int zi = z0 + (c >> SHIFT) * out * POINTS + (c & MASK);
            int aj = a0 + (c >> SHIFT) * in * POINTS + (c & MASK);
            sum = DoubleVector.fromArray(S, zbar, zi).fma(DoubleVector.fromArray(S, a, aj), sum);
        }
        sum.intoArray(g, at);
    }

    /** {@code g[i][lane] += sum_p zbar[0][i][p]}, see {@link TileOps#accumulateBias}. */
    static void accumulateSums(double[] zbar, int out, double[] g, int gOffset) {
        for (int i = 0; i < out; i++) {
            DoubleVector sum = DoubleVector.fromArray(S, g, gOffset + i * L);
            for (int p = 0; p < POINTS; p += L) {
                sum = sum.add(DoubleVector.fromArray(S, zbar, i * POINTS + p));
            }
            sum.intoArray(g, gOffset + i * L);
        }
    }
}
