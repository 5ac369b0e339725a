package org.ansatz.learn.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.learn.optim.GradientDescent;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.Optimizer.Status;
import org.ansatz.learn.optim.StepObserver;
import org.ansatz.learn.train.TrainingListener.Progress;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * The training loop: draw a batch, let the optimizer step on the weighted sum of the terms, let the balancer look at the
 * terms.
 *
 * <p>Batches depend on seed and step only. By default first-order methods get a fresh one at every step, methods that
 * compare values keep the first. A checkpoint holds parameters, optimizer, balancer, stopping rule and step, so that a
 * resumed run ends with the same bits as one that was not interrupted. A checkpoint is written only after the objective
 * was found finite at its parameters: when a value or gradient is not finite, training stops and the file on disk is the
 * last good one.
 */
public final class Trainer {
    /** Why training ended. */
    public enum Outcome {
        /** All steps were done. */
        FINISHED,
        /** The stopping rule held. */
        STOPPED_EARLY,
        /** The optimizer found no lower point on the batch it keeps. */
        CONVERGED
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final Objective objective;
    private final Optimizer optimizer;
    private final WeightedSum sum;
    private final long seed;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private LossBalancer balancer = LossBalancer.fixed(Map.of());
    private List<Block> balancedBlocks = List.of();
    private StoppingRule stop = StoppingRule.never();
    private Checkpoint checkpoint = Checkpoint.none();
    private long redrawEvery;
    private long batch = -1;
    private long done;

    /**
     * @param method for example {@code Optimizers.named("ssbroyden").with(Map.of())}
     * @param initial parameters, copied
     * @throws IllegalArgumentException if the method cannot work on one of the terms
     */
    public Trainer(Objective objective, Optimizer.Factory method, double[] initial, long seed) {
        this.objective = objective;
        this.seed = seed;
        sum = new WeightedSum(objective, term -> balancer.weight(term));
        optimizer = method.on(sum, initial);
        redrawEvery = optimizer.toleratesFreshBatches() ? 1 : NEVER;
    }

    /**
     * Sets the balancer and the blocks whose gradients it compares.
     *
     * @throws IllegalArgumentException if the balancer needs a term that the objective does not have
     */
    public Trainer balancer(LossBalancer newBalancer, List<Block> blocks) {
        newBalancer.requireTerms(objective.terms().stream().map(Term::name).toList());
        balancer = newBalancer;
        balancedBlocks = List.copyOf(blocks);
        return this;
    }

    public Trainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Tells every step of a first-order method to an observer.
     *
     * @throws IllegalArgumentException if the optimizer is none
     */
    public Trainer watch(StepObserver observer) {
        if (!(optimizer instanceof GradientDescent descent)) {
            throw new IllegalArgumentException("steps of first-order methods can be watched; the optimizer is "
                    + optimizer.getClass().getSimpleName());
        }
        descent.watch(observer);
        return this;
    }

    /** Ends training after the first step for which the rule holds. */
    public Trainer stopWhen(StoppingRule rule) {
        stop = rule;
        return this;
    }

    /** Draws a new batch every so many steps. */
    public Trainer redrawEvery(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a batch must last at least one step, got " + steps);
        }
        redrawEvery = steps;
        return this;
    }

    /** Writes a checkpoint every so many steps and at the end. */
    public Trainer checkpoint(Path file, long every) {
        checkpoint = new Checkpoint(file, every);
        return this;
    }

    /** A copy of the present parameters. */
    public double[] parameters() {
        return optimizer.point();
    }

    /** Steps done, those before a resume included. */
    public long steps() {
        return done;
    }

