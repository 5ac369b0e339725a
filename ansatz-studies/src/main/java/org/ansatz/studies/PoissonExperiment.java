package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.operator.fno.FieldLoss;
import org.ansatz.operator.residual.ResidualLoss;
import org.ansatz.operator.residual.ResidualTraining;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Networks that learn to solve Poisson's equation from fresh random data in every step. */
final class PoissonExperiment implements AutoCloseable {
    private static final int SAMPLES = 64;
    private static final int MEASUREMENTS = 20;

    /** A network by its name. */
    record Contestant(String name, Architecture architecture, boolean labelled) {}

    /** Makes a network with random initial values. */
    interface Architecture {
        TensorLayer create(TensorParameters parameters, RandomStream random);
    }

    /**
     * A trained network.
     *
     * @param error mean of {@code ||u - u_h|| / ||u_h||} over the test sources
     * @param bound mean of the certified bound by the error
     * @param solverCalls during training
     */
    record Outcome(
            Contestant contestant,
            double rate,
            TensorParameters parameters,
            TensorLayer network,
            double error,
            double bound,
            long solverCalls,
            History history) {
        /** How long training took, monitoring included. */
        double seconds() {
            List<History.Row> rows = history.rows();
            return rows.get(rows.size() - 1).seconds();
        }
    }

    /**
     * How networks are trained.
     *
     * @param batch problems per step
     */
    record Training(int batch, int steps, OptimizerChoice optimizer) {}

    private final PoissonTask task;
    private final Training training;
    private final Run run;
    private final Tensor test;
    private final Tensor exact;
    private final Map<String, Outcome> best = new LinkedHashMap<>();
    private final int trainings;
    private int begun;

    /** @param trainings that are expected, for the progress line */
    PoissonExperiment(PoissonTask task, Training training, int trainings, Run run) {
        this.trainings = trainings;
        this.task = task;
        this.training = training;
        this.run = run;
        RandomStream random = RandomStream.seeded(run.seed()).child(1);
        test = Scope.release(Scope.compute(() -> task.sample(random, SAMPLES)));
        exact = Scope.release(Scope.compute(() -> task.solve(test).to(DType.FLOAT32)));
    }

    /**
     * Trains once per rate and keeps the network with the least test error.
     *
     * @throws CancellationException if the run is stopped
     * @throws IllegalStateException if training on residuals asked the solver
     */
    Outcome train(Contestant contestant, List<Double> rates) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (double rate : rates) {
            outcomes.add(once(contestant, rate));
        }
        outcomes.sort(Comparator.comparingDouble(Outcome::error));
        outcomes.subList(1, outcomes.size()).forEach(worse -> worse.parameters().close());
        best.put(contestant.name(), outcomes.get(0));
        return outcomes.get(0);
    }

    private Outcome once(Contestant contestant, double rate) throws IOException {
        RandomStream random = RandomStream.seeded(run.seed());
        TensorParameters parameters = new TensorParameters(DType.FLOAT32, Device.CPU);
        TensorLayer network = contestant.architecture().create(parameters, random.child(0));
        ResidualLoss loss = contestant.labelled() ? labels() : task.loss();
        int steps = training.steps();
        RandomStream batches = random.child(2);
        ResidualTraining learning = new ResidualTraining(
                        parameters,
                        network,
                        task.operator(),
                        loss,
                        step -> task.sample(batches.child(step), training.batch()),
                        Schedule.cosine(rate, 0, steps))
                .with(training.optimizer())
                .monitor(Math.max(1, steps / MEASUREMENTS), () -> Map.of("error", error(network)));
        long before = task.truth().calls();
        if (!learning.train(steps, contestant.name(), RunPart.of(run, begun++, trainings, contestant.name()))) {
            throw new CancellationException(contestant.name() + " was stopped");
        }
        long calls = task.truth().calls() - before;
        if (calls > 0 && !contestant.labelled()) {
            throw new IllegalStateException(
                    contestant.name() + ": training on residuals solved " + calls + " problems");
        }
        double error = Autograd.noGrad(() -> error(network));
        double bound = Autograd.noGrad(() -> bound(network));
        Outcome outcome = new Outcome(contestant, rate, parameters, network, error, bound, calls, learning.history());
        run.say(String.format(
                Locale.ROOT,
                "%s, rate %.0e: error %.4f, certified bound %.1f times the error, %d parameters, %.0f s",
                contestant.name(),
                rate,
                error,
                bound,
                parameters.count(),
                outcome.seconds()));
        return outcome;
    }

    /** The loss that needs what a network without data does without. */
    private ResidualLoss labels() {
        return ResidualLoss.labelled("relative error by the direct solver", (u, data) -> FieldLoss.relativeL2()
                .of(task.unknowns(u), task.solve(data.detach()).to(DType.FLOAT32)));
    }

    private double error(TensorLayer network) {
        Scope scope = Scope.open();
        try {
            return FieldLoss.relativeL2()
                    .of(task.unknowns(network.forward(test)), exact)
                    .item();
        } finally {
            scope.close();
        }
    }

    private double bound(TensorLayer network) {
        Scope scope = Scope.open();
        try {
            Tensor u = network.forward(test);
            double[] bounds = task.certify(u, test).errorBounds();
            double[] errors = task.unknowns(u)
                    .sub(exact)
                    .reshape(SAMPLES, -1)
                    .square()
                    .sum(1)
                    .sqrt()
                    .to(DType.FLOAT64)
                    .toDoubles();
            double[] ratios = new double[SAMPLES];
            Arrays.setAll(ratios, k -> bounds[k] / errors[k]);
            return Arrays.stream(ratios).average().orElseThrow();
        } finally {
            scope.close();
        }
    }

    PoissonTask task() {
        return task;
    }

    /** Test data, [64, channels, grid...]. */
    Tensor test() {
        return test;
    }

    /** Their true unknowns. */
    Tensor exact() {
        return exact;
    }

    /** The best run of every contestant, by name. */
    Map<String, Outcome> outcomes() {
        return best;
    }

    Outcome of(String name) {
        return best.get(name);
    }

    @Override
    public void close() {
        best.values().forEach(outcome -> outcome.parameters().close());
        test.close();
        exact.close();
    }
}
