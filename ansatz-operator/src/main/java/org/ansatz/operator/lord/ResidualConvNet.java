package org.ansatz.operator.lord;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Convolution;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * What a Lord network is compared with: a residual network of 3x3 convolutions with zeros outside, {@code x + K2 gelu(K1 x)}
 * per block, between a lifting and a projecting convolution. Information travels two points per block.
 */
public final class ResidualConvNet implements TensorLayer {
    private static final Convolution SAME = Convolution.PLAIN.withPadding(1);

    /** One convolution with bias. */
    private record Conv(Tensor weight, Tensor bias) {
        static Conv of(TensorParameters parameters, String name, int inputs, int outputs, RandomStream random) {
            double bound = 1 / Math.sqrt(9.0 * inputs);
            Tensor weight = Tensor.rand(random, outputs, inputs, 3, 3).sub(0.5).mul(2 * bound);
            Tensor bias = Tensor.rand(random, outputs).sub(0.5).mul(2 * bound);
            return new Conv(parameters.add(name + ".weight", weight), parameters.add(name + ".bias", bias));
        }

        Tensor of(Tensor x) {
            return x.conv2d(weight, bias, SAME);
        }
    }

    private final Conv lifting;
    private final List<Conv> first = new ArrayList<>();
    private final List<Conv> second = new ArrayList<>();
    private final Conv projection;
    private final double scale;

    /** Some input channels to one output channel, which is multiplied by {@code scale}. */
    public ResidualConvNet(
            TensorParameters parameters, int inputs, int channels, int blocks, double scale, RandomStream random) {
        this.scale = scale;
        lifting = Conv.of(parameters, "lifting", inputs, channels, random);
        for (int l = 0; l < blocks; l++) {
            first.add(Conv.of(parameters, "blocks." + l + ".first", channels, channels, random));
            second.add(Conv.of(parameters, "blocks." + l + ".second", channels, channels, random));
        }
        projection = Conv.of(parameters, "projection", channels, 1, random);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor v = lifting.of(x);
        for (int l = 0; l < first.size(); l++) {
            v = v.add(second.get(l).of(first.get(l).of(v).gelu()));
        }
        return projection.of(v).mul(scale);
    }
}
