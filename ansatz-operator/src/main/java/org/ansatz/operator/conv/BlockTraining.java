package org.ansatz.operator.conv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.TensorUpdate;
import org.ansatz.learn.train.Epochs;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * Training of a {@link BlockModel} on the mean squared error of standardised blocks, the rate falling as a cosine to
 * 1e-5; of the parameters met at every check, those with the least error on a tenth of the draws, held back, are kept. The
 * order of draws depends on the seed alone, so that all formats see the same batches.
 *
 * @param optimizer of first order
 * @param steps of the optimizer
 * @param batch draws per step
 * @param rate at the beginning
 * @param checks how often the error on held-back draws is looked at
 */
public record BlockTraining(OptimizerChoice optimizer, int steps, int batch, double rate, int checks) {
    private static final double LAST_RATE = 1e-5;
    // One draw in so many is held back.
    private static final int HELD_BACK = 10;

    /**
     * @throws InvalidProblem if a number is out of range
     * @throws IllegalArgumentException if the optimizer is not of first order or has a rate of its own
     */
    public BlockTraining {
        optimizer = optimizer.withRateFrom("the training");
        if (steps < 1 || batch < 1 || !(rate > 0) || checks < 1 || checks > steps) {
            throw new InvalidProblem("training needs steps, a batch, a rate and 1 to " + steps + " checks, given "
                    + steps + ", " + batch + ", " + rate + " and " + checks);
        }
    }

    /** With Adam. */
    public BlockTraining(int steps, int batch, double rate, int checks) {
        this(OptimizerChoice.parse("adam"), steps, batch, rate, checks);
    }

    /** Mean squared errors of standardised blocks at a check: the mean over the steps before it, and on held-back draws. */
    public record Check(long step, double training, double heldBack) {}

    /**
     * What came out.
     *
     * @param surrogate with the kept parameters
     * @param bestStep at which they were met
     */
    public record Result(BlockSurrogate surrogate, List<Check> checks, long bestStep) {}

    /**
     * Trains a network in place.
     *
     * @param data of which the first tenth is held back
     * @param stop asked before every step; a training that is stopped returns its best so far
     * @throws InvalidProblem if there are fewer than ten draws or the blocks have other sizes than the network's
     * @throws org.ansatz.learn.train.TrainingFailure if the loss is not finite
     */
    public Result run(BlockModel<?> network, BlockData data, long seed, BooleanSupplier stop) throws IOException {
        if (data.draws() < HELD_BACK || !data.sizes().equals(network.shape().block())) {
            throw new InvalidProblem("training needs " + HELD_BACK + " draws of blocks of "
                    + network.shape().block() + ", given " + data.draws() + " of " + data.sizes());
        }
        int held = data.draws() / HELD_BACK;
        BlockData training = data.range(held, data.draws());
        double mean = training.mean();
        double deviation = training.deviation();
        if (!(deviation > 0)) {
            throw new InvalidProblem("all values of the training blocks are " + mean + "; nothing can be learnt");
        }
        Scope scope = Scope.open();
        try {
            DType type = network.parameters().precision();
            Tensor y = training.outputs(type, mean, deviation);
            Tensor x = network.readsBlocks() ? y : training.inputs(type);
            Tensor heldY = data.range(0, held).outputs(type, mean, deviation);
            Tensor heldX = network.readsBlocks() ? heldY : data.range(0, held).inputs(type);
            Watch watch = new Watch(network, heldX, heldY, Math.max(1, steps / checks));
            Epochs epochs = new Epochs(training.draws(), batch, RandomStream.seeded(seed));
            Schedule schedule = Schedule.cosine(rate, Math.min(rate, LAST_RATE), steps);
            try (TensorUpdate update = optimizer.update(network.parameters(), first -> schedule)) {
                new TensorTrainer(network.parameters(), update, step -> {
                            Tensor chosen = Tensor.of(epochs.batch(step));
                            return squaredError(network, x.indexSelect(0, chosen), y.indexSelect(0, chosen));
                        })
                        .stopWhen(stop)
                        .listener(watch::see)
                        .train(steps);
            }
            watch.keepBest();
            return new Result(new BlockSurrogate(network, mean, deviation), watch.checks, watch.bestStep);
        } finally {
            scope.close();
        }
    }

    private static Tensor squaredError(BlockModel<?> network, Tensor x, Tensor y) {
        return network.forward(x).sub(y).square().mean();
    }

    /** Looks at the held-back draws and remembers the best parameters. */
    private static final class Watch {
        private final BlockModel<?> network;
        private final Tensor x;
        private final Tensor y;
        private final long every;
        private final List<Check> checks = new ArrayList<>();
        private Map<String, NdArray> best;
        private double least = Double.POSITIVE_INFINITY;
        private long bestStep;
        private double sum;
        private int count;

        Watch(BlockModel<?> network, Tensor x, Tensor y, long every) {
            this.network = network;
            this.x = x;
            this.y = y;
            this.every = every;
        }

        void see(TensorTrainer.Progress progress) {
            sum += progress.loss();
            count++;
            if (progress.step() % every == 0 || progress.step() == progress.steps()) {
                double error = Scope.compute(() -> Autograd.noGrad(() -> squaredError(network, x, y)))
                        .item();
                checks.add(new Check(progress.step(), sum / count, error));
                sum = 0;
                count = 0;
                if (error < least) {
                    least = error;
                    bestStep = progress.step();
                    best = network.parameters().arrays();
                }
            }
        }

        void keepBest() {
            if (best != null) {
                network.parameters().restore(best);
            }
        }
    }
}
