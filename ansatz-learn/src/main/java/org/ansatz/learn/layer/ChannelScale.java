package org.ansatz.learn.layer;

import org.ansatz.tensor.Tensor;

/** A learned factor per channel, initially 1: the "soft gating" of neural operators. */
public final class ChannelScale implements TensorLayer {
    private final Tensor scale;

    public ChannelScale(TensorParameters parameters, String name, int channels) {
        scale = parameters.add(name + ".scale", Tensor.ones(channels));
    }

    @Override
    public Tensor forward(Tensor x) {
        long[] shape = new long[x.dim() - 1];
        java.util.Arrays.fill(shape, 1);
        shape[0] = scale.size(0);
        return x.mul(scale.reshape(shape));
    }
}
