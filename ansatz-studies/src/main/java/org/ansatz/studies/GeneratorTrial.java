package org.ansatz.studies;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.operator.conv.BlockData;
import org.ansatz.operator.conv.BlockModel;
import org.ansatz.operator.conv.BlockSurrogate;
import org.ansatz.operator.conv.BlockTraining;
import org.ansatz.operator.conv.GeneratorShape;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;

/**
 * E2 of arXiv 2304.04964's study: generators, or autoencoders, of one shape trained on the same draws in the same order.
 *
 * @param kind of network
 * @param test draws that no training sees
 */
record GeneratorTrial(
        Kind kind,
        GeneratorShape shape,
        BlockData training,
        BlockData test,
        OptimizerChoice optimizer,
        int steps,
        BooleanSupplier stop) {
    private static final int BATCH = 16;
    private static final int CHECKS = 40;

    /** Makes networks at random. */
    interface Kind {
        BlockModel<?> random(GeneratorShape shape, KernelFormat format, DType precision, RandomStream random);
    }

    /**
     * A trained network.
     *
     * @param testErrors relative L2 of every test block
     * @param largestError largest difference of all values of the test blocks
     * @param trainingError mean relative L2 over the training blocks
     */
    record Outcome(
            KernelFormat format,
            long seed,
            double rate,
            BlockSurrogate surrogate,
            List<BlockTraining.Check> checks,
            double[] testErrors,
            double largestError,
            double trainingError) {
        double mean() {
            return Arrays.stream(testErrors).average().orElseThrow();
        }

        double quantile95() {
            double[] sorted = testErrors.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        }

        /** Mean test error less mean training error. */
        double gap() {
            return mean() - trainingError;
        }

        /** The least error on held-back draws, by which rates are chosen. */
        double heldBack() {
            return checks.stream()
                    .mapToDouble(BlockTraining.Check::heldBack)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }

    /** The same with other draws for training. */
    GeneratorTrial with(BlockData otherTraining) {
        return new GeneratorTrial(kind, shape, otherTraining, test, optimizer, steps, stop);
    }

    /** The same with other networks. */
    GeneratorTrial of(Kind otherKind, GeneratorShape otherShape) {
        return new GeneratorTrial(otherKind, otherShape, training, test, optimizer, steps, stop);
    }

    /**
     * Trains one format from its random beginning.
     *
     * @throws CancellationException if it is stopped
     */
    Outcome train(KernelFormat format, long seed, double rate) throws IOException {
        BlockModel<?> network = kind.random(shape, format, DType.FLOAT32, RandomStream.seeded(seed));
        return train(network, format, seed, rate, steps);
    }

    private Outcome train(BlockModel<?> network, KernelFormat format, long seed, double rate, int length)
            throws IOException {
        BlockTraining.Result result = new BlockTraining(optimizer, length, BATCH, rate, Math.min(CHECKS, length))
                .run(network, training, seed, stop);
        if (stop.getAsBoolean()) {
            throw new CancellationException(format.label() + ", seed " + seed + ", was stopped");
        }
        return measured(result.surrogate(), format, seed, rate, result.checks());
    }

    private Outcome measured(
            BlockSurrogate surrogate, KernelFormat format, long seed, double rate, List<BlockTraining.Check> checks) {
        return new Outcome(
                format,
                seed,
                rate,
                surrogate,
                checks,
                surrogate.relativeErrors(test),
                surrogate.largestError(test),
                Arrays.stream(surrogate.relativeErrors(training)).average().orElseThrow());
    }

    /** The kernels of a trained dense network brought into a format, without further training. */
    Outcome cut(Outcome dense, KernelFormat format) {
        BlockSurrogate whole = dense.surrogate();
        BlockModel<?> network = whole.network().compressed(format, RandomStream.seeded(dense.seed()));
        BlockSurrogate surrogate = new BlockSurrogate(network, whole.mean(), whole.deviation());
        return measured(surrogate, format, dense.seed(), 0, List.of());
    }

    /** A cut network trained on. */
    Outcome tuned(Outcome cut, double rate, int length) throws IOException {
        return train(cut.surrogate().network(), cut.format(), cut.seed(), rate, length);
    }
}
