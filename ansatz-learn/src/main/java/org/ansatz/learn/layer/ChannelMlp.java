package org.ansatz.learn.layer;

import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** Two linear maps of the channels with a GELU between them, the same at every grid point. */
public final class ChannelMlp implements TensorLayer {
    private final PointwiseLinear first;
    private final PointwiseLinear second;

    public ChannelMlp(
            TensorParameters parameters, String name, int inputs, int hidden, int outputs, RandomStream random) {
        first = new PointwiseLinear(parameters, name + ".first", inputs, hidden, true, random);
        second = new PointwiseLinear(parameters, name + ".second", hidden, outputs, true, random);
    }

    @Override
    public Tensor forward(Tensor x) {
        return second.forward(first.forward(x).gelu());
    }
}
