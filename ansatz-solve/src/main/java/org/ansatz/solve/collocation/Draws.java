package org.ansatz.solve.collocation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random streams by place in the run (which fit, which step), not by how many numbers were drawn before: a resumed run
 * draws what an uninterrupted one would have drawn.
 */
record Draws(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    RandomGenerator at(long fit, long step) {
        return new SplittableRandom(mix(mix(mix(seed) + fit) + step));
    }

    /** Finaliser of splitmix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long z) {
        long a = z + GOLDEN;
        a = (a ^ (a >>> 30)) * 0xBF58476D1CE4E5B9L;
        a = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return a ^ (a >>> 31);
    }
}
