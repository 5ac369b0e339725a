package org.ansatz.dynamics.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.special.Gamma;

/** Comparisons of samples by rank. */
public final class RankTests {
    private RankTests() {}

    /** A statistic and the probability of one as large if all samples had one distribution. */
    public record Outcome(double statistic, double probability) {}

    /**
     * Kruskal and Wallis's H with the correction for ties; its probability is that of chi-squared with one degree of freedom
     * less than groups.
     *
     * @throws IllegalArgumentException for fewer than two groups, an empty one, or values that are all equal
     */
    public static Outcome kruskalWallis(List<double[]> groups) {
        if (groups.size() < 2 || groups.stream().anyMatch(group -> group.length == 0)) {
            throw new IllegalArgumentException("needs two groups or more, none empty");
        }
        double[] all = groups.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double n = all.length;
        double sum = 0;
        for (double[] group : groups) {
            double ranks = 0;
            for (double value : group) {
                ranks += 0.5 * (below(all, value) + notAbove(all, value) + 1);
            }
            sum += ranks * ranks / group.length;
        }
        double ties = 0;
        for (int i = 0; i < all.length; ) {
            int end = notAbove(all, all[i]);
            double t = end - i;
            ties += t * t * t - t;
            i = end;
        }
        double correction = 1 - ties / (n * n * n - n);
        if (!(correction > 0)) {
            throw new IllegalArgumentException("all values are equal");
        }
        double h = (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / correction;
        return new Outcome(h, Gamma.regularizedGammaQ(0.5 * (groups.size() - 1), 0.5 * Math.max(h, 0)));
    }

    /** Cliff's delta, {@code P(a > b) - P(a < b)}. */
    public static double cliffsDelta(double[] a, double[] b) {
        double[] sorted = b.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : a) {
            sum += below(sorted, value) - (double) (sorted.length - notAbove(sorted, value));
        }
        return sum / ((double) a.length * b.length);
    }

    /** Romano's words for Cliff's delta, with the thresholds 0.147, 0.33, 0.474. */
    public static String magnitude(double delta) {
        double size = Math.abs(delta);
        return size < 0.147 ? "negligible" : size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
    }

    /**
     * Values drawn without replacement.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public static double[] draw(double[] values, int count, SplittableRandom random) {
        if (count > values.length) {
            throw new IllegalArgumentException("cannot draw " + count + " of " + values.length + " values");
        }
        double[] pool = values.clone();
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, pool.length);
            double swap = pool[i];
            pool[i] = pool[other];
            pool[other] = swap;
        }
        return Arrays.copyOf(pool, count);
    }

    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int notAbove(double[] sorted, double value) {
        return below(sorted, Math.nextUp(value));
    }
}
