package org.ansatz.dynamics.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * The time stepping of amangkurat's released code (core/solver.py), kept to repeat its published numbers: two-step
 * Stoermer-Verlet on a grid with both end points, whose step grows while the previous field is left where it was. For
 * anything else take {@link FieldEvolution}.
 */
public final class ReleasedSolver {
    private static final int CHECK_EVERY = 20;
    private static final double LEAST_CHANGE = 0.05;

    /**
     * What a run left.
     *
     * @param steps steps taken
     * @param dt the last step
     * @param changes changes of the step
     */
    public record Outcome(FieldHistory history, int steps, double dt, int changes) {}

    private ReleasedSolver() {}

    /** @throws NumericalFailure if the field overflows */
    public static Outcome run(ReleasedScenario scenario) {
        return run(scenario, scenario.end());
    }

    /** As {@link #run(ReleasedScenario)} up to another time. */
    public static Outcome run(ReleasedScenario scenario, double end) {
        int n = scenario.points();
        double[] x = new double[n];
        double dx = 2 * scenario.half() / (n - 1);
        Arrays.setAll(x, j -> -scenario.half() + j * dx);
        FourierLine line = new FourierLine(n, -scenario.half(), n * dx, Boundary.PERIODIC);
        double smallest = 0.1 / line.largestWaveNumber();
        double largest = 0.5 / line.largestWaveNumber();
        double dt = Math.max(smallest, Math.min(largest, scenario.dt()));
        double[] now = Arrays.stream(x).map(scenario.field()).toArray();
        double[] force = new double[n];
        double[] before = new double[n];
        force(scenario.potential(), line, now, force);
        for (int j = 0; j < n; j++) {
            before[j] = now[j] - dt * scenario.rate().applyAsDouble(x[j]) + 0.5 * dt * dt * force[j];
        }
        List<double[]> frames = new ArrayList<>(List.of(now.clone()));
        List<Double> times = new ArrayList<>(List.of(0.0));
        double spacing = end / scenario.frames();
        double next = spacing;
        double t = 0;
        int step = 0;
        int changes = 0;
        while (t < end) {
            force(scenario.potential(), line, now, force);
            double height = 0;
            for (int j = 0; j < n; j++) {
                before[j] = 2 * now[j] - before[j] + dt * dt * force[j];
                height = Math.max(height, Math.abs(before[j]));
            }
            if (!(height < Double.MAX_VALUE)) {
                throw new NumericalFailure("the released scheme overflowed at step " + step + " (t = " + t + ")");
            }
            double[] swap = before;
            before = now;
            now = swap;
            if (step % CHECK_EVERY == 0) {
                double candidate =
                        Math.max(smallest, Math.min(largest, dt * (height > 100 ? 0.7 : height > 10 ? 0.9 : 1.05)));
                if (Math.abs(candidate - dt) / dt > LEAST_CHANGE) {
                    dt = candidate;
                    changes++;
                }
            }
            if (t >= next || t + dt >= end) {
                frames.add(before.clone());
                times.add(t);
                next += spacing;
            }
            t += dt;
            step++;
        }
        FieldHistory history = new FieldHistory(
                x,
                times.stream().mapToDouble(Double::doubleValue).toArray(),
                frames.toArray(double[][]::new),
                new double[0]);
        return new Outcome(history, step, dt, changes);
    }

    private static void force(ScalarPotential potential, FourierLine line, double[] field, double[] force) {
        line.secondDerivative(field, force);
        for (int j = 0; j < field.length; j++) {
            force[j] -= potential.slope(field[j]);
        }
    }
}
