package org.ansatz.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The same loops with the JDK's vector interface, blocked for registers. */
final class VectorTileOps implements TileOps {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public void multiply(double[] w, int wOffset, int out, int in, double[] a, double[] z, int columns) {
        int i = 0;
        for (; i + 4 <= out; i += 4) {
            int c = 0;
            for (; c + 2 * L <= columns; c += 2 * L) {
                block4x2(w, wOffset + i * in, in, a, z, columns, i, c);
            }
            for (; c < columns; c += L) {
                block4x1(w, wOffset + i * in, in, a, z, columns, i, c);
            }
        }
        for (; i < out; i++) {
            int c = 0;
            for (; c + 4 * L <= columns; c += 4 * L) {
                block1x4(w, wOffset + i * in, in, a, z, columns, i, c);
            }
            for (; c < columns; c += L) {
                DoubleVector sum = DoubleVector.zero(S);
                for (int j = 0; j < in; j++) {
                    sum = DoubleVector.broadcast(S, w[wOffset + i * in + j])
                            .fma(DoubleVector.fromArray(S, a, j * columns + c), sum);
                }
                sum.intoArray(z, i * columns + c);
            }
        }
    }

    private static void block4x2(double[] w, int w0, int in, double[] a, double[] z, int columns, int i, int c) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        int at = c;
        for (int j = 0; j < in; j++, at += columns) {
            DoubleVector a0 = DoubleVector.fromArray(S, a, at);
            DoubleVector a1 = DoubleVector.fromArray(S, a, at + L);
            DoubleVector b = DoubleVector.broadcast(S, w[w0 + j]);
            s00 = b.fma(a0, s00);
            s01 = b.fma(a1, s01);
            b = DoubleVector.broadcast(S, w[w0 + in + j]);
            s10 = b.fma(a0, s10);
            s11 = b.fma(a1, s11);
            b = DoubleVector.broadcast(S, w[w0 + 2 * in + j]);
            s20 = b.fma(a0, s20);
            s21 = b.fma(a1, s21);
            b = DoubleVector.broadcast(S, w[w0 + 3 * in + j]);
            s30 = b.fma(a0, s30);
            s31 = b.fma(a1, s31);
        }
        int zi = i * columns + c;
        s00.intoArray(z, zi);
        s01.intoArray(z, zi + L);
        s10.intoArray(z, zi + columns);
        s11.intoArray(z, zi + columns + L);
        s20.intoArray(z, zi + 2 * columns);
        s21.intoArray(z, zi + 2 * columns + L);
        s30.intoArray(z, zi + 3 * columns);
        s31.intoArray(z, zi + 3 * columns + L);
    }

    private static void block4x1(double[] w, int w0, int in, double[] a, double[] z, int columns, int i, int c) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int at = c;
        for (int j = 0; j < in; j++, at += columns) {
            DoubleVector a0 = DoubleVector.fromArray(S, a, at);
            s0 = DoubleVector.broadcast(S, w[w0 + j]).fma(a0, s0);
            s1 = DoubleVector.broadcast(S, w[w0 + in + j]).fma(a0, s1);
            s2 = DoubleVector.broadcast(S, w[w0 + 2 * in + j]).fma(a0, s2);
            s3 = DoubleVector.broadcast(S, w[w0 + 3 * in + j]).fma(a0, s3);
        }
        int zi = i * columns + c;
        s0.intoArray(z, zi);
        s1.intoArray(z, zi + columns);
        s2.intoArray(z, zi + 2 * columns);
        s3.intoArray(z, zi + 3 * columns);
    }

    private static void block1x4(double[] w, int w0, int in, double[] a, double[] z, int columns, int i, int c) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int at = c;
        for (int j = 0; j < in; j++, at += columns) {
            DoubleVector b = DoubleVector.broadcast(S, w[w0 + j]);
            s0 = b.fma(DoubleVector.fromArray(S, a, at), s0);
            s1 = b.fma(DoubleVector.fromArray(S, a, at + L), s1);
            s2 = b.fma(DoubleVector.fromArray(S, a, at + 2 * L), s2);
            s3 = b.fma(DoubleVector.fromArray(S, a, at + 3 * L), s3);
        }
        int zi = i * columns + c;
        s0.intoArray(z, zi);
        s1.intoArray(z, zi + L);
        s2.intoArray(z, zi + 2 * L);
        s3.intoArray(z, zi + 3 * L);
    }

    @Override
    public void accumulateOuter(double[] zbar, int out, double[] a, int in, int columns, double[] g, int gOffset) {
        int i = 0;
        for (; i + 2 <= out; i += 2) {
            int j = 0;
            for (; j + 4 <= in; j += 4) {
                outer2x4(zbar, i, a, j, in, columns, g, gOffset);
            }
            for (; j < in; j++) {
                outer1x1(zbar, i, a, j, in, columns, g, gOffset);
                outer1x1(zbar, i + 1, a, j, in, columns, g, gOffset);
            }
        }
        for (; i < out; i++) {
            for (int j = 0; j < in; j++) {
                outer1x1(zbar, i, a, j, in, columns, g, gOffset);
            }
        }
    }

    private static void outer2x4(
            double[] zbar, int i, double[] a, int j, int in, int columns, double[] g, int gOffset) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s12 = s00;
        DoubleVector s13 = s00;
        int z0 = i * columns;
        int z1 = z0 + columns;
        int a0 = j * columns;
        int a1 = a0 + columns;
        int a2 = a1 + columns;
        int a3 = a2 + columns;
        for (int c = 0; c < columns; c += L) {
            DoubleVector x0 = DoubleVector.fromArray(S, zbar, z0 + c);
            DoubleVector x1 = DoubleVector.fromArray(S, zbar, z1 + c);
            DoubleVector y = DoubleVector.fromArray(S, a, a0 + c);
            s00 = x0.fma(y, s00);
            s10 = x1.fma(y, s10);
            y = DoubleVector.fromArray(S, a, a1 + c);
            s01 = x0.fma(y, s01);
            s11 = x1.fma(y, s11);
            y = DoubleVector.fromArray(S, a, a2 + c);
            s02 = x0.fma(y, s02);
            s12 = x1.fma(y, s12);
            y = DoubleVector.fromArray(S, a, a3 + c);
            s03 = x0.fma(y, s03);
            s13 = x1.fma(y, s13);
        }
        int at = gOffset + (i * in + j) * L;
        addInto(s00, g, at);
        addInto(s01, g, at + L);
        addInto(s02, g, at + 2 * L);
        addInto(s03, g, at + 3 * L);
        at += in * L;
        addInto(s10, g, at);
        addInto(s11, g, at + L);
        addInto(s12, g, at + 2 * L);
        addInto(s13, g, at + 3 * L);
    }

    private static void outer1x1(
            double[] zbar, int i, double[] a, int j, int in, int columns, double[] g, int gOffset) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int c = 0; c < columns; c += L) {
            sum = DoubleVector.fromArray(S, zbar, i * columns + c)
                    .fma(DoubleVector.fromArray(S, a, j * columns + c), sum);
        }
        addInto(sum, g, gOffset + (i * in + j) * L);
    }

    private static void addInto(DoubleVector v, double[] g, int at) {
        v.add(DoubleVector.fromArray(S, g, at)).intoArray(g, at);
    }

    @Override
    public void jacobianOuter(
            double[] zbar,
            int out,
            double[] a,
            int in,
            int coefficients,
            int points,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count) {
        int columns = coefficients * points;
        int i = 0;
        for (; i + 2 <= out; i += 2) {
            int j = 0;
            for (; j + 4 <= in; j += 4) {
                for (int p = 0; p < count; p += L) {
                    int at = (jOffset + i * in + j) * rowLength + row + p;
                    jacobian2x4(
                            zbar,
                            i * columns + p,
                            a,
                            j * columns + p,
                            columns,
                            coefficients,
                            points,
                            jt,
                            at,
                            rowLength,
                            in * rowLength,
                            Math.min(L, count - p));
                }
            }
            for (; j < in; j++) {
                jacobian1x1(zbar, i, a, j, in, columns, coefficients, points, jt, jOffset, rowLength, row, count);
                jacobian1x1(zbar, i + 1, a, j, in, columns, coefficients, points, jt, jOffset, rowLength, row, count);
            }
        }
        for (; i < out; i++) {
            for (int j = 0; j < in; j++) {
                jacobian1x1(zbar, i, a, j, in, columns, coefficients, points, jt, jOffset, rowLength, row, count);
            }
        }
    }

    private static void jacobian2x4(
            double[] zbar,
            int z0,
            double[] a,
            int a0,
            int columns,
            int coefficients,
            int points,
            double[] jt,
            int at,
            int rowLength,
            int unitStride,
            int width) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s12 = s00;
        DoubleVector s13 = s00;
        for (int k = 0; k < coefficients; k++, z0 += points, a0 += points) {
            DoubleVector x0 = DoubleVector.fromArray(S, zbar, z0);
            DoubleVector x1 = DoubleVector.fromArray(S, zbar, z0 + columns);
            DoubleVector y = DoubleVector.fromArray(S, a, a0);
            s00 = x0.fma(y, s00);
            s10 = x1.fma(y, s10);
            y = DoubleVector.fromArray(S, a, a0 + columns);
            s01 = x0.fma(y, s01);
            s11 = x1.fma(y, s11);
            y = DoubleVector.fromArray(S, a, a0 + 2 * columns);
            s02 = x0.fma(y, s02);
            s12 = x1.fma(y, s12);
            y = DoubleVector.fromArray(S, a, a0 + 3 * columns);
            s03 = x0.fma(y, s03);
            s13 = x1.fma(y, s13);
        }
        store(s00, jt, at, width);
        store(s01, jt, at + rowLength, width);
        store(s02, jt, at + 2 * rowLength, width);
        store(s03, jt, at + 3 * rowLength, width);
        int next = at + unitStride;
        store(s10, jt, next, width);
        store(s11, jt, next + rowLength, width);
        store(s12, jt, next + 2 * rowLength, width);
        store(s13, jt, next + 3 * rowLength, width);
    }

    private static void jacobian1x1(
            double[] zbar,
            int i,
            double[] a,
            int j,
            int in,
            int columns,
            int coefficients,
            int points,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count) {
        int target = (jOffset + i * in + j) * rowLength + row;
        for (int p = 0; p < count; p += L) {
            DoubleVector sum = DoubleVector.zero(S);
            int z = i * columns + p;
            int x = j * columns + p;
            for (int k = 0; k < coefficients; k++) {
                sum = DoubleVector.fromArray(S, zbar, z + k * points)
                        .fma(DoubleVector.fromArray(S, a, x + k * points), sum);
            }
            store(sum, jt, target + p, Math.min(L, count - p));
        }
    }

    private static void store(DoubleVector v, double[] target, int at, int width) {
        if (width == L) {
            v.intoArray(target, at);
        } else {
            for (int l = 0; l < width; l++) {
                target[at + l] = v.lane(l);
            }
        }
    }

    private static final double LOG2_E = 1.4426950408889634;
    // ln 2 split in two so that n ln 2 is exact (Cody and Waite).
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    // Adding it rounds to an integer that then stands in the low bits of the mantissa.
    private static final double ROUND = 0x1.8p52;

    /**
     * {@code tanh(x) = 1 - 2 / (exp(2 x) + 1)}, absolute error below 3e-16; the exponential by range reduction and its
     * Taylor polynomial of degree 12 on [-ln 2 / 2, ln 2 / 2].
     */
    private static DoubleVector tanh(DoubleVector x) {
        DoubleVector t = x.add(x).min(44).max(-44);
        DoubleVector shifted = t.mul(LOG2_E).add(ROUND);
        DoubleVector n = shifted.sub(ROUND);
        DoubleVector r = t.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
        DoubleVector r2 = r.mul(r);
        // Estrin's scheme: short dependency chains.
        DoubleVector p01 = r.add(1.0);
        DoubleVector p23 = r.mul(1.0 / 6).add(0.5);
        DoubleVector p45 = r.mul(1.0 / 120).add(1.0 / 24);
        DoubleVector p67 = r.mul(1.0 / 5040).add(1.0 / 720);
        DoubleVector p89 = r.mul(1.0 / 362880).add(1.0 / 40320);
        DoubleVector pab = r.mul(1.0 / 39916800).add(1.0 / 3628800);
        DoubleVector r4 = r2.mul(r2);
        DoubleVector q0 = p23.fma(r2, p01);
        DoubleVector q1 = p67.fma(r2, p45);
        DoubleVector q2 = pab.fma(r2, p89).add(r4.mul(1.0 / 479001600));
        DoubleVector e = q2.fma(r4, q1).fma(r4, q0);
        LongVector bits = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        DoubleVector scaled = e.reinterpretAsLongs().add(bits).reinterpretAsDoubles();
        return DoubleVector.broadcast(S, 1.0).sub(DoubleVector.broadcast(S, 2.0).div(scaled.add(1.0)));
    }

    @Override
    public void tanh(JetTable t, int units, int points, double[] z, double[] y, double[] s) {
        int columns = t.size * points;
        for (int u = 0; u < units; u++) {
            for (int p = 0; p < points; p += L) {
                int at = u * columns + p;
                DoubleVector y0 = tanh(DoubleVector.fromArray(S, z, at));
                y0.intoArray(y, at);
                DoubleVector.broadcast(S, 1.0).sub(y0.mul(y0)).intoArray(s, at);
            }
            for (int k = 1; k < t.size; k++) {
                composeRow(t, k, points, u * columns, z, y, s);
            }
        }
    }

    private static void composeRow(JetTable t, int k, int points, int row, double[] z, double[] y, double[] s) {
        int c0 = t.compositionStart[k];
        int c1 = t.compositionStart[k + 1];
        int p0 = t.productStart[k];
        int p1 = t.productStart[k + 1];
        for (int p = 0; p < points; p += L) {
            int at = row + p;
            DoubleVector sum = DoubleVector.zero(S);
            for (int e = c0; e < c1; e++) {
                DoubleVector zs = DoubleVector.fromArray(S, z, at + t.compositionArgument[e] * points)
                        .mul(DoubleVector.fromArray(S, s, at + t.compositionSlope[e] * points));
                sum = zs.fma(DoubleVector.broadcast(S, t.compositionFactor[e]), sum);
            }
            sum.intoArray(y, at + k * points);
            DoubleVector square = DoubleVector.zero(S);
            for (int e = p0; e < p1; e++) {
                square = DoubleVector.fromArray(S, y, at + t.productLeft[e] * points)
                        .fma(DoubleVector.fromArray(S, y, at + t.productRight[e] * points), square);
            }
            square.neg().intoArray(s, at + k * points);
        }
    }

    @Override
    public void seriesMultiply(JetTable t, int units, int points, double[] f, double[] g, double[] out, boolean add) {
        convolve(t.size, t.productStart, t.productLeft, t.productRight, units, points, f, g, out, add);
    }

    @Override
    public void seriesMultiplyAdjoint(
            JetTable t, int units, int points, double[] obar, double[] g, double[] fbar, boolean add) {
        convolve(t.size, t.adjointStart, t.adjointTarget, t.adjointRight, units, points, obar, g, fbar, add);
    }

    private static void convolve(
            int size,
            int[] start,
            int[] left,
            int[] right,
            int units,
            int points,
            double[] f,
            double[] g,
            double[] out,
            boolean add) {
        int columns = size * points;
        for (int u = 0; u < units; u++) {
            for (int k = 0; k < size; k++) {
                int target = u * columns + k * points;
                for (int p = 0; p < points; p += L) {
                    int at = u * columns + p;
                    DoubleVector sum = add ? DoubleVector.fromArray(S, out, target + p) : DoubleVector.zero(S);
                    for (int e = start[k]; e < start[k + 1]; e++) {
                        sum = DoubleVector.fromArray(S, f, at + left[e] * points)
                                .fma(DoubleVector.fromArray(S, g, at + right[e] * points), sum);
                    }
                    sum.intoArray(out, target + p);
                }
            }
        }
    }
}
