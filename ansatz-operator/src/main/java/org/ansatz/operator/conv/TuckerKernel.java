package org.ansatz.operator.conv;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * Channels projected before and after a smaller dense convolution, Tucker-2 (Kim et al., arXiv 1511.06530): {@code K[o,i] =
 * sum_pq A[o,p] C[p,q] B[i,q]}.
 *
 * @param outputs A, [outputs, P]
 * @param core C, [P, Q, taps...]
 * @param inputs B, [inputs, Q]
 */
public record TuckerKernel(Tensor outputs, Tensor core, Tensor inputs) implements ConvKernel {
    @Override
    public KernelShape shape() {
        return new KernelShape((int) outputs.size(0), (int) inputs.size(0), core.dim() - 2, (int) core.size(2));
    }

    @Override
    public KernelFormat format() {
        return KernelFormat.tucker((int) core.size(0), (int) core.size(1));
    }

    @Override
    public List<Tensor> factors() {
        return List.of(outputs, core, inputs);
    }

    @Override
    public List<String> factorNames() {
        return List.of("outputs", "core", "inputs");
    }

    @Override
    public TuckerKernel withFactors(List<Tensor> factors) {
        return new TuckerKernel(factors.get(0), factors.get(1), factors.get(2));
    }

    @Override
    public Tensor materialise() {
        Tensor rows = core.reshape(core.size(0), core.size(1), -1);
        return Tensor.einsum("op,pqn,iq->oin", outputs, rows, inputs).reshape(shape().dense());
    }

    @Override
    public Tensor sequential(Tensor x, Window window) {
        return Mixing.channels(window.apply(Mixing.channels(x, inputs.mT()), core), outputs);
    }
}
