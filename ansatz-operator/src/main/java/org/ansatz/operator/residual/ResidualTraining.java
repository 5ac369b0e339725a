package org.ansatz.operator.residual;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.TensorUpdate;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Trains a network to solve discrete equations on data that are drawn afresh for every step. Nothing here knows a solver: true
 * errors, if somebody measures them, come from a monitor that training does not see.
 */
public final class ResidualTraining {
    private final TensorParameters parameters;
    private final TensorLayer network;
    private final DiscreteOperator operator;
    private final ResidualLoss loss;
    private final LongFunction<Tensor> batches;
    private final Schedule schedule;
    private final History history = new History();
    private final long begun = System.nanoTime();
    private OptimizerChoice optimizer = OptimizerChoice.parse("adam");
    private Consumer<Tensor> afterPrediction = u -> {};
    private Supplier<Map<String, Double>> monitor = Map::of;
    private long every = Long.MAX_VALUE;

    /**
     * Prepares a training, with Adam unless told otherwise.
     *
     * @param network from data [batch, data channels, grid...] to unknowns [batch, 1, grid...]
     * @param batches the data of a step, which depend on nothing but the step and, for rollouts, on earlier predictions
     * @throws InvalidProblem if the first data are not finite or have another shape, or if the loss does not depend on u
     */
    public ResidualTraining(
            TensorParameters parameters,
            TensorLayer network,
            DiscreteOperator operator,
            ResidualLoss loss,
            LongFunction<Tensor> batches,
            Schedule schedule) {
        this.parameters = parameters;
        this.network = network;
        this.operator = operator;
        this.loss = loss;
        this.batches = batches;
        this.schedule = schedule;
        Scope.run(() -> checkDependence(batches.apply(0)));
    }

    private void checkDependence(Tensor data) {
        FieldChecks.shape("data", data, operator.dataChannels(), operator.grid());
        FieldChecks.finite("data", data);
        Tensor u = network.forward(data).detach().copy().requiresGrad();
        Tensor value = loss.of(u, data);
        boolean depends = value.isRequiringGrad()
                && Autograd.gradient(value, u, false).abs().max().item() != 0;
        if (!depends) {
            throw new InvalidProblem(
                    loss.label() + " does not depend on u: its gradient is zero, there is nothing to learn");
        }
    }

    /** With another optimizer of first order, at the rates of the schedule. */
    public ResidualTraining with(OptimizerChoice other) {
        optimizer = other.withRateFrom("the schedule");
        return this;
    }

    /** Told the detached prediction of every step, within the step's scope. */
    public ResidualTraining afterPrediction(Consumer<Tensor> told) {
        afterPrediction = told;
        return this;
    }

    /** Figures that are recorded every so many steps, for monitoring only. */
    public ResidualTraining monitor(long steps, Supplier<Map<String, Double>> figures) {
        every = steps;
        monitor = figures;
        return this;
    }

    /** Losses, and what the monitor found. */
    public History history() {
        return history;
    }

    /**
     * Trains.
     *
     * @param stage what the run's progress line says
     * @return whether it got to the end; false if the run was stopped
     * @throws NumericalFailure at the first loss that is not finite, with step, rate and the worst node
     */
    public boolean train(long steps, String stage, Run run) throws IOException {
        try (TensorUpdate update = optimizer.update(parameters, first -> schedule)) {
            return new TensorTrainer(parameters, update, this::stepLoss)
                    .stopWhen(run::stopRequested)
                    .listener(progress -> record(progress, stage, run))
                    .train(steps);
        }
    }

    private Tensor stepLoss(long step) {
        Tensor data = batches.apply(step);
        Tensor u = network.forward(data);
        Tensor value = loss.of(u, data);
        if (!Double.isFinite(value.item())) {
            throw new NumericalFailure(loss.label() + " is " + value.item() + " at step " + step + ", learning rate "
                    + schedule.rate(step) + ", worst node " + worstNode(u.detach(), data));
        }
        afterPrediction.accept(u.detach());
        return value;
    }

    /** [sample, channel, node...] of the first residual that is not finite, or of the largest. */
    private String worstNode(Tensor u, Tensor data) {
        Tensor r = operator.residual(u, data);
        long[] bad = r.isFinite().not().flatten().nonzero().toLongs();
        long flat = bad.length > 0 ? bad[0] : r.abs().flatten().argmax().toLongs()[0];
        return FieldChecks.place(flat, r.shape()) + " of " + Arrays.toString(r.shape());
    }

    private void record(TensorTrainer.Progress progress, String stage, Run run) {
        boolean measured = progress.step() % every == 0 || progress.step() == progress.steps();
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("loss", progress.loss());
        if (measured) {
            row.putAll(Autograd.noGrad(monitor));
        }
        if (measured || progress.step() % 10 == 0) {
            history.add(progress.step(), (System.nanoTime() - begun) * 1e-9, row);
        }
        run.progress((double) progress.step() / progress.steps(), stage, progress.step(), row);
    }
}
