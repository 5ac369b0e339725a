package org.ansatz.lowrank;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * Ranks for a number of parameters that is a given fraction f of the dense tensor's (arXiv 2310.00120 and the rules of
 * tensorly-torch), and the largest ranks that make sense.
 */
public final class RankRule {
    private static final int BISECTIONS = 200;

    private RankRule() {}

    /** CP: {@code R = round(f prod I / sum I)}, at least 1; the weights are not counted. */
    public static long canonical(long[] shape, double fraction) {
        check(shape, fraction);
        double rank = fraction * product(shape) / Arrays.stream(shape).sum();
        return Math.max(1, Math.min(Math.round(rank), largestCanonical(shape)));
    }

    /** Tucker: {@code R_k = round(x I_k)}, at least 1, where x solves {@code prod(I) x^n + x sum I^2 = f prod(I)}. */
    public static long[] tucker(long[] shape, double fraction) {
        return tucker(shape, fraction, Set.of());
    }

    /**
     * The same with modes that are not factorised: they keep {@code R_k = I_k} without a matrix, the others have {@code R_k =
     * round(x I_k)} with {@code prod(I) x^m + x sum I^2 = f prod(I)}, m and the sum over the others.
     *
     * @throws InvalidProblem if a mode is not one of the tensor's, or none is left
     */
    public static long[] tucker(long[] shape, double fraction, Set<Integer> fixed) {
        check(shape, fraction);
        if (fixed.size() >= shape.length || fixed.stream().anyMatch(k -> k < 0 || k >= shape.length)) {
            throw new InvalidProblem("fixed modes " + new TreeSet<>(fixed) + " must be some of the modes 0 to "
                    + (shape.length - 1) + " of a tensor of shape " + Arrays.toString(shape) + ", not all");
        }
        double dense = product(shape);
        double squares = IntStream.range(0, shape.length)
                .filter(k -> !fixed.contains(k))
                .mapToDouble(k -> (double) shape[k] * shape[k])
                .sum();
        int factorised = shape.length - fixed.size();
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double x = 0.5 * (low + high);
            if (dense * Math.pow(x, factorised) + x * squares < fraction * dense) {
                low = x;
            } else {
                high = x;
            }
        }
        double share = 0.5 * (low + high);
        long[] largest = largestTucker(shape);
        long[] ranks = new long[shape.length];
        Arrays.setAll(
                ranks,
                k -> fixed.contains(k) ? shape[k] : Math.max(1, Math.min(Math.round(share * shape[k]), largest[k])));
        return ranks;
    }

    /**
     * Tensor train: one inner rank r that solves {@code (I_1 + I_n) r + r^2 (I_2 + .. + I_{n-1}) = f prod I}, rounded, at least 1
     * and at each cut at most the largest that is possible there.
     *
     * @return n + 1 ranks, first and last 1
     */
    public static long[] tensorTrain(long[] shape, double fraction) {
        check(shape, fraction);
        int n = shape.length;
        long[] ranks = largestTrain(shape);
        if (n == 1) {
            return ranks;
        }
        double linear = shape[0] + shape[n - 1];
        double quadratic = Arrays.stream(shape, 1, n - 1).sum();
        double target = fraction * product(shape);
        // The positive root, in the form that holds for a vanishing quadratic term too.
        double root = 2 * target / (linear + Math.sqrt(linear * linear + 4 * quadratic * target));
        for (int k = 1; k < n; k++) {
            ranks[k] = Math.max(1, Math.min(Math.round(root), ranks[k]));
        }
        return ranks;
    }

    /** The rank with which CP holds every tensor of the shape: the product of all sizes but the largest. */
    public static long largestCanonical(long[] shape) {
        Modes.checkShape("ranks", shape);
        return Math.round(product(shape) / Arrays.stream(shape).max().orElseThrow());
    }

    /** Tucker ranks above the product of the other sizes, or above the mode's own size, add nothing. */
    public static long[] largestTucker(long[] shape) {
        Modes.checkShape("ranks", shape);
        long[] ranks = new long[shape.length];
        Arrays.setAll(ranks, k -> shape.length == 1 ? 1 : Math.min(shape[k], Math.round(product(shape) / shape[k])));
        return ranks;
    }

    /** Ranks of a train above the number of rows or columns at a cut add nothing; n + 1 numbers. */
    public static long[] largestTrain(long[] shape) {
        Modes.checkShape("ranks", shape);
        long[] ranks = new long[shape.length + 1];
        ranks[0] = 1;
        for (int k = 1; k <= shape.length; k++) {
            double left = product(Arrays.copyOf(shape, k));
            double right = product(Arrays.copyOfRange(shape, k, shape.length));
            ranks[k] = Math.round(Math.min(left, right));
        }
        return ranks;
    }

    static void checkCanonical(long[] shape, long rank) {
        if (rank < 1 || rank > largestCanonical(shape)) {
            throw new InvalidProblem("rank " + rank + " of a canonical tensor of shape " + Arrays.toString(shape)
                    + " must be from 1 to " + largestCanonical(shape));
        }
    }

    static void checkTucker(long[] shape, long[] ranks) {
        boolean fits = ranks.length == shape.length;
        for (int k = 0; fits && k < ranks.length; k++) {
            fits = ranks[k] >= 1 && ranks[k] <= shape[k];
        }
        if (!fits) {
            throw new InvalidProblem("ranks " + Arrays.toString(ranks) + " of a Tucker tensor of shape "
                    + Arrays.toString(shape) + " must be from 1 to the size of each mode");
        }
    }

    static void checkTrain(long[] shape, long[] ranks) {
        long[] largest = largestTrain(shape);
        boolean fits = ranks.length == largest.length;
        for (int k = 0; fits && k < ranks.length; k++) {
            fits = ranks[k] >= 1 && ranks[k] <= largest[k];
        }
        if (!fits) {
            throw new InvalidProblem("ranks " + Arrays.toString(ranks) + " of a tensor train of shape "
                    + Arrays.toString(shape) + " must be from 1 to " + Arrays.toString(largest));
        }
    }

    private static void check(long[] shape, double fraction) {
        Modes.checkShape("ranks", shape);
        if (!(fraction > 0 && fraction <= 1)) {
            throw new InvalidProblem("the fraction of parameters must be above 0 and at most 1, given " + fraction);
        }
    }

    private static double product(long[] sizes) {
        return LongStream.of(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
}
