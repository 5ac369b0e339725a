package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ansatz.tensor.Tensor;

/**
 * Filters of the input channels, shared by all outputs: {@code K[o,i] = sum_r W[o,i,r] a_r[i] (x) b_r[i] (x) ..}. Evaluated in
 * sequence it is R depthwise convolutions per axis and one 1 x 1 convolution.
 *
 * @param mixing W, [outputs, inputs, R]
 * @param filters one [inputs, R, taps] per axis
 */
public record SharedInputKernel(Tensor mixing, List<Tensor> filters) implements ConvKernel {
    public SharedInputKernel {
        filters = List.copyOf(filters);
    }

    @Override
    public KernelShape shape() {
        return new KernelShape((int) mixing.size(0), (int) mixing.size(1), filters.size(), (int)
                filters.get(0).size(2));
    }

    @Override
    public KernelFormat format() {
        return KernelFormat.sharedInput((int) mixing.size(2));
    }

    @Override
    public List<Tensor> factors() {
        List<Tensor> factors = new ArrayList<>(List.of(mixing));
        factors.addAll(filters);
        return factors;
    }

    @Override
    public List<String> factorNames() {
        List<String> names = new ArrayList<>(List.of("mixing"));
        IntStream.range(0, filters.size()).forEach(k -> names.add("filter" + k));
        return names;
    }

    @Override
    public SharedInputKernel withFactors(List<Tensor> factors) {
        return new SharedInputKernel(factors.get(0), factors.subList(1, factors.size()));
    }

    @Override
    public Tensor materialise() {
        // The products of filters [inputs, R, taps..] first, then the mixing.
        List<Tensor> single =
                filters.stream().map(filter -> filter.unsqueeze(2)).toList();
        Tensor products = Mixing.outerSum("ir", single);
        long[] dense = shape().dense();
        Tensor rows = products.reshape(dense[1], mixing.size(2), -1);
        return Tensor.einsum("oir,irn->oin", mixing, rows).reshape(dense);
    }

    @Override
    public Tensor sequential(Tensor x, Window window) {
        int inputs = (int) mixing.size(1);
        int rank = (int) mixing.size(2);
        long taps = filters.get(0).size(2);
        Tensor y = x;
        for (int axis = 0; axis < filters.size(); axis++) {
            y = window.along(
                    axis, y, filters.get(axis).reshape((long) inputs * rank, taps), axis == 0 ? inputs : inputs * rank);
        }
        return Mixing.channels(y, mixing.reshape(mixing.size(0), (long) inputs * rank));
    }
}
