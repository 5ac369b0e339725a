package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ansatz.tensor.Tensor;

/**
 * The whole layer in canonical format, channels included (Lebedev et al., arXiv 1412.6553): {@code K = sum_r a_r (x) b_r (x) u_r
 * (x) ..}. In sequence: a 1 x 1 convolution to R channels, filters along every axis, a 1 x 1 convolution out. Another model than
 * products per pair of channels.
 *
 * @param outputs a, [outputs, R]
 * @param inputs b, [inputs, R]
 * @param filters one [R, taps] per axis
 */
public record FullCanonicalKernel(Tensor outputs, Tensor inputs, List<Tensor> filters) implements ConvKernel {
    public FullCanonicalKernel {
        filters = List.copyOf(filters);
    }

    @Override
    public KernelShape shape() {
        return new KernelShape((int) outputs.size(0), (int) inputs.size(0), filters.size(), (int)
                filters.get(0).size(1));
    }

    @Override
    public KernelFormat format() {
        return KernelFormat.fullCanonical((int) outputs.size(1));
    }

    @Override
    public List<Tensor> factors() {
        List<Tensor> factors = new ArrayList<>(List.of(outputs, inputs));
        factors.addAll(filters);
        return factors;
    }

    @Override
    public List<String> factorNames() {
        List<String> names = new ArrayList<>(List.of("outputs", "inputs"));
        IntStream.range(0, filters.size()).forEach(k -> names.add("filter" + k));
        return names;
    }

    @Override
    public FullCanonicalKernel withFactors(List<Tensor> factors) {
        return new FullCanonicalKernel(factors.get(0), factors.get(1), factors.subList(2, factors.size()));
    }

    @Override
    public Tensor materialise() {
        List<Tensor> single =
                filters.stream().map(filter -> filter.unsqueeze(1)).toList();
        Tensor rows = Mixing.outerSum("r", single).reshape(outputs.size(1), -1);
        return Tensor.einsum("or,ir,rn->oin", outputs, inputs, rows).reshape(shape().dense());
    }

    @Override
    public Tensor sequential(Tensor x, Window window) {
        int rank = (int) outputs.size(1);
        Tensor y = Mixing.channels(x, inputs.mT());
        for (int axis = 0; axis < filters.size(); axis++) {
            y = window.along(axis, y, filters.get(axis), rank);
        }
        return Mixing.channels(y, outputs);
    }
}
