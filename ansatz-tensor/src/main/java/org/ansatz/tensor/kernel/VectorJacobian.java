package org.ansatz.tensor.kernel;

import static org.ansatz.tensor.kernel.TileOps.POINTS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Per point, sums over coefficients of products of two layers' rows: rows of the Jacobian by the weights, transposed. */
final class VectorJacobian {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorJacobian() {}

    /** See {@link TileOps#jacobianOuter}. */
    static void outer(
            double[] zbar,
            int out,
            double[] a,
            int in,
            int coefficients,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count) {
        int i = 0;
        for (; i + 2 <= out; i += 2) {
            int j = 0;
            int target = (jOffset + i * in) * rowLength + row;
            for (; j + 4 <= in; j += 4, target += 4 * rowLength) {
                for (int p = 0; p < count; p += L) {
                    block2x4(
                            zbar,
                            i * POINTS + p,
                            out,
                            a,
                            j * POINTS + p,
                            in,
                            coefficients,
                            jt,
                            target + p,
                            rowLength,
                            Math.min(L, count - p));
                }
            }
            for (; j < in; j++, target += rowLength) {
                row(zbar, i, out, a, j, in, coefficients, jt, target, count);
                row(zbar, i + 1, out, a, j, in, coefficients, jt, target + in * rowLength, count);
            }
        }
        for (; i < out; i++) {
            for (int j = 0; j < in; j++) {
                row(zbar, i, out, a, j, in, coefficients, jt, (jOffset + i * in + j) * rowLength + row, count);
            }
        }
    }

    private static void row(
            double[] zbar,
            int i,
            int out,
            double[] a,
            int j,
            int in,
            int coefficients,
            double[] jt,
            int target,
            int count) {
        for (int p = 0; p < count; p += L) {
            single(
                    zbar,
                    i * POINTS + p,
                    out,
                    a,
                    j * POINTS + p,
                    in,
                    coefficients,
                    jt,
                    target + p,
                    Math.min(L, count - p));
        }
    }

    private static void block2x4(
            double[] zbar,
            int z0,
            int out,
            double[] a,
            int a0,
            int in,
            int coefficients,
            double[] jt,
            int at,
            int rowLength,
            int width) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s12 = s00;
        DoubleVector s13 = s00;
        for (int k = 0; k < coefficients; k++) {
            int zi = z0 + k * out * POINTS;
            int aj = a0 + k * in * POINTS;
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
        int next = at + in * rowLength;
        if (width == L) {
            s00.intoArray(jt, at);
            s01.intoArray(jt, at + rowLength);
            s02.intoArray(jt, at + 2 * rowLength);
            s03.intoArray(jt, at + 3 * rowLength);
            s10.intoArray(jt, next);
            s11.intoArray(jt, next + rowLength);
            s12.intoArray(jt, next + 2 * rowLength);
            s13.intoArray(jt, next + 3 * rowLength);
        } else {
            store(s00, jt, at, width);
            store(s01, jt, at + rowLength, width);
            store(s02, jt, at + 2 * rowLength, width);
            store(s03, jt, at + 3 * rowLength, width);
            store(s10, jt, next, width);
            store(s11, jt, next + rowLength, width);
            store(s12, jt, next + 2 * rowLength, width);
            store(s13, jt, next + 3 * rowLength, width);
        }
    }

    private static void single(
            double[] zbar,
            int z0,
            int out,
            double[] a,
            int a0,
            int in,
            int coefficients,
            double[] jt,
            int at,
            int width) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int k = 0; k < coefficients; k++) {
            sum = DoubleVector.fromArray(S, zbar, z0 + k * out * POINTS)
                    .fma(DoubleVector.fromArray(S, a, a0 + k * in * POINTS), sum);
        }
        store(sum, jt, at, width);
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
}
