package org.ansatz.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ansatz.tensor.kernel.TileOps.JetTable;

/**
 * The algebra of series on tiles [coefficient][unit][point]. Four registers of points at a time share the walk through
 * the table of terms.
 */
final class VectorSeries {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static final double LOG2_E = 1.4426950408889634;
    // ln 2 split in two so that n ln 2 is exact (Cody and Waite).
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    // Adding it rounds to an integer that then stands in the low bits of the mantissa.
    private static final double ROUND = 0x1.8p52;

    private VectorSeries() {}

    /** Series of {@code y = tanh(z)} and {@code s = 1 - y^2}; panels of {@code panel} entries, a multiple of four registers. */
    static void tanh(JetTable t, int panel, double[] z, double[] y, double[] s) {
        values(panel, z, y, s);
        for (int k = 1; k < t.size; k++) {
            compose(t, k, panel, z, y, s);
            square(t, k, panel, y, s);
        }
    }

    /** {@code tanh(x) = 1 - 2 / (exp(2 x) + 1)}, absolute error below 3e-16. */
    private static void values(int panel, double[] z, double[] y, double[] s) {
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        for (int at = 0; at < panel; at += L) {
            DoubleVector x = DoubleVector.fromArray(S, z, at);
            DoubleVector e = exp(x.add(x).min(44).max(-44));
            DoubleVector value = one.sub(DoubleVector.broadcast(S, 2.0).div(e.add(one)));
            value.intoArray(y, at);
            one.sub(value.mul(value)).intoArray(s, at);
        }
    }

    /** {@code y = exp(z)} of {@code n} numbers, a multiple of a register. */
    static void exp(double[] z, double[] y, int n) {
        for (int at = 0; at < n; at += L) {
            exp(DoubleVector.fromArray(S, z, at)).intoArray(y, at);
        }
    }

    /**
     * The exponential by range reduction and its Taylor polynomial of degree 12 on [-ln 2 / 2, ln 2 / 2], by Estrin's
     * scheme for short dependency chains.
     */
    private static DoubleVector exp(DoubleVector t) {
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector shifted = t.fma(DoubleVector.broadcast(S, LOG2_E), DoubleVector.broadcast(S, ROUND));
        DoubleVector n = shifted.sub(ROUND);
        DoubleVector r = n.fma(DoubleVector.broadcast(S, -LN2_LOW), n.fma(DoubleVector.broadcast(S, -LN2_HIGH), t));
        DoubleVector r2 = r.mul(r);
        DoubleVector p01 = r.add(one);
        DoubleVector p23 = r.fma(DoubleVector.broadcast(S, 1.0 / 6), DoubleVector.broadcast(S, 0.5));
        DoubleVector p45 = r.fma(DoubleVector.broadcast(S, 1.0 / 120), DoubleVector.broadcast(S, 1.0 / 24));
        DoubleVector p67 = r.fma(DoubleVector.broadcast(S, 1.0 / 5040), DoubleVector.broadcast(S, 1.0 / 720));
        DoubleVector p89 = r.fma(DoubleVector.broadcast(S, 1.0 / 362880), DoubleVector.broadcast(S, 1.0 / 40320));
        DoubleVector pab = r.fma(DoubleVector.broadcast(S, 1.0 / 39916800), DoubleVector.broadcast(S, 1.0 / 3628800));
        DoubleVector r4 = r2.mul(r2);
        DoubleVector q0 = p23.fma(r2, p01);
        DoubleVector q1 = p67.fma(r2, p45);
        DoubleVector q2 = r4.fma(DoubleVector.broadcast(S, 1.0 / 479001600), pab.fma(r2, p89));
        DoubleVector e = q2.fma(r4, q1).fma(r4, q0);
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return e.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }

