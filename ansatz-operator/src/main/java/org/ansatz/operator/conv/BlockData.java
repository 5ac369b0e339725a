package org.ansatz.operator.conv;

import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Blocks of space and time, one per draw of the parameters. Splits are by draw, never by frame.
 *
 * @param parameters [draws][parameters]
 * @param blocks [draws][values of a block, the last axis fastest]
 * @param sizes of a block
 */
public record BlockData(double[][] parameters, double[][] blocks, List<Integer> sizes) {
    /**
     * @throws InvalidProblem if lengths do not agree or a value is not finite
     */
    public BlockData {
        sizes = List.copyOf(sizes);
        int size = sizes.stream().reduce(1, (a, b) -> a * b);
        if (blocks.length == 0 || blocks.length != parameters.length) {
            throw new InvalidProblem(
                    "blocks need as many draws as parameters, given " + blocks.length + " and " + parameters.length);
        }
        for (int n = 0; n < blocks.length; n++) {
            if (blocks[n].length != size || parameters[n].length != parameters[0].length) {
                throw new InvalidProblem("draw " + n + " has " + parameters[n].length + " parameters and "
                        + blocks[n].length + " values; expected " + parameters[0].length + " and " + size
                        + " for a block of " + sizes);
            }
            checkFinite("parameter", n, parameters[n]);
            checkFinite("value", n, blocks[n]);
        }
    }

    private static void checkFinite(String what, int draw, double[] values) {
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw new InvalidProblem(
                        what + " " + k + " of draw " + draw + " is " + values[k] + ", not a finite number");
            }
        }
    }

    /** Number of draws. */
    public int draws() {
        return blocks.length;
    }

    /** Some successive draws. */
    public BlockData range(int from, int to) {
        return new BlockData(Arrays.copyOfRange(parameters, from, to), Arrays.copyOfRange(blocks, from, to), sizes);
    }

    /** Mean of all values. */
    double mean() {
        return Arrays.stream(blocks).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    /** Standard deviation of all values. */
    double deviation() {
        double mean = mean();
        double variance = Arrays.stream(blocks)
                .flatMapToDouble(Arrays::stream)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(variance);
    }

    /** The parameters as a tensor [draws, parameters]. */
    Tensor inputs(DType type) {
        return Scope.compute(() -> Tensor.of(
                        Arrays.stream(parameters)
                                .flatMapToDouble(Arrays::stream)
                                .toArray(),
                        draws(),
                        parameters[0].length)
                .to(type));
    }

    /** The blocks, less a mean and by a deviation, as a tensor [draws, 1, block...]. */
    Tensor outputs(DType type, double mean, double deviation) {
        double[] all = Arrays.stream(blocks)
                .flatMapToDouble(Arrays::stream)
                .map(v -> (v - mean) / deviation)
                .toArray();
        return Scope.compute(() -> Tensor.of(all, shape(draws(), sizes)).to(type));
    }

    /** {@code [draws, 1, block...]}. */
    static long[] shape(int draws, List<Integer> sizes) {
        long[] shape = new long[sizes.size() + 2];
        shape[0] = draws;
        shape[1] = 1;
        for (int d = 0; d < sizes.size(); d++) {
            shape[d + 2] = sizes.get(d);
        }
        return shape;
    }
}
