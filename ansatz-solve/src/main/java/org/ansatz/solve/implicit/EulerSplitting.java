package org.ansatz.solve.implicit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.Run;

/**
 * The splitting of the incompressible Euler equations in a box with walls, arXiv 2210.00124: advect, pressure, project, each a
 * least-squares problem. Fields {@code velocity} and {@code pressure}. Errors are of first order in dt.
 *
 * @param box whose walls nothing passes; its own number of samples is not used
 * @param ratio residuals per weight in every stage
 * @param first of the fits from random weights
 * @param inner of the stages, which begin with the weights before them
 */
public record EulerSplitting(FlowBox box, double ratio, InnerSolver first, InnerSolver inner, NotConverged policy) {
    /** Components of the velocity, residuals of its stages at every point. */
    private static final int COMPONENTS = 2;

    /** A back-trace must not cross more than this part of the box in a step. */
    private static final double FARTHEST = 0.25;

    /** Points at which the speed is looked at. */
    private static final int SPEEDS = 1024;

    private static final String VELOCITY = "velocity";
    private static final String PRESSURE = "pressure";

    /**
     * @throws IllegalArgumentException if there are fewer than 1.3 residuals per weight: the least-squares solves would make
     *     them vanish at the points and leave the field astray between them
     */
    public EulerSplitting {
        if (!(ratio >= ImplicitSettings.LEAST_RATIO)) {
            throw new IllegalArgumentException("fewer residuals than unknowns: " + ratio
                    + " residuals per weight, at least " + ImplicitSettings.LEAST_RATIO + " are needed");
        }
    }

    /** The velocity now. */
    public static NeuralField velocity(FieldState state) {
        return state.field(VELOCITY);
    }

    private FlowBox sampled(NeuralField field, int residualsPerPoint) {
        return box.withSamples((int) Math.ceil(ratio * field.parameterCount() / residualsPerPoint));
    }

    private List<SplitStep> stages(FieldState fields) {
        FlowBox forVelocity = sampled(fields.field(VELOCITY), COMPONENTS);
        return List.of(
                new AdvectionStep(VELOCITY, forVelocity, inner),
                pressureStep(fields, inner),
                new ProjectionStep(VELOCITY, PRESSURE, forVelocity, inner));
    }

    private SplitStep pressureStep(FieldState fields, InnerSolver solver) {
        return new PressureStep(VELOCITY, PRESSURE, sampled(fields.field(PRESSURE), 1), solver);
    }

    /**
     * A flow at its start: both fields fitted from random weights, the pressure to that of a first step.
     *
     * @param velocity random, from two coordinates to two components
     * @param pressure random, from two coordinates to one
     * @param start velocities [2][n] at points [2][n]
     * @param run hears which fit is being done, and of a dt in which the flow crosses more than a quarter of the box
     */
    public SplitSimulation begin(
            NeuralField velocity,
            NeuralField pressure,
            UnaryOperator<double[][]> start,
            double dt,
            long seed,
            Run run) {
        RandomGenerator random = new SplittableRandom(seed);
        run.progress(0, "fit of the initial velocity", 0, Map.of());
        NeuralField fitted = SplitSimulation.fit(velocity, sampled(velocity, COMPONENTS), start, first, random);
        warnOfLongSteps(fitted, dt, seed, run);
        run.progress(0, "fit of the first pressure", 0, Map.of());
        FieldState fields = new FieldState(Map.of(VELOCITY, fitted, PRESSURE, pressure));
        List<SplitStep> stages = stages(fields);
        // A first pressure from random weights needs more than a warm-started stage does.
        FieldState advected =
                stages.get(0).apply(fields, dt, random, "beginning").state();
        NeuralField firstPressure = pressureStep(fields, first)
                .apply(advected, dt, random, "beginning")
                .state()
                .field(PRESSURE);
        return new SplitSimulation(fields.with(PRESSURE, firstPressure), stages, dt, seed, policy);
    }

    /**
     * A flow that goes on from a checkpoint, without the fits of its start.
     *
     * @param velocity and pressure: of the networks that the flow began with, whatever their weights
     * @param step number of time steps done before the checkpoint
     * @throws org.ansatz.physics.problem.InvalidProblem if there is none, or it is of another seed, time step or networks
     */
    public SplitSimulation restart(
            NeuralField velocity, NeuralField pressure, double dt, long seed, Path folder, int step) {
        FieldState fields = new FieldState(Map.of(VELOCITY, velocity, PRESSURE, pressure));
        SplitSimulation simulation = new SplitSimulation(fields, stages(fields), dt, seed, policy);
        simulation.restart(folder, step);
        return simulation;
    }

    private void warnOfLongSteps(NeuralField velocity, double dt, long seed, Run run) {
        double[][] speeds = velocity.at(box.withSamples(SPEEDS).interior(new SplittableRandom(seed)));
        for (int axis = 0; axis < COMPONENTS; axis++) {
            double fastest = Arrays.stream(speeds[axis]).map(Math::abs).max().orElse(0);
            double width = box.high()[axis] - box.low()[axis];
            if (fastest * dt > FARTHEST * width) {
                run.say(String.format(
                        Locale.ROOT,
                        "warning: with dt = %.4g the flow of speed %.4g crosses more than a quarter of the box in one"
                                + " step; the answer will be inaccurate",
                        dt,
                        fastest));
            }
        }
    }
}
