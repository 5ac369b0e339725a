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
import org.ansatz.operator.residual.PoissonOperator;
import org.ansatz.operator.residual.ResidualLoss;
import org.ansatz.operator.residual.ResidualTraining;
import org.ansatz.operator.residual.SineSeriesField;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Networks that learn to solve {@code -Lap u = f} with u = 0 on the boundary from fresh random sources in every step. */
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
            History history) {}

    private final PoissonOperator operator;
    private final SineSeriesField sources;
    private final PoissonTruth truth;
    private final Tensor test;
    private final Tensor exact;
    private final int batch;
    private final int steps;
    private final OptimizerChoice optimizer;
    private final Run run;
    private final Map<String, Outcome> best = new LinkedHashMap<>();

    PoissonExperiment(int n, int batch, int steps, OptimizerChoice optimizer, Run run) {
        this.batch = batch;
        this.steps = steps;
        this.optimizer = optimizer;
        this.run = run;
        operator = PoissonOperator.dirichlet(n, n);
        sources = new SineSeriesField(n, n);
        truth = new PoissonTruth(n);
        test = Scope.release(sources.sample(RandomStream.seeded(run.seed()).child(1), SAMPLES, DType.FLOAT32));
        exact = Scope.release(Scope.compute(() -> truth.solve(test).to(DType.FLOAT32)));
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
        ResidualLoss loss = contestant.labelled() ? labels() : ResidualLoss.meanSquare(operator);
        RandomStream batches = random.child(2);
        ResidualTraining training = new ResidualTraining(
                        parameters,
                        network,
                        operator,
                        loss,
                        step -> sources.sample(batches.child(step), batch, DType.FLOAT32),
                        Schedule.cosine(rate, 0, steps))
                .with(optimizer)
                .monitor(Math.max(1, steps / MEASUREMENTS), () -> Map.of("error", error(network)));
        long before = truth.calls();
        if (!training.train(steps, contestant.name(), run)) {
            throw new CancellationException(contestant.name() + " was stopped");
        }
        long calls = truth.calls() - before;
        if (calls > 0 && !contestant.labelled()) {
            throw new IllegalStateException(
                    contestant.name() + ": training on residuals solved " + calls + " problems");
        }
        double error = Autograd.noGrad(() -> error(network));
        double bound = Autograd.noGrad(() -> bound(network));
        run.say(String.format(
                Locale.ROOT,
                "%s, rate %.0e: error %.4f, certified bound %.1f times the error, %d parameters",
                contestant.name(),
                rate,
                error,
                bound,
                parameters.count()));
        return new Outcome(contestant, rate, parameters, network, error, bound, calls, training.history());
    }

    /** The loss that needs what a network without data does without. */
    private ResidualLoss labels() {
        return ResidualLoss.labelled("relative error by the direct solver", (u, f) -> FieldLoss.relativeL2()
                .of(u, truth.solve(f.detach()).to(DType.FLOAT32)));
    }

    private double error(TensorLayer network) {
        Scope scope = Scope.open();
        try {
            return FieldLoss.relativeL2().of(network.forward(test), exact).item();
        } finally {
            scope.close();
        }
    }

    private double bound(TensorLayer network) {
        Scope scope = Scope.open();
        try {
            Tensor u = network.forward(test);
            double[] bounds = operator.certify(u, test).errorBounds();
            double[] errors = u.sub(exact)
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

    PoissonOperator operator() {
        return operator;
    }

    /** Test sources, [64, 1, n, n]. */
    Tensor test() {
        return test;
    }

    /** Their solutions. */
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
