package org.ansatz.operator.conv;

import java.util.Arrays;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A network with the scale of blocks: {@code block = mean + deviation network(parameters)}, or {@code mean + deviation
 * network((block - mean) / deviation)}.
 *
 * @param mean of the training blocks
 * @param deviation of the training blocks
 */
public record BlockSurrogate(BlockModel<?> network, double mean, double deviation) {
    // Draws that go through the network at once.
    private static final int BATCH = 50;

    /**
     * The blocks for some parameters, or for some blocks.
     *
     * @param given [n][parameters], or [n][values] if the network reads blocks
     * @return [n][values]
     */
    public double[][] predict(double[][] given) {
        double[][] blocks = new double[given.length][];
        for (int from = 0; from < given.length; from += BATCH) {
            int to = Math.min(given.length, from + BATCH);
            double[] flat = batch(Arrays.copyOfRange(given, from, to));
            int size = flat.length / (to - from);
            for (int n = from; n < to; n++) {
                blocks[n] = Arrays.copyOfRange(flat, (n - from) * size, (n - from + 1) * size);
                for (int k = 0; k < size; k++) {
                    blocks[n][k] = mean + deviation * blocks[n][k];
                }
            }
        }
        return blocks;
    }

    private double[] batch(double[][] given) {
        Scope scope = Scope.open();
        try {
            double[] flat = Arrays.stream(given).flatMapToDouble(Arrays::stream).toArray();
            Tensor rows = Tensor.of(flat, given.length, given[0].length);
            Tensor x = network.readsBlocks()
                    ? rows.sub(mean)
                            .div(deviation)
                            .reshape(BlockData.shape(
                                    given.length, network.shape().block()))
                    : rows;
            return Autograd.noGrad(
                            () -> network.forward(x.to(network.parameters().precision())))
                    .to(DType.FLOAT64)
                    .toDoubles();
        } finally {
            scope.close();
        }
    }

    private double[][] predict(BlockData data) {
        return predict(network.readsBlocks() ? data.blocks() : data.parameters());
    }

    /** {@code |prediction - truth| / |truth|} of every draw. */
    public double[] relativeErrors(BlockData data) {
        double[][] predicted = predict(data);
        double[] errors = new double[data.draws()];
        for (int n = 0; n < errors.length; n++) {
            errors[n] = relativeL2(predicted[n], data.blocks()[n]);
        }
        return errors;
    }

    /** The largest difference of all values of all draws. */
    public double largestError(BlockData data) {
        double[][] predicted = predict(data);
        double largest = 0;
        for (int n = 0; n < data.draws(); n++) {
            for (int k = 0; k < predicted[n].length; k++) {
                largest = Math.max(largest, Math.abs(predicted[n][k] - data.blocks()[n][k]));
            }
        }
        return largest;
    }

    /** {@code |a - truth| / |truth|}. */
    public static double relativeL2(double[] a, double[] truth) {
        double difference = 0;
        double size = 0;
        for (int k = 0; k < truth.length; k++) {
            difference += (a[k] - truth[k]) * (a[k] - truth[k]);
            size += truth[k] * truth[k];
        }
        return Math.sqrt(difference / size);
    }
}
