package org.ansatz.learn.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.ansatz.learn.layer.FlatTensors;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.StepObserver;
import org.ansatz.learn.optim.TensorUpdate;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * The training loop for models on tensors: the loss of the step's batch, its gradient, an update; each step in a scope of
 * its own, so that native memory stays flat.
 *
 * <p>The loss may depend on the step and on the parameters only: then a run that was stopped and resumed from its checkpoint
 * goes on as if it had not been to the last bit (states are kept as doubles). A
 * checkpoint of step s is written once the loss at its parameters was found finite.
 */
public final class TensorTrainer {
    /** Where training stands after a step. */
    public record Progress(long step, long steps, double loss) {}

    private final TensorParameters parameters;
    private final TensorUpdate update;
    private final LongFunction<Tensor> loss;
    private BooleanSupplier stop = () -> false;
    private Consumer<Progress> listener = progress -> {};
    private Checkpoint checkpoint = Checkpoint.none();
    private Optional<Watch> observer = Optional.empty();
    private long done;

    private record Watch(StepObserver told, FlatTensors flat) {
        void around(long step, List<Tensor> gradients, Runnable move) {
            double[] before = new double[flat.size()];
            double[] gradient = new double[flat.size()];
            double[] after = new double[flat.size()];
            flat.read(before);
            FlatTensors.read(gradients, gradient);
            move.run();
            flat.read(after);
            told.onStep(step, before, gradient, after);
        }
    }

    /** @param loss of the batch of a step (from zero), recorded, without dimensions */
    public TensorTrainer(TensorParameters parameters, TensorUpdate update, LongFunction<Tensor> loss) {
        this.parameters = parameters;
        this.update = update;
        this.loss = loss;
    }

    /** Asked before every step. */
    public TensorTrainer stopWhen(BooleanSupplier asked) {
        stop = asked;
        return this;
    }

    /** Told after every step. */
    public TensorTrainer listener(Consumer<Progress> told) {
        listener = told;
        return this;
    }

    /** Tells every step to an observer, with the parameters as one vector (see {@link FlatTensors}). */
    public TensorTrainer watch(StepObserver told) {
        observer = Optional.of(new Watch(told, new FlatTensors(parameters.tensors())));
        return this;
    }

    /** Keeps a checkpoint, renewed after so many steps, when training is stopped, and at the end. */
    public TensorTrainer checkpoint(Path file, long every) {
        checkpoint = new Checkpoint(file, every);
        return this;
    }

    /**
     * Takes parameters, optimizer and step from a checkpoint.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another model
     */
    public TensorTrainer resume(Path file) throws IOException {
        Safetensors.Content content = Safetensors.read(file);
        parameters.restore(Checkpoint.part(content, "parameters."));
        update.restore(Checkpoint.part(content, "optimizer."));
        done = Long.parseLong(content.metadata().getOrDefault("step", "0"));
        return this;
    }

    /** Steps done so far. */
    public long done() {
        return done;
    }

    /**
     * Trains up to a number of steps in all.
     *
     * @return whether it got there; false if it was stopped
     * @throws TrainingFailure at the first loss, or gradient that the update looks at, that is not finite
     */
    public boolean train(long steps) throws IOException {
        List<Tensor> leaves = parameters.tensors();
        while (done < steps) {
            if (stop.getAsBoolean()) {
                save();
                return false;
            }
            double value = step(leaves);
            done++;
            if (checkpoint.due(done)) {
                checkpoint.hold(this::state);
            }
            listener.accept(new Progress(done, steps, value));
        }
        save();
        return true;
    }

    private double step(List<Tensor> leaves) throws IOException {
        Scope scope = Scope.open();
        try {
            Tensor batch = loss.apply(done);
            double value = batch.item();
            if (!Double.isFinite(value)) {
                throw new TrainingFailure(
                        "the loss is " + value + " at step " + done + checkpoint.lastGood(), done, "loss");
            }
            checkpoint.commit();
            move(Autograd.gradient(batch, leaves, false));
            return value;
        } finally {
            scope.close();
        }
    }

    private void move(List<Tensor> gradients) {
        try {
            if (observer.isPresent()) {
                observer.get().around(done, gradients, () -> update.step(gradients));
            } else {
                update.step(gradients);
            }
        } catch (ArithmeticException e) {
            throw new TrainingFailure(e.getMessage() + checkpoint.lastGood(), done, "gradient");
        }
    }

    private void save() throws IOException {
        checkpoint.hold(this::state);
        checkpoint.commit();
    }

    private Safetensors.Content state() {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        parameters.arrays().forEach((name, array) -> tensors.put("parameters." + name, array));
        update.state().forEach((name, array) -> tensors.put("optimizer." + name, array));
        return new Safetensors.Content(tensors, Map.of("step", Long.toString(done)));
    }
}
