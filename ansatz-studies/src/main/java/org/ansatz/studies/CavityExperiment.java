package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.operator.lord.LinearLord;
import org.ansatz.operator.lord.LordNet;
import org.ansatz.operator.lord.LordSettings;
import org.ansatz.operator.lord.SeparableInverse;
import org.ansatz.operator.lord.SpatialMap;
import org.ansatz.operator.residual.CavityPool;
import org.ansatz.operator.residual.CavityStep;
import org.ansatz.operator.residual.CavityStepper;
import org.ansatz.operator.residual.ResidualLoss;
import org.ansatz.operator.residual.ResidualTraining;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.reference.grid.CavityFlow;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** A network that learns implicit steps of cavity flow from residuals and its own predictions, beside Newton's method. */
final class CavityExperiment implements AutoCloseable {
    static final int SPACINGS = 32;
    private static final int M = SPACINGS - 1;
    private static final double DT = 0.05;
    private static final double REYNOLDS = 100;
    private static final double RATE = 2e-3;
    // Increments of the stream function, and of the vorticity where that is what the network gives.
    private static final double STREAM_SCALE = 0.1;
    private static final double VORTICITY_SCALE = 5;
    // Beyond this rank the sum is the inverse to single precision.
    private static final int INVERSE_RANK = 12;
    private static final int POOL = 64;
    private static final int BATCH = 16;
    private static final int MONITOR = 200;
    private static final int SHORT_ROLLOUT = 20;
    private static final int ROLLOUT = 400;
    private static final int LONG_ROLLOUT = 2000;
    private static final int TIMED = 20;

    private final CavityStep equations = new CavityStep(SPACINGS, DT);
    private final CavityFlow flow = new CavityFlow(SPACINGS, REYNOLDS);
    private final TensorParameters parameters = new TensorParameters(DType.FLOAT32, Device.CPU);
    private final TensorParameters fixed = new TensorParameters(DType.FLOAT32, Device.CPU);
    private final CavityStepper stepper;
    private final ResidualTraining training;
    private final double[] steady = flow.steady();
    private final double[] early = rolledOut(SHORT_ROLLOUT);
    private final ResidualLoss loss;
    private final long lost;

    /**
     * Trains.
     *
     * @param throughInverse whether the network gives an increment of the vorticity, which a linear Lord layer with the fixed
     *     factors of the inverse Laplacian turns into one of the stream function: that takes the Laplacian's square out of the
     *     condition number. Otherwise it gives the increment of the stream function itself
     * @param energyLoss whether the loss is the residual's energy norm by the inverse Laplacian instead of its mean square
     * @throws CancellationException if the run is stopped
     */
    CavityExperiment(int steps, boolean throughInverse, boolean energyLoss, OptimizerChoice optimizer, Run run)
            throws IOException {
        RandomStream random = RandomStream.seeded(run.seed());
        double scale = throughInverse ? VORTICITY_SCALE : STREAM_SCALE;
        LordSettings settings = new LordSettings(CavityStepper.INPUTS, 1, 3, SpatialMap.dense(24, M, M), false, scale);
        LordNet network = new LordNet(parameters, settings, random.child(0));
        LinearLord inverse = inverse();
        stepper = new CavityStepper(
                throughInverse ? state -> inverse.forward(network.forward(state)) : network, equations);
        Tensor counted = Scope.release(equations.counted());
        loss = energyLoss
                ? ResidualLoss.preconditioned(equations, counted, inverse)
                : ResidualLoss.meanSquare(equations, counted);
        try (CavityPool pool = new CavityPool(stepper, equations, POOL, BATCH, DType.FLOAT32, random.child(1))) {
            training = new ResidualTraining(
                            parameters, stepper, equations, loss, pool::draw, Schedule.cosine(RATE, 0, steps))
                    .with(optimizer)
                    .afterPrediction(pool::replace)
                    .monitor(MONITOR, () -> Map.of("error", error(SHORT_ROLLOUT, early)));
            if (!training.train(steps, "cavity", run)) {
                throw new CancellationException("the cavity's training was stopped");
            }
            lost = pool.lost();
        } finally {
            counted.close();
        }
        run.say(String.format(Locale.ROOT, "cavity: %d steps, %d states of the pool given up", steps, lost));
    }

    /** The work of so many steps in the unit of {@link PoissonContest#load}. */
    static double load(int steps) {
        return 2.0 * M * M * M * BATCH * steps;
    }

    private LinearLord inverse() {
        Scope scope = Scope.open();
        try {
            return LinearLord.of(fixed, new SeparableInverse(M, M).best(INVERSE_RANK));
        } finally {
            scope.close();
        }
    }

