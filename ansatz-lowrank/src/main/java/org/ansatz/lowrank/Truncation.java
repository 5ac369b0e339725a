package org.ansatz.lowrank;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;

/** How many singular values are kept. */
sealed interface Truncation {
    /** Below this, rounding decides what a singular value is. */
    double SMALLEST_TOLERANCE = 1e-15;

    /** The rank for singular values of the k-th unfolding, which descend; at least 1. */
    int rank(double[] singularValues, int k);

    /** Discards while the root of the sum of squares of what is discarded stays at or below a threshold. */
    record Threshold(double absolute) implements Truncation {
        @Override
        public int rank(double[] singularValues, int k) {
            double tail = 0;
            int rank = singularValues.length;
            while (rank > 1) {
                tail += singularValues[rank - 1] * singularValues[rank - 1];
                if (Math.sqrt(tail) > absolute) {
                    break;
                }
                rank--;
            }
            return rank;
        }
    }

    /** Keeps given numbers, or all where there are fewer. */
    record Fixed(long[] ranks) implements Truncation {
        @Override
        public int rank(double[] singularValues, int k) {
            return (int) Math.min(ranks[k], singularValues.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fixed fixed && Arrays.equals(ranks, fixed.ranks);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ranks);
        }
    }

    static void checkTolerance(double tolerance) {
        if (!(tolerance >= SMALLEST_TOLERANCE && tolerance < 1)) {
            throw new InvalidProblem("the relative tolerance must be from " + SMALLEST_TOLERANCE
                    + " (double precision) to below 1, given " + tolerance);
        }
    }
}
