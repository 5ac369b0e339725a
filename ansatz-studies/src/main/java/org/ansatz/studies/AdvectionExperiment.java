package org.ansatz.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.reference.grid.LineAdvection;

/**
 * E1 of arXiv 2210.00124: a pulse carried over an interval of length 4 at speed 0.25, by any method of the library and by
 * grids.
 *
 * @param start place of the pulse at t = 0, several widths from the inflow at -2
 * @param sigma width of the pulse
 */
record AdvectionExperiment(double start, double sigma, double dt, int steps) {
    static final double SPEED = 0.25;
    private static final double HALF = 2;
    private static final int POINTS = 1001;

    /**
     * A method's pulse at all times.
     *
     * @param memory numbers kept from step to step
     * @param values [times][points]
     * @param history of the method, null for grids
     */
    record Track(String name, long memory, double[][] values, History history) {}

    double[] x() {
        double[] x = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = -HALF + 2 * HALF * i / (POINTS - 1);
        }
        return x;
    }

    double[] times() {
        double[] t = new double[steps + 1];
        for (int k = 0; k <= steps; k++) {
            t[k] = k * dt;
        }
        return t;
    }

    double exact(double x, double t) {
        double s = (x - start - SPEED * t) / sigma;
        return Math.exp(-0.5 * s * s);
    }

    private Problem problem() {
        return Problem.named("advection-pulse")
                .coordinate("x", -HALF, HALF)
                .coordinate("t", 0, steps * dt)
                .fields("u")
                .parameter("a", SPEED)
                .parameter("start", start)
                .parameter("sigma", sigma)
                .equation("u_t + a*u_x = 0")
                .condition("t = 0", "u", "exp(-(x - start)^2/(2*sigma^2))")
                .condition("x = -2 or x = 2", "u", "0")
                .build();
    }

    /** By a method of the library. */
    Track solve(String name, Solver solver, Settings settings, Run run) {
        Problem problem = problem();
        Solution solution = solver.solve(problem, settings, run);
        double[] x = x();
        double[][] values = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            double[] t = new double[POINTS];
            Arrays.fill(t, k * dt);
            values[k] = solution.evaluate(new double[][] {x, t}, List.of(problem.term("u")))[0];
        }
        return new Track(
                name, solution.parameterCount(), values, solution.outcome().history());
    }

    /** By a grid. */
    Track grid(String name, LineAdvection.Scheme scheme, int cells) {
        DoubleUnaryOperator pulse = place -> exact(place, 0);
        LineAdvection grid = new LineAdvection(scheme, cells, -HALF, HALF, SPEED, pulse);
        double[][] values = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            values[k] = Arrays.stream(x()).map(grid::at).toArray();
            grid.step(dt);
        }
        return new Track(name, cells, values, null);
    }

    /** All grids of the comparison: as many values as the network has weights, and a hundred. */
    List<Track> grids(int memory) {
        List<Track> tracks = new ArrayList<>();
        for (int cells : new int[] {memory, 100}) {
            tracks.add(grid("upwind, " + cells + " cells", LineAdvection.Scheme.UPWIND, cells));
            tracks.add(grid("semi-Lagrangian, " + cells + " cells", LineAdvection.Scheme.SEMI_LAGRANGIAN, cells));
        }
        return tracks;
    }

    /** Every so many times only. */
    Track thinned(Track track, int every) {
        double[][] values = new double[steps / every + 1][];
        for (int k = 0; k < values.length; k++) {
            values[k] = track.values()[k * every];
        }
        return new Track(track.name(), track.memory(), values, track.history());
    }

    /** Mean absolute error at a step. */
    double meanError(Track track, int step) {
        double[] x = x();
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += Math.abs(track.values()[step][i] - exact(x[i], step * dt));
        }
        return sum / POINTS;
    }

    double relativeL2(Track track, int step) {
        double[] x = x();
        double difference = 0;
        double size = 0;
        for (int i = 0; i < POINTS; i++) {
            double exact = exact(x[i], step * dt);
            difference += Math.pow(track.values()[step][i] - exact, 2);
            size += exact * exact;
        }
        return Math.sqrt(difference / size);
    }

    double peak(Track track, int step) {
        return Arrays.stream(track.values()[step]).max().orElse(Double.NaN);
    }
}
