package org.ansatz.lowrank.chebyshev;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ansatz.physics.problem.Interval;
import org.ansatz.tensor.RandomStream;

/**
 * Numbers of points that a tolerance needs. Along single lines the number is doubled until the last coefficients are small, and then
 * cut to where they become small, so that the full grid is sampled once, or a few times if the lines missed something.
 */
final class AdaptivePoints {
    private static final int FIRST = 17;
    private static final int LARGEST = 1025;
    /** Lines per axis, through the middle of the box and through random places. */
    private static final int LINES = 24;

    private static final double GROWTH = 1.5;
    /** Coefficients of single lines must be below this share of the tolerance: there are many of them in the sum. */
    private static final double SHARE = 0.1;

    private final List<Interval> domain;
    private final double tolerance;
    private long samples;

    AdaptivePoints(List<Interval> domain, double tolerance) {
        this.domain = domain;
        this.tolerance = tolerance;
    }

    void count(long values) {
        samples += values;
    }

    long samples() {
        return samples;
    }

    /** Points per axis for a function, from lines. */
    int[] alongLines(ToDoubleFunction<double[]> function) {
        int[] points = new int[domain.size()];
        for (int k = 0; k < points.length; k++) {
            points[k] = alongLines(function, k);
        }
        return points;
    }

    private int alongLines(ToDoubleFunction<double[]> function, int axis) {
        int n = FIRST;
        while (true) {
            RandomStream random = RandomStream.seeded(axis);
            double[] envelope = new double[n];
            ChebyshevAxis line = new ChebyshevAxis(domain.get(axis), n);
            for (int l = 0; l < LINES; l++) {
                double[] point = place(l, random);
                double[] coefficients = ChebyshevSeries.interpolating(
                                x -> {
                                    point[axis] = x;
                                    return NodeGrid.finite(function, point);
                                },
                                line)
                        .coefficients();
                samples += n;
                for (int k = 0; k < n; k++) {
                    envelope[k] = Math.max(envelope[k], Math.abs(coefficients[k]));
                }
            }
            int needed = needed(envelope);
            if (needed < n || n >= LARGEST) {
                return needed;
            }
            n = 2 * n - 1;
        }
    }

    private double[] place(int line, RandomStream random) {
        double[] point = new double[domain.size()];
        Arrays.setAll(
                point,
                k -> line == 0
                        ? domain.get(k).middle()
                        : domain.get(k).min() + domain.get(k).length() * random.uniform());
        return point;
    }

    /** How many coefficients are not small; the last two must be, for even and odd parts fall separately. */
    private int needed(double[] envelope) {
        double small = SHARE * tolerance * Arrays.stream(envelope).max().orElse(0);
        int needed = envelope.length;
        while (needed > 2 && envelope[needed - 1] <= small) {
            needed--;
        }
        needed += 2;
        while (!ChebyshevTransform.smooth(needed - 1)) {
            needed++;
        }
        return Math.min(envelope.length, needed);
    }

    /** More points where the tails are above the tolerance and more are allowed; the same array's numbers otherwise. */
    int[] more(int[] points, double[] tails) {
        int[] more = points.clone();
        for (int k = 0; k < more.length; k++) {
            if (tails[k] > tolerance) {
                more[k] = Math.min(Math.max(points[k], LARGEST), (int) Math.ceil(GROWTH * points[k]));
            }
        }
        return more;
    }

    /** Points per axis for Gaussians: every one must be resolved relative to the largest weight. */
    int[] ofGaussians(ParticlePotential potential) {
        int[] points = new int[domain.size()];
        for (int axis = 0; axis < points.length; axis++) {
            int n = FIRST;
            int needed = ofGaussians(potential, axis, n);
            while (needed >= n && n < LARGEST) {
                n = 2 * n - 1;
                needed = ofGaussians(potential, axis, n);
            }
            points[axis] = needed;
        }
        return points;
    }

    private int ofGaussians(ParticlePotential potential, int axis, int n) {
        ChebyshevAxis line = new ChebyshevAxis(domain.get(axis), n);
        int terms = potential.kernel().terms();
        double[] envelope = new double[n];
        for (int nu = 0; nu < potential.charges().length; nu++) {
            double[] rows = potential.coefficients(line, axis, nu, nu + 1);
            for (int r = 0; r < terms; r++) {
                double weight =
                        Math.abs(potential.charges()[nu] * potential.kernel().weights()[r]);
                for (int k = 0; k < n; k++) {
                    envelope[k] = Math.max(envelope[k], weight * Math.abs(rows[r * n + k]));
                }
            }
        }
        return needed(envelope);
    }
}
