package org.ansatz.physics.report;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;

/**
 * How a problem is looked at: one input along a curve or two spanning a map, and snapshots along another; what is left
 * stays in the middle.
 *
 * @param horizontal input along the abscissa
 * @param vertical input along the ordinate, or -1 for curves
 * @param varied input that differs from snapshot to snapshot, or -1
 * @param stations its values
 */
record View(Problem problem, int horizontal, int vertical, int varied, double[] stations) {
    private static final double[] TIMES = {0, 1 / 3.0, 2 / 3.0, 1};
    private static final double[] RANGING = {0, 0.5, 1};
    private static final double[] DEPTHS = {0.25, 0.5, 0.75};

    static View of(Problem problem) {
        List<Integer> order = new ArrayList<>();
        List<Integer> space = problem.spaceIndices();
        // Space over time is drawn with time running to the right; a plane is drawn as it lies.
        if (space.size() >= 2) {
            order.addAll(space.subList(0, 2));
        } else {
            problem.timeIndex().ifPresent(order::add);
            order.addAll(space);
        }
        problem.timeIndex().filter(t -> !order.contains(t)).ifPresent(order::add);
        for (int i = 0; i < problem.dimension(); i++) {
            if (!order.contains(i)) {
                order.add(i);
            }
        }
        int vertical = order.size() > 1 ? order.get(1) : -1;
        int varied = order.size() > 2 ? order.get(2) : -1;
        return new View(
                problem, order.get(0), vertical, varied, varied < 0 ? new double[1] : stations(problem, varied));
    }

    private static double[] stations(Problem problem, int input) {
        double[] shares =
                switch (problem.inputs().get(input).kind()) {
                    case TIME -> TIMES;
                    case RANGING -> RANGING;
                    case SPACE -> DEPTHS;
                };
        Interval interval = problem.inputs().get(input).interval();
        double[] values = new double[shares.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = interval.min() + shares[k] * interval.length();
        }
        return values;
    }

    boolean isCurve() {
        return vertical < 0;
    }

    boolean isPlane() {
        return vertical >= 0 && kind(horizontal) == Input.Kind.SPACE && kind(vertical) == Input.Kind.SPACE;
    }

    private Input.Kind kind(int input) {
        return problem.inputs().get(input).kind();
    }

    String name(int input) {
        return problem.inputNames().get(input);
    }

    Interval interval(int input) {
        return problem.inputs().get(input).interval();
    }

    /** What distinguishes a snapshot, such as {@code t = 0.5}; empty if there is only one. */
    String station(int k) {
        return varied < 0 ? "" : name(varied) + " = " + Ticks.label(stations[k]);
    }

    /** What stays in the middle, such as {@code z = 0}; empty if nothing. */
    String middle() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < problem.dimension(); i++) {
            if (i != horizontal && i != vertical && i != varied) {
                parts.add(name(i) + " = " + Ticks.label(interval(i).middle()));
            }
        }
        return String.join(", ", parts);
    }

    /** Points along the abscissa, ends included: [inputs][n]. */
    double[][] line(int n) {
        double[][] points = middles(n);
        points[horizontal] = Grid.nodes(interval(horizontal), n);
        return points;
    }

    /** Cell centres of a snapshot, row by row: [inputs][columns * rows]. */
    double[][] cells(int station, int columns, int rows) {
        double[][] points = middles(columns * rows);
        for (int p = 0; p < columns * rows; p++) {
            points[horizontal][p] = centre(interval(horizontal), p % columns, columns);
            points[vertical][p] = centre(interval(vertical), p / columns, rows);
            if (varied >= 0) {
                points[varied][p] = stations[station];
            }
        }
        return points;
    }

    /** The four corners of a snapshot: [inputs][4]. */
    double[][] corners(int station) {
        double[][] points = cells(station, 2, 2);
        for (int p = 0; p < 4; p++) {
            points[horizontal][p] = p % 2 == 0
                    ? interval(horizontal).min()
                    : interval(horizontal).max();
            points[vertical][p] =
                    p / 2 == 0 ? interval(vertical).min() : interval(vertical).max();
        }
        return points;
    }

    private double[][] middles(int n) {
        double[][] points = new double[problem.dimension()][n];
        for (int i = 0; i < points.length; i++) {
            java.util.Arrays.fill(points[i], interval(i).middle());
        }
        return points;
    }

    private static double centre(Interval interval, int k, int n) {
        return interval.min() + interval.length() * (k + 0.5) / n;
    }
}