    /**
     * Trains until {@code steps} steps are done in all.
     *
     * @throws TrainingFailure if a term's value or gradient is not finite
     */
    public Outcome fit(long steps) throws IOException {
        long begin = System.nanoTime();
        long first = done;
        checkpoint.hold(this::snapshot);
        while (done < steps) {
            draw();
            Optimizer.Step step = optimizer.step();
            if (step.status() == Status.NOT_FINITE) {
                throw failure(sum.broken());
            }
            checkpoint.commit();
            if (step.status() != Status.MOVED) {
                // The last point evaluated was a trial that was not taken.
                sum.value(optimizer.point());
            }
            Map<String, Double> losses = sum.values();
            balance();
            done++;
            if (checkpoint.due(done)) {
                checkpoint.hold(this::snapshot);
            }
            double pace = (System.nanoTime() - begin) * 1e-9 / (done - first);
            Progress progress = new Progress(done, steps, losses, weights(), optimizer.point(), pace * (steps - done));
            listeners.forEach(listener -> listener.onStep(progress));
            if (stop.holds(progress)) {
                finish();
                return Outcome.STOPPED_EARLY;
            }
            if (step.status() != Status.MOVED && redrawEvery == NEVER) {
                finish();
                return Outcome.CONVERGED;
            }
        }
        finish();
        return Outcome.FINISHED;
    }

    private void draw() {
        long wanted = redrawEvery == NEVER ? 0 : done / redrawEvery * redrawEvery;
        if (wanted != batch) {
            objective.draw(seed, wanted);
            batch = wanted;
            optimizer.refresh();
        }
    }

    private void balance() {
        if (!balancer.due(done)) {
            return;
        }
        try {
            balancer.update(done, objective.gradients(optimizer.point(), balancedBlocks));
        } catch (TrainingFailure failure) {
            throw new TrainingFailure(failure.getMessage() + checkpoint.lastGood(), failure.step(), failure.term());
        }
        optimizer.refresh();
    }

    /** The last parameters are looked at before they replace the last good checkpoint. */
    private void finish() throws IOException {
        if (!checkpoint.exists()) {
            return;
        }
        sum.value(optimizer.point());
        if (!sum.broken().isEmpty()) {
            throw failure(sum.broken());
        }
        checkpoint.hold(this::snapshot);
        checkpoint.commit();
    }

    private TrainingFailure failure(String term) {
        return new TrainingFailure(
                "term " + term + " is not finite at step " + done + checkpoint.lastGood(), done, term);
    }

    /** The present weights of all terms. */
    public Map<String, Double> weights() {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Term term : objective.terms()) {
            weights.put(term.name(), balancer.weight(term.name()));
        }
        return weights;
    }

    private Safetensors.Content snapshot() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("parameters", NdArray.of(optimizer.point()));
        optimizer.state().forEach((name, array) -> state.put("optimizer." + name, array));
        balancer.state().forEach((name, array) -> state.put("balancer." + name, array));
        stop.state().forEach((name, array) -> state.put("stop." + name, array));
        return new Safetensors.Content(
                state,
                Map.of(
                        "step", Long.toString(done),
                        "batch", Long.toString(batch),
                        "seed", Long.toString(seed)));
    }

    /**
     * Continues from a checkpoint.
     *
     * @throws IllegalArgumentException if it was written with another seed or does not fit objective or optimizer
     */
    public Trainer resume(Path file) throws IOException {
        Safetensors.Content content = Safetensors.read(file);
        String writtenWith = content.metadata().get("seed");
        if (!Long.toString(seed).equals(writtenWith)) {
            throw new IllegalArgumentException(file + " was written with seed " + writtenWith + ", not " + seed);
        }
        NdArray saved = content.tensors().get("parameters");
        if (saved == null || saved.values().length != objective.dimension()) {
            throw new IllegalArgumentException(file + " holds " + (saved == null ? "no" : saved.values().length + "")
                    + " parameters, the objective has " + objective.dimension());
        }
        optimizer.restore(Checkpoint.part(content, "optimizer."));
        balancer.restore(Checkpoint.part(content, "balancer."));
        stop.restore(Checkpoint.part(content, "stop."));
        done = Long.parseLong(content.metadata().get("step"));
        batch = Long.parseLong(content.metadata().get("batch"));
        if (batch >= 0) {
            objective.draw(seed, batch);
        }
        return this;
    }
}