    private static void compose(JetTable t, int k, int panel, double[] z, double[] y, double[] s) {
        int first = t.compositionStart[k];
        int end = t.compositionStart[k + 1];
        for (int at = 0; at < panel; at += 4 * L) {
            DoubleVector s0 = DoubleVector.zero(S);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            for (int e = first; e < end; e++) {
                int i = at + t.compositionArgument[e] * panel;
                int j = at + t.compositionSlope[e] * panel;
                DoubleVector factor = DoubleVector.broadcast(S, t.compositionFactor[e]);
                s0 = factor.mul(DoubleVector.fromArray(S, z, i)).fma(DoubleVector.fromArray(S, s, j), s0);
                s1 = factor.mul(DoubleVector.fromArray(S, z, i + L)).fma(DoubleVector.fromArray(S, s, j + L), s1);
                s2 = factor.mul(DoubleVector.fromArray(S, z, i + 2 * L))
                        .fma(DoubleVector.fromArray(S, s, j + 2 * L), s2);
                s3 = factor.mul(DoubleVector.fromArray(S, z, i + 3 * L))
                        .fma(DoubleVector.fromArray(S, s, j + 3 * L), s3);
            }
            s0.intoArray(y, at + k * panel);
            s1.intoArray(y, at + k * panel + L);
            s2.intoArray(y, at + k * panel + 2 * L);
            s3.intoArray(y, at + k * panel + 3 * L);
        }
    }

    private static void square(JetTable t, int k, int panel, double[] y, double[] s) {
        int first = t.productStart[k];
        int end = t.productStart[k + 1];
        for (int at = 0; at < panel; at += 4 * L) {
            DoubleVector s0 = DoubleVector.zero(S);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            for (int e = first; e < end; e++) {
                int i = at + t.productLeft[e] * panel;
                int j = at + t.productRight[e] * panel;
                s0 = DoubleVector.fromArray(S, y, i).fma(DoubleVector.fromArray(S, y, j), s0);
                s1 = DoubleVector.fromArray(S, y, i + L).fma(DoubleVector.fromArray(S, y, j + L), s1);
                s2 = DoubleVector.fromArray(S, y, i + 2 * L).fma(DoubleVector.fromArray(S, y, j + 2 * L), s2);
                s3 = DoubleVector.fromArray(S, y, i + 3 * L).fma(DoubleVector.fromArray(S, y, j + 3 * L), s3);
            }
            s0.neg().intoArray(s, at + k * panel);
            s1.neg().intoArray(s, at + k * panel + L);
            s2.neg().intoArray(s, at + k * panel + 2 * L);
            s3.neg().intoArray(s, at + k * panel + 3 * L);
        }
    }

    /**
     * {@code out_k (+)= sum f_left g_right} over the terms {@code start[k] <= e < start[k + 1]} of each coefficient.
     */
    static void convolve(
            int size,
            int[] start,
            int[] left,
            int[] right,
            int panel,
            double[] f,
            double[] g,
            double[] out,
            boolean add) {
        for (int k = 0; k < size; k++) {
            int first = start[k];
            int end = start[k + 1];
            for (int at = 0; at < panel; at += 4 * L) {
                int target = at + k * panel;
                DoubleVector s0 = DoubleVector.zero(S);
                DoubleVector s1 = s0;
                DoubleVector s2 = s0;
                DoubleVector s3 = s0;
                if (add) {
                    s0 = DoubleVector.fromArray(S, out, target);
                    s1 = DoubleVector.fromArray(S, out, target + L);
                    s2 = DoubleVector.fromArray(S, out, target + 2 * L);
                    s3 = DoubleVector.fromArray(S, out, target + 3 * L);
                }
                for (int e = first; e < end; e++) {
                    int i = at + left[e] * panel;
                    int j = at + right[e] * panel;
                    s0 = DoubleVector.fromArray(S, f, i).fma(DoubleVector.fromArray(S, g, j), s0);
                    s1 = DoubleVector.fromArray(S, f, i + L).fma(DoubleVector.fromArray(S, g, j + L), s1);
                    s2 = DoubleVector.fromArray(S, f, i + 2 * L).fma(DoubleVector.fromArray(S, g, j + 2 * L), s2);
                    s3 = DoubleVector.fromArray(S, f, i + 3 * L).fma(DoubleVector.fromArray(S, g, j + 3 * L), s3);
                }
                s0.intoArray(out, target);
                s1.intoArray(out, target + L);
                s2.intoArray(out, target + 2 * L);
                s3.intoArray(out, target + 3 * L);
            }
        }
    }
}
