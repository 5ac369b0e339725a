package org.ansatz.operator.lord;

import org.ansatz.learn.layer.ChannelMlp;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** {@code x + W3 gelu(W2 K x)}, with K a {@link KroneckerLayer} and optionally a channel mix in front of it. */
final class LordBlock implements TensorLayer {
    private final TensorLayer preMix;
    private final KroneckerLayer spatial;
    private final ChannelMlp channels;

    LordBlock(TensorParameters parameters, String name, LordSettings settings, RandomStream random) {
        int c = settings.spatial().channels();
        preMix = settings.preMix() ? new PointwiseLinear(parameters, name + ".pre_mix", c, c, true, random) : x -> x;
        spatial = new KroneckerLayer(parameters, name + ".spatial", settings.spatial(), random);
        channels = new ChannelMlp(parameters, name + ".channels", c, c, c, random);
    }

    KroneckerLayer spatial() {
        return spatial;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.add(channels.forward(spatial.forward(preMix.forward(x))));
    }
}
