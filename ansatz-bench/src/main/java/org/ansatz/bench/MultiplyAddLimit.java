package org.ansatz.bench;

import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Nothing but fused multiply-adds in registers: what the processor can do at most. */
final class MultiplyAddLimit {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int CHAINS = 10;

    private MultiplyAddLimit() {}

    /** Does so many floating-point operations in double, a multiply-add counting as two, spread over threads. */
    static double run(double flops, int threads) {
        long rounds = Math.round(flops / threads / (2.0 * CHAINS * S.length()));
        return IntStream.range(0, threads)
                .parallel()
                .mapToDouble(thread -> chains((int) rounds))
                .sum();
    }

    private static double chains(int rounds) {
        DoubleVector a = DoubleVector.broadcast(S, 0.999999);
        DoubleVector b = DoubleVector.broadcast(S, 1e-9);
        DoubleVector s0 = b;
        DoubleVector s1 = b;
        DoubleVector s2 = b;
        DoubleVector s3 = b;
        DoubleVector s4 = b;
        DoubleVector s5 = b;
        DoubleVector s6 = b;
        DoubleVector s7 = b;
        DoubleVector s8 = b;
        DoubleVector s9 = b;
        for (int i = 0; i < rounds; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
        }
        DoubleVector sum = s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9);
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
