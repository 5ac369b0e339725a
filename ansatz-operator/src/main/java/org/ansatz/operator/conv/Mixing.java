package org.ansatz.operator.conv;

import java.util.Arrays;
import org.ansatz.tensor.Convolution;
import org.ansatz.tensor.Tensor;

/** Matrices and sums over channels. */
final class Mixing {
    private Mixing() {}

    /** A 1 x 1 convolution of [batch, channels in, space...] with [channels out, channels in]. */
    static Tensor channels(Tensor x, Tensor matrix) {
        long[] shape = x.shape();
        Tensor mixed = x.reshape(shape[0], shape[1], -1).conv1d(matrix.unsqueeze(2), Convolution.PLAIN);
        shape[1] = matrix.size(0);
        return mixed.reshape(shape);
    }

    /** Sums channels that stand for (input, output, term) over input and term. */
    static Tensor overPairs(Tensor x, KernelShape shape, long terms) {
        long[] space = Arrays.copyOfRange(x.shape(), 2, x.dim());
        long[] split = new long[space.length + 4];
        split[0] = x.size(0);
        split[1] = shape.inputs();
        split[2] = shape.outputs();
        split[3] = terms;
        System.arraycopy(space, 0, split, 4, space.length);
        return x.reshape(split).sum(1, 3);
    }

    /** Filters [outputs, inputs, terms.., taps] as rows in the order (input, output, term). */
    static Tensor rows(Tensor filters) {
        Tensor swapped = filters.transpose(0, 1);
        return swapped.reshape(-1, filters.size(filters.dim() - 1));
    }

    /** {@code sum_t a[.., t, x] b[.., t, y]..} over the terms of filters [.., t, taps], the sum of products of filters. */
    static Tensor outerSum(String batch, java.util.List<Tensor> filters) {
        return switch (filters.size()) {
            case 1 -> Tensor.einsum(batch + "tx->" + batch + "x", filters.get(0));
            case 2 -> Tensor.einsum(batch + "tx," + batch + "ty->" + batch + "xy", filters.get(0), filters.get(1));
            default ->
                Tensor.einsum(
                        batch + "tx," + batch + "ty," + batch + "tz->" + batch + "xyz",
                        filters.get(0),
                        filters.get(1),
                        filters.get(2));
        };
    }
}
