package org.ansatz.tensor.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ansatz.tensor.kernel.TileOps.JetTable;

/** The series of sine and cosine on tiles [coefficient][unit][point]: {@code y' = s z'}, {@code s' = -y z'}. */
final class VectorSine {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static final double TWO_OVER_PI = 0.6366197723675814;
    // pi / 2 in two parts, which hold 106 bits of it: with fused multiply-add the reduction below errs by less than
    // 1e-16 up to LARGEST.
    private static final double HALF_PI_1 = 1.5707963267948966;
    private static final double HALF_PI_2 = 6.123233995736766e-17;
    private static final double LARGEST = 1e5;
    // Adding it rounds to an integer that then stands in the low bits of the mantissa.
    private static final double ROUND = 0x1.8p52;

    private VectorSine() {}

    /** Panels of {@code panel} entries, a multiple of a register. */
    static void series(JetTable t, int panel, double[] z, double[] y, double[] s) {
        values(panel, z, y, s);
        for (int k = 1; k < t.size; k++) {
            int first = t.compositionStart[k];
            int end = t.compositionStart[k + 1];
            for (int at = 0; at < panel; at += 2 * L) {
                DoubleVector y0 = DoubleVector.zero(S);
                DoubleVector y1 = y0;
                DoubleVector s0 = y0;
                DoubleVector s1 = y0;
                for (int e = first; e < end; e++) {
                    int i = at + t.compositionArgument[e] * panel;
                    int j = at + t.compositionSlope[e] * panel;
                    DoubleVector factor = DoubleVector.broadcast(S, t.compositionFactor[e]);
                    DoubleVector z0 = factor.mul(DoubleVector.fromArray(S, z, i));
                    DoubleVector z1 = factor.mul(DoubleVector.fromArray(S, z, i + L));
                    y0 = z0.fma(DoubleVector.fromArray(S, s, j), y0);
                    y1 = z1.fma(DoubleVector.fromArray(S, s, j + L), y1);
                    s0 = z0.fma(DoubleVector.fromArray(S, y, j), s0);
                    s1 = z1.fma(DoubleVector.fromArray(S, y, j + L), s1);
                }
                y0.intoArray(y, at + k * panel);
                y1.intoArray(y, at + k * panel + L);
                s0.neg().intoArray(s, at + k * panel);
                s1.neg().intoArray(s, at + k * panel + L);
            }
        }
    }

    /**
     * Both functions to an absolute error below 4e-16: reduction to [-pi/4, pi/4] and Taylor polynomials of degree 15 and
     * 16 there. Registers with an argument beyond {@link #LARGEST} are left to {@link Math}.
     */
    private static void values(int panel, double[] z, double[] y, double[] s) {
        for (int at = 0; at < panel; at += L) {
            DoubleVector x = DoubleVector.fromArray(S, z, at);
            if (!x.abs().compare(VectorOperators.LE, LARGEST).allTrue()) {
                for (int i = at; i < at + L; i++) {
                    y[i] = Math.sin(z[i]);
                    s[i] = Math.cos(z[i]);
                }
                continue;
            }
            DoubleVector shifted = x.fma(DoubleVector.broadcast(S, TWO_OVER_PI), DoubleVector.broadcast(S, ROUND));
            DoubleVector n = shifted.sub(ROUND);
            DoubleVector r =
                    n.fma(DoubleVector.broadcast(S, -HALF_PI_2), n.fma(DoubleVector.broadcast(S, -HALF_PI_1), x));
            DoubleVector r2 = r.mul(r);
            DoubleVector sine = sine(r, r2);
            DoubleVector cosine = cosine(r2);
            LongVector quadrant = shifted.reinterpretAsLongs();
            VectorMask<Double> odd =
                    quadrant.and(1).compare(VectorOperators.NE, 0).cast(S);
            LongVector sineSign = quadrant.and(2).lanewise(VectorOperators.LSHL, 62);
            LongVector cosineSign = quadrant.add(1).and(2).lanewise(VectorOperators.LSHL, 62);
            signed(sine.blend(cosine, odd), sineSign).intoArray(y, at);
            signed(cosine.blend(sine, odd), cosineSign).intoArray(s, at);
        }
    }

    private static DoubleVector signed(DoubleVector value, LongVector sign) {
        return value.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    private static DoubleVector sine(DoubleVector r, DoubleVector r2) {
        DoubleVector p = r2.fma(broadcast(-1.0 / 1307674368000.0), broadcast(1.0 / 6227020800.0));
        p = p.fma(r2, broadcast(-1.0 / 39916800));
        p = p.fma(r2, broadcast(1.0 / 362880));
        p = p.fma(r2, broadcast(-1.0 / 5040));
        p = p.fma(r2, broadcast(1.0 / 120));
        p = p.fma(r2, broadcast(-1.0 / 6));
        return p.mul(r2).fma(r, r);
    }

    private static DoubleVector cosine(DoubleVector r2) {
        DoubleVector p = r2.fma(broadcast(1.0 / 20922789888000.0), broadcast(-1.0 / 87178291200.0));
        p = p.fma(r2, broadcast(1.0 / 479001600));
        p = p.fma(r2, broadcast(-1.0 / 3628800));
        p = p.fma(r2, broadcast(1.0 / 40320));
        p = p.fma(r2, broadcast(-1.0 / 720));
        p = p.fma(r2, broadcast(1.0 / 24));
        p = p.fma(r2, broadcast(-0.5));
        return p.fma(r2, broadcast(1));
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(S, value);
    }
}
