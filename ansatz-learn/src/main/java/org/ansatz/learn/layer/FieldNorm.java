package org.ansatz.learn.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ansatz.tensor.Tensor;

/** Normalisation of fields to mean 0 and variance 1, {@code (x - mean) / sqrt(variance + 1e-5)}. */
public final class FieldNorm implements TensorLayer {
    private static final double EPSILON = 1e-5;

    private final boolean perChannel;
    private final Tensor scale;
    private final Tensor shift;

    private FieldNorm(boolean perChannel, Tensor scale, Tensor shift) {
        this.perChannel = perChannel;
        this.scale = scale;
        this.shift = shift;
    }

    /** Over space, per sample and channel; nothing learned. */
    public static FieldNorm instance() {
        return new FieldNorm(true, null, null);
    }

    /** Over space and all channels, per sample; then a learned scale and shift per channel. */
    public static FieldNorm group(TensorParameters parameters, String name, int channels) {
        return new FieldNorm(
                false,
                parameters.add(name + ".scale", Tensor.ones(channels)),
                parameters.add(name + ".shift", Tensor.zeros(channels)));
    }

    @Override
    public Tensor forward(Tensor x) {
        int[] over = IntStream.range(perChannel ? 2 : 1, x.dim()).toArray();
        Tensor centred = x.sub(x.mean(over, true));
        Tensor normal =
                centred.mul(centred.square().mean(over, true).add(EPSILON).rsqrt());
        if (scale == null) {
            return normal;
        }
        long[] shape = new long[x.dim() - 1];
        Arrays.fill(shape, 1);
        shape[0] = scale.size(0);
        return normal.mul(scale.reshape(shape)).add(shift.reshape(shape));
    }
}
