package org.ansatz.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.physics.reference.grid.GaussianPulse;
import org.ansatz.physics.reference.grid.LineAdvection;

/**
 * E1 of arXiv 2210.00124: a pulse carried over an interval of length 4, by any method of the library and by grids.
 *
 * @param pulse begins several widths from the inflow at -2
 * @param dt of the methods that step, and of the grids
 */
record AdvectionExperiment(GaussianPulse pulse, double dt, int steps) {
    private static final double SPEED = 0.25;
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

    /** The published pulse, of width 0.1. */
    static AdvectionExperiment published(double dt, int steps) {
        return new AdvectionExperiment(new GaussianPulse(-1.5, 0.1, SPEED), dt, steps);
    }

    /** A wide pulse for small networks. */
    static AdvectionExperiment wide(double dt, int steps) {
        return new AdvectionExperiment(new GaussianPulse(0, 0.3, SPEED), dt, steps);
    }

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

    double[] exact(double t) {
        return Arrays.stream(x()).map(x -> pulse.at(x, t)).toArray();
    }

    private Problem problem() {
        return Problem.named("advection-pulse")
                .coordinate("x", -HALF, HALF)
                .coordinate("t", 0, steps * dt)
                .fields("u")
                .parameter("a", pulse.speed())
                .parameter("start", pulse.centre())
                .parameter("sigma", pulse.sigma())
                .equation("u_t + a*u_x = 0")
                .condition("t = 0", "u", "exp(-(x - start)^2/(2*sigma^2))")
                .condition("x = -2 or x = 2", "u", "0")
                .build();
    }

    /**
     * By a method of the library.
     *
     * @throws CancellationException if the run was stopped
     */
    Track solve(String name, Solver solver, Settings settings, Run run) {
        Problem problem = problem();
        Solution solution = solver.solve(problem, settings, run);
        if (run.stopRequested()) {
            throw new CancellationException(name + " was stopped");
        }
        double[] x = x();
        double[][] values = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            double[] t = new double[POINTS];
            Arrays.fill(t, k * dt);
            values[k] = solution.evaluate(new double[][] {x, t}, List.of(problem.term("u")))[0];
        }
        run.say(name + ": " + solution.outcome().detail());
        return new Track(
                name, solution.parameterCount(), values, solution.outcome().history());
    }

    /** By a grid. */
    Track grid(String name, LineAdvection.Scheme scheme, int cells) {
        DoubleUnaryOperator start = place -> pulse.at(place, 0);
        LineAdvection grid = new LineAdvection(scheme, cells, -HALF, HALF, pulse.speed(), start);
        double[][] values = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            values[k] = Arrays.stream(x()).map(grid::at).toArray();
            grid.step(dt);
        }
        return new Track(name, cells, values, null);
    }

    /** All grids of the comparison: as many values as the network has weights, and a hundred. Upwind of equal memory first. */
    List<Track> grids(int memory) {
        List<Track> tracks = new ArrayList<>();
        for (int cells : new int[] {memory, 100}) {
            tracks.add(grid("upwind, " + cells + " cells", LineAdvection.Scheme.UPWIND, cells));
            tracks.add(grid("semi-Lagrangian, " + cells + " cells", LineAdvection.Scheme.SEMI_LAGRANGIAN, cells));
        }
        return tracks;
    }

    /** What Crank-Nicolson does to the pulse without any error in space. */
    Track schemeAlone() {
        double[][] values = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            int step = k;
            values[k] = Arrays.stream(x())
                    .map(x -> pulse.crankNicolson(x, dt, step))
                    .toArray();
        }
        return new Track("Crank-Nicolson, exact in space", 0, values, null);
    }

    /** Every so many times only. */
    static Track thinned(Track track, int every) {
        double[][] values = new double[track.values().length / every + 1][];
        for (int k = 0; k < values.length; k++) {
            values[k] = track.values()[k * every];
        }
        return new Track(track.name(), track.memory(), values, track.history());
    }

    /** Mean absolute error at a step. */
    double meanError(Track track, int step) {
        double[] exact = exact(step * dt);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += Math.abs(track.values()[step][i] - exact[i]);
        }
        return sum / POINTS;
    }

    double relativeL2(Track track, int step) {
        double[] exact = exact(step * dt);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < POINTS; i++) {
            difference += Math.pow(track.values()[step][i] - exact[i], 2);
            size += exact[i] * exact[i];
        }
        return Math.sqrt(difference / size);
    }

    double peak(Track track, int step) {
        return Arrays.stream(track.values()[step]).max().orElse(Double.NaN);
    }
}
