package org.ansatz.learn.sequence;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.TensorAdam;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.learn.train.TensorTrainer.Progress;
import org.ansatz.tensor.RandomStream;

/**
 * Trains a decoder on a task by Adam. Batches depend on the seed of the plan and the step only, so that models with plans of one
 * seed see the same sequences.
 */
public final class SequenceTraining {
    /**
     * How long and how fast.
     *
     * @param batch sequences per step
     * @param rate largest learning rate; it rises linearly over {@code warmUp} steps while it falls linearly to 0 at the end
     */
    public record Plan(int steps, int batch, double rate, int warmUp, long seed) {
        public Plan {
            if (steps < 1 || batch < 1 || warmUp < 1 || !(rate > 0 && Double.isFinite(rate))) {
                throw new IllegalArgumentException("a plan needs positive steps, sequences, warm-up and rate, got "
                        + steps + ", " + batch + ", " + warmUp + ", " + rate);
            }
        }

        Schedule schedule() {
            Schedule fall = Schedule.linearTail(rate, 0, steps, 0);
            return step -> fall.rate(step) * Math.min(1, (step + 1.0) / warmUp);
        }
    }

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double EPSILON = 1e-8;

    private final TransformerDecoder decoder;
    private final SequenceTask task;
    private final Plan plan;
    private BooleanSupplier stop = () -> false;
    private Consumer<Progress> listener = progress -> {};

    public SequenceTraining(TransformerDecoder decoder, SequenceTask task, Plan plan) {
        if (task.symbols() > decoder.settings().symbols()) {
            throw new IllegalArgumentException("the task has " + task.symbols() + " symbols, the decoder "
                    + decoder.settings().symbols());
        }
        this.decoder = decoder;
        this.task = task;
        this.plan = plan;
    }

    /** Asked before every step. */
    public SequenceTraining stopWhen(BooleanSupplier asked) {
        stop = asked;
        return this;
    }

    /** Told after every step. */
    public SequenceTraining listener(Consumer<Progress> told) {
        listener = told;
        return this;
    }

    /**
     * Trains to the end of the plan.
     *
     * @return whether it got there; false if it was stopped
     * @throws org.ansatz.learn.train.TrainingFailure at the first loss that is not finite
     */
    public boolean train() throws IOException {
        RandomStream batches = RandomStream.seeded(plan.seed());
        try (TensorAdam adam =
                new TensorAdam(decoder.parameters().tensors(), plan.schedule(), BETA1, BETA2, EPSILON, 0)) {
            return new TensorTrainer(decoder.parameters(), adam, step -> task.draw(batches.child(step), plan.batch())
                            .loss(decoder))
                    .stopWhen(stop)
                    .listener(listener)
                    .train(plan.steps());
        }
    }
}
