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
        for (int i = 0; i < out; i++) {
            int j = 0;
            int target = (jOffset + i * in) * rowLength + row;
            for (; j + 4 <= in; j += 4, target += 4 * rowLength) {
                for (int p = 0; p < count; p += L) {
                    block1x4(
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
        }
    }

    private static void block1x4(
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
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int k = 0; k < coefficients; k++) {
            int aj = a0 + k * in * POINTS;
            DoubleVector x = DoubleVector.fromArray(S, zbar, z0 + k * out * POINTS);
            s0 = x.fma(DoubleVector.fromArray(S, a, aj), s0);
            s1 = x.fma(DoubleVector.fromArray(S, a, aj + POINTS), s1);
            s2 = x.fma(DoubleVector.fromArray(S, a, aj + 2 * POINTS), s2);
            s3 = x.fma(DoubleVector.fromArray(S, a, aj + 3 * POINTS), s3);
        }
        store(s0, jt, at, width);
        store(s1, jt, at + rowLength, width);
        store(s2, jt, at + 2 * rowLength, width);
        store(s3, jt, at + 3 * rowLength, width);
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
