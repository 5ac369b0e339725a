package org.ansatz.solve.implicit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Fields stepped in time by a sequence of {@link SplitStep}s: advect, pressure, project for incompressible flow. Errors are
 * of first order in dt.
 */
public final class SplitSimulation {
    private static final String UNCONVERGED = "unconverged.";

    private final List<SplitStep> stages;
    private final double dt;
    private final NotConverged policy;
    private final List<UnconvergedSolve> unconverged = new ArrayList<>();
    private final StepStreams streams;
    private FieldState state;
    private int steps;

    /**
     * @param policy for stages that end at the largest number of inner steps
     * @throws IllegalArgumentException if dt is not positive
     */
    public SplitSimulation(FieldState start, List<SplitStep> stages, double dt, long seed, NotConverged policy) {
        if (!(dt > 0)) {
            throw new IllegalArgumentException("a time step must be positive, got " + dt);
        }
        this.state = start;
        this.stages = List.copyOf(stages);
        this.dt = dt;
        this.policy = policy;
        streams = new StepStreams(seed);
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
                    start.layout(),
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

    /** All stages so far that ended at the largest number of inner steps while they still gained. */
    public List<UnconvergedSolve> unconverged() {
        return List.copyOf(unconverged);
    }

    /**
     * One time step: all stages in order.
     *
     * @throws org.ansatz.physics.problem.NumericalFailure if residuals are not finite, or if a stage does not converge and
     *     that ends the run
     */
    public List<SplitStep.Stage> step() {
        RandomGenerator random = streams.of(steps++);
        List<SplitStep.Stage> done = new ArrayList<>();
        for (SplitStep stage : stages) {
            SplitStep.Stage result = stage.apply(state, dt, random, "time step " + steps);
            if (!result.converged()) {
                UnconvergedSolve solve = new UnconvergedSolve(steps, result.name(), result.loss(), result.iterations());
                if (policy == NotConverged.ABORT) {
                    throw solve.failure();
                }
                unconverged.add(solve);
            }
            state = result.state();
            done.add(result);
        }
        return done;
    }

    private FieldCheckpoints checkpoints(Path folder) {
        return new FieldCheckpoints(
                folder,
                Map.of(
                        "simulation",
                        stages.stream().map(SplitStep::name).collect(Collectors.joining(" ")),
                        "seed",
                        Long.toString(streams.seed()),
                        "dt",
                        Double.toString(dt)));
    }

    /**
     * Writes all fields after the last step to the step's own file in a folder.
     *
     * @return the file
     */
    public Path checkpoint(Path folder) {
        Map<String, String> notes = new LinkedHashMap<>();
        for (int k = 0; k < unconverged.size(); k++) {
            notes.put(UNCONVERGED + k, unconverged.get(k).line());
        }
        return checkpoints(folder).write(steps, state.fields(), notes);
    }

    /**
     * Goes on from a checkpoint: the following steps are those, bit for bit, that would have followed it.
     *
     * @param step number of time steps done before it
     * @throws org.ansatz.physics.problem.InvalidProblem if there is none, or it is of other stages, seed, time step or networks
     */
    public void restart(Path folder, int step) {
        FieldCheckpoints.Content content = checkpoints(folder).read(step, state.fields());
        state = new FieldState(content.fields());
        steps = step;
        unconverged.clear();
        for (int k = 0; content.notes().containsKey(UNCONVERGED + k); k++) {
            unconverged.add(UnconvergedSolve.ofLine(content.notes().get(UNCONVERGED + k)));
        }
    }
}
