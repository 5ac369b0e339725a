package org.ansatz.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.train.TrainingListener.Progress;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * The first-order loop: draw a batch, sum the weighted gradients, step, let the balancer look at the terms.
 *
 * <p>Batches depend on seed and step only. A checkpoint holds parameters, optimizer, balancer and step, so that a
 * resumed run ends with the same bits as one that was not interrupted. A value or gradient that is not finite stops the
 * run before the parameters are touched; the checkpoint on disk is then the last good one.
 */
public final class Trainer {
    /** Why training ended. */
    public enum Outcome {
        FINISHED,
        STOPPED_EARLY
    }

    private final Objective objective;
    private final Optimizer optimizer;
    private final long seed;
    private final double[] parameters;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private LossBalancer balancer = LossBalancer.fixed(Map.of());
    private List<Block> balancedBlocks = List.of();
    private Predicate<Progress> stop = progress -> false;
    private Path checkpoint;
    private long checkpointEvery;
    private long done;

    /**
     * @param initial copied
     */
    public Trainer(Objective objective, Optimizer optimizer, double[] initial, long seed) {
        this.objective = objective;
        this.optimizer = optimizer;
        this.seed = seed;
        parameters = initial.clone();
    }

    /** Sets the balancer and the blocks whose gradients it compares. */
    public Trainer balancer(LossBalancer newBalancer, List<Block> blocks) {
        balancer = newBalancer;
        balancedBlocks = List.copyOf(blocks);
        return this;
    }

    public Trainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Ends training after the first step for which the rule holds. */
    public Trainer stopWhen(Predicate<Progress> rule) {
        stop = rule;
        return this;
    }

    /** Writes a checkpoint every so many steps and at the end. */
    public Trainer checkpoint(Path file, long every) {
        checkpoint = file;
        checkpointEvery = every;
        return this;
    }

    /** A copy of the present parameters. */
    public double[] parameters() {
        return parameters.clone();
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
        int n = objective.dimension();
        double[] total = new double[n];
        double[] gradient = new double[n];
        Map<String, Double> losses = new LinkedHashMap<>();
        long begin = System.nanoTime();
        long first = done;
        while (done < steps) {
            objective.draw(seed, done);
            java.util.Arrays.fill(total, 0);
            for (Term term : objective.terms()) {
                double loss = term.valueAndGradient(parameters, gradient);
                double weight = balancer.weight(term.name());
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    total[i] += weight * gradient[i];
                    sum += gradient[i];
                }
                if (!Double.isFinite(loss) || !Double.isFinite(sum)) {
                    throw new TrainingFailure(
                            "term " + term.name() + " is not finite at step " + done
                                    + (checkpoint == null ? "" : "; the last good checkpoint is " + checkpoint),
                            done,
                            term.name());
                }
                losses.put(term.name(), loss);
            }
            optimizer.step(parameters, total);
            if (balancer.due(done)) {
                balancer.update(done, objective.gradients(parameters, balancedBlocks));
            }
            done++;
            if (checkpoint != null && done % checkpointEvery == 0) {
                save(checkpoint);
            }
            double pace = (System.nanoTime() - begin) * 1e-9 / (done - first);
            Progress progress =
                    new Progress(done, steps, Map.copyOf(losses), weights(), parameters, pace * (steps - done));
            listeners.forEach(listener -> listener.onStep(progress));
            if (stop.test(progress)) {
                finish();
                return Outcome.STOPPED_EARLY;
            }
        }
        finish();
        return Outcome.FINISHED;
    }

    private void finish() throws IOException {
        if (checkpoint != null) {
            save(checkpoint);
        }
    }

    /** The present weights of all terms. */
    public Map<String, Double> weights() {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Term term : objective.terms()) {
            weights.put(term.name(), balancer.weight(term.name()));
        }
        return weights;
    }

    private void save(Path file) throws IOException {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("parameters", NdArray.of(parameters));
        optimizer.state().forEach((name, array) -> state.put("optimizer." + name, array));
        balancer.state().forEach((name, array) -> state.put("balancer." + name, array));
        // Written beside and moved, so that an interruption cannot leave half a checkpoint.
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        Safetensors.write(fresh, state, Map.of("step", Long.toString(done), "seed", Long.toString(seed)));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Continues from a checkpoint.
     *
     * @throws IllegalArgumentException if it was written with another seed or does not fit the objective
     */
    public Trainer resume(Path file) throws IOException {
        Safetensors.Content content = Safetensors.read(file);
        if (!Long.toString(seed).equals(content.metadata().get("seed"))) {
            throw new IllegalArgumentException(
                    file + " was written with seed " + content.metadata().get("seed") + ", not " + seed);
        }
        double[] saved = content.tensors().get("parameters").values();
        if (saved.length != parameters.length) {
            throw new IllegalArgumentException(
                    file + " holds " + saved.length + " parameters, the objective has " + parameters.length);
        }
        System.arraycopy(saved, 0, parameters, 0, saved.length);
        optimizer.restore(part(content.tensors(), "optimizer."));
        balancer.restore(part(content.tensors(), "balancer."));
        done = Long.parseLong(content.metadata().get("step"));
        return this;
    }

    private static Map<String, NdArray> part(Map<String, NdArray> state, String prefix) {
        Map<String, NdArray> part = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), array);
            }
        });
        return part;
    }
}