    /** What was minimised. */
    String loss() {
        return loss.label();
    }

    /** The classical stream function after some steps from rest. */
    private double[] rolledOut(int steps) {
        double[] psi = new double[M * M];
        double[] omega = new double[M * M];
        for (int k = 0; k < steps; k++) {
            psi = flow.step(psi, omega, DT);
            omega = flow.vorticity(psi);
        }
        return psi;
    }

    private static Tensor atRest(int batch) {
        return Tensor.cat(1, Tensor.zeros(batch, 2, M, M), Tensor.full(REYNOLDS, batch, 1, M, M))
                .to(DType.FLOAT32);
    }

    /** The network's stream function after some steps from rest. */
    double[] predicted(int steps) {
        Scope scope = Scope.open();
        try {
            Tensor state = stepper.rollout(atRest(1), steps);
            return state.narrow(1, 0, 1).to(DType.FLOAT64).contiguous().toDoubles();
        } finally {
            scope.close();
        }
    }

    private double error(int steps, double[] truth) {
        double[] psi = predicted(steps);
        double difference = 0;
        double whole = 0;
        for (int k = 0; k < truth.length; k++) {
            difference += (psi[k] - truth[k]) * (psi[k] - truth[k]);
            whole += truth[k] * truth[k];
        }
        return Math.sqrt(difference / whole);
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("E2.error_after_20_steps", error(SHORT_ROLLOUT, early), Better.LOWER));
        figures.add(Figure.of("E2.error_at_steady_state", error(ROLLOUT, steady), Better.LOWER)
                .bar(0.05));
        double largest =
                Arrays.stream(predicted(LONG_ROLLOUT)).map(Math::abs).max().orElseThrow();
        double vortex = Arrays.stream(steady).map(Math::abs).max().orElseThrow();
        // Bounded: not beyond twice the true vortex after 2000 steps.
        figures.add(Figure.of("E2.size_after_2000_steps", largest / vortex, Better.LOWER)
                .bar(2));
        figures.add(Figure.of("E2.states_given_up", (double) lost, Better.LOWER));
        figures.add(Figure.of("E2.mean_squared_residual_at_20_steps", meanSquare(), Better.LOWER));
        double newton = secondsOfNewton();
        figures.add(Figure.of("E2.seconds_of_newton_step", newton, Better.LOWER).in("s"));
        for (int batch : new int[] {1, POOL}) {
            double network = secondsOfNetwork(batch) / batch;
            figures.add(Figure.of("E2.seconds_of_network_step.batch_" + batch, network, Better.LOWER)
                    .against("newton, batch 1", newton)
                    .in("s"));
            figures.add(Figure.of("E2.speed_up.batch_" + batch, newton / network, Better.HIGHER));
        }
        return figures;
    }

    /** Of the step after 20 steps from rest, whatever the loss was. */
    private double meanSquare() {
        Scope scope = Scope.open();
        try {
            Tensor state = stepper.rollout(atRest(1), SHORT_ROLLOUT);
            ResidualLoss loss = ResidualLoss.meanSquare(equations, equations.counted());
            return Autograd.noGrad(() -> loss.of(stepper.forward(state), state).item());
        } finally {
            scope.close();
        }
    }

    /** One implicit step by Newton's method and sparse LU factors, in the middle of the flow's development; median. */
    private double secondsOfNewton() {
        double[] omega = flow.vorticity(early);
        return median(() -> flow.step(early, omega, DT));
    }

    private double secondsOfNetwork(int batch) {
        Scope scope = Scope.open();
        try {
            Tensor state = atRest(batch);
            return median(() -> Scope.run(() -> Autograd.noGrad(() -> {
                stepper.successor(stepper.forward(state), state);
            })));
        } finally {
            scope.close();
        }
    }

    private static double median(Runnable work) {
        double[] seconds = new double[TIMED];
        for (int k = 0; k < TIMED; k++) {
            long begun = System.nanoTime();
            work.run();
            seconds[k] = (System.nanoTime() - begun) * 1e-9;
        }
        Arrays.sort(seconds);
        return seconds[TIMED / 2];
    }

    ResidualTraining training() {
        return training;
    }

    /** The stream function of the steady flow at the interior nodes. */
    double[] steady() {
        return steady.clone();
    }

    /** The network's after 400 steps from rest. */
    double[] predictedSteady() {
        return predicted(ROLLOUT);
    }

    @Override
    public void close() {
        parameters.close();
        fixed.close();
    }
}
