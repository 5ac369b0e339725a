package org.ansatz.physics.report;

import java.util.Arrays;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;

/**
 * A product grid over all inputs of a problem, row-major with the first input slowest.
 *
 * @param axes nodes by input
 */
record Grid(double[][] axes) {
    private static final int LINE = 1001;
    private static final int PLANE = 201;
    // With three or more inputs: nodes along space by its dimension, along time, along a ranging parameter.
    private static final int[] SPACE = {1, 101, 101, 41, 11};
    private static final int TIMES = 21;
    private static final int RANGING = 11;
    private static final int FEWEST = 5;
    private static final int LARGEST = 300_000;

    /** Evenly spaced nodes, ends included; as many as a picture needs, at most 300,000 where five an axis allow it. */
    static Grid over(Problem problem) {
        int d = problem.dimension();
        int[] counts = new int[d];
        for (int i = 0; i < d; i++) {
            counts[i] = d == 1
                    ? LINE
                    : d == 2
                            ? PLANE
                            : switch (problem.inputs().get(i).kind()) {
                                case SPACE ->
                                    SPACE[Math.min(problem.spaceIndices().size(), SPACE.length - 1)];
                                case TIME -> TIMES;
                                case RANGING -> RANGING;
                            };
        }
        while (size(counts) > LARGEST && Arrays.stream(counts).anyMatch(c -> c > FEWEST)) {
            for (int i = 0; i < d; i++) {
                counts[i] = Math.max(FEWEST, counts[i] - (counts[i] + 9) / 10);
            }
        }
        double[][] axes = new double[d][];
        for (int i = 0; i < d; i++) {
            axes[i] = nodes(problem.inputs().get(i).interval(), counts[i]);
        }
        return new Grid(axes);
    }

    private static double size(int[] counts) {
        return Arrays.stream(counts).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    static double[] nodes(Interval interval, int n) {
        double[] nodes = new double[n];
        for (int k = 0; k < n; k++) {
            nodes[k] = interval.min() + interval.length() * k / (n - 1);
        }
        nodes[n - 1] = interval.max();
        return nodes;
    }

    long[] shape() {
        return Arrays.stream(axes).mapToLong(a -> a.length).toArray();
    }

    /** All nodes, [inputs][n]. */
    double[][] points() {
        return product(axes);
    }

    static double[][] product(double[][] axes) {
        int n = 1;
        for (double[] axis : axes) {
            n = Math.multiplyExact(n, axis.length);
        }
        double[][] points = new double[axes.length][n];
        int inner = n;
        for (int i = 0; i < axes.length; i++) {
            inner /= axes[i].length;
            for (int p = 0; p < n; p++) {
                points[i][p] = axes[i][p / inner % axes[i].length];
            }
        }
        return points;
    }

    /** Whether each of the points [inputs][n] lies in the domain. */
    static boolean[] inside(Domain domain, double[][] points) {
        boolean[] inside = new boolean[points[0].length];
        for (int p = 0; p < inside.length; p++) {
            inside[p] = domain.contains(point(points, p));
        }
        return inside;
    }

    static double[] point(double[][] points, int p) {
        double[] point = new double[points.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = points[i][p];
        }
        return point;
    }
}
