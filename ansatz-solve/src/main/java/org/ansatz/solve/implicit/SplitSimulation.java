package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Fields stepped in time by a sequence of {@link SplitStep}s: advect, pressure, project for incompressible flow. Errors are
 * of first order in dt.
 */
public final class SplitSimulation {
    private final List<SplitStep> stages;
    private final double dt;
    private final SplittableRandom streams;
    private FieldState state;
    private int steps;

    /**
     * @throws IllegalArgumentException if dt is not positive
     */
    public SplitSimulation(FieldState start, List<SplitStep> stages, double dt, long seed) {
        if (!(dt > 0)) {
            throw new IllegalArgumentException("a time step must be positive, got " + dt);
        }
        this.state = start;
        this.stages = List.copyOf(stages);
        this.dt = dt;
        streams = new SplittableRandom(seed);
    }

    /**
     * The splitting of the incompressible Euler equations in a box with walls (arXiv 2210.00124): fields {@code velocity}
     * and {@code pressure}.
     *
     * @param velocitySamples points of stages that fit the velocity, which has two residuals at each
     * @param pressureSamples points of the pressure stage
     */
    public static List<SplitStep> incompressibleEuler(
            FlowBox box, int velocitySamples, int pressureSamples, InnerSolver inner) {
        FlowBox forVelocity = box.withSamples(velocitySamples);
        return List.of(
                new AdvectionStep("velocity", forVelocity, inner),
                new PressureStep("velocity", "pressure", box.withSamples(pressureSamples), inner),
                new ProjectionStep("velocity", "pressure", forVelocity, inner));
    }

    /**
     * A field fitted to given values.
     *
     * @param values maps points [dimension][n] to values [outputs][n]
     */
    public static NeuralField fit(
            NeuralField start,
            FlowBox box,
            UnaryOperator<double[][]> values,
            InnerSolver inner,
            RandomGenerator random) {
        StepProblem problem = generator -> {
            double[][] points = box.interior(generator);
            LinearResidual target = LinearResidual.values(values.apply(points));
            return new FieldLeastSquares(
                    start.parameterCount(),
                    List.of(new PointRows(
                            "fit",
                            start.network(),
                            points,
                            org.ansatz.tensor.jet.JetBasis.of(start.dimension(), List.of()),
                            target,
                            1)));
        };
        return start.with(
                inner.minimise(problem, start.weights(), random, "fit").weights());
    }

    public FieldState state() {
        return state;
    }

    public double time() {
        return steps * dt;
    }

    /** One time step: all stages in order. */
    public List<SplitStep.Stage> step() {
        steps++;
        RandomGenerator random = streams.split();
        List<SplitStep.Stage> done = new ArrayList<>();
        for (SplitStep stage : stages) {
            SplitStep.Stage result = stage.apply(state, dt, random, "time step " + steps);
            state = result.state();
            done.add(result);
        }
        return done;
    }
}
