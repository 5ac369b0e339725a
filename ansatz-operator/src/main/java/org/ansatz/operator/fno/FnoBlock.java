package org.ansatz.operator.fno;

import org.ansatz.learn.layer.AdaptiveNorm;
import org.ansatz.learn.layer.ChannelMlp;
import org.ansatz.learn.layer.ChannelScale;
import org.ansatz.learn.layer.FieldNorm;
import org.ansatz.learn.layer.PointwiseLinear;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.spectral.SpectralConv;
import org.ansatz.operator.spectral.SpectralWeight;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * A block of a Fourier neural operator. With the improved backbone
 *
 * <pre>{@code
 * z = gelu(norm(K v) + s1(v)),  y = gelu(norm(mlp(z)) + s2(v))
 * }</pre>
 *
 * where s2 takes the block's input, not z; the GELUs are left out in the last block. Pre-activated, norm and GELU act on v and z
 * before K and the MLP. The plain backbone is {@code gelu(K v + W v + b)}.
 */
final class FnoBlock {
    private static final TensorLayer IDENTITY = x -> x;

    /** A norm that may depend on the conditions of each sample, [batch, conditions]. */
    private interface Norm {
        Tensor of(Tensor x, Tensor conditions);
    }

    private final FnoSettings settings;
    private final boolean last;
    private final SpectralConv convolution;
    private final TensorLayer skip;
    private final Norm firstNorm;
    private final TensorLayer mlp;
    private final TensorLayer mlpSkip;
    private final Norm secondNorm;

    FnoBlock(
            TensorParameters parameters,
            String name,
            FnoSettings settings,
            SpectralWeight weight,
            boolean last,
            RandomStream random) {
        this.settings = settings;
        this.last = last;
        int width = settings.width();
        boolean plain = settings.backbone() == Backbone.PLAIN;
        convolution =
                new SpectralConv(parameters, name + ".convolution", settings.modes(), weight, width, width, random);
        skip = new PointwiseLinear(parameters, name + ".skip", width, width, plain, random);
        if (plain) {
            firstNorm = (x, conditions) -> x;
            secondNorm = firstNorm;
            mlp = null;
            mlpSkip = null;
            return;
        }
        int hidden = Math.max(1, (int) Math.round(settings.mlpExpansion() * width));
        mlp = new ChannelMlp(parameters, name + ".mlp", width, hidden, width, random);
        mlpSkip = switch (settings.mlpSkip()) {
            case LINEAR -> new PointwiseLinear(parameters, name + ".mlp_skip", width, width, false, random);
            case GATE -> new ChannelScale(parameters, name + ".mlp_skip", width);
            case IDENTITY -> IDENTITY;
        };
        firstNorm = norm(parameters, name + ".first_norm", random);
        secondNorm = norm(parameters, name + ".second_norm", random);
    }

    private Norm norm(TensorParameters parameters, String name, RandomStream random) {
        int width = settings.width();
        return switch (settings.norm()) {
            case NONE -> (x, conditions) -> x;
            case INSTANCE -> alike(FieldNorm.instance());
            case GROUP -> alike(FieldNorm.group(parameters, name, width));
            case ADAPTIVE -> new AdaptiveNorm(parameters, name, settings.inputs(), width, random)::forward;
        };
    }

    private static Norm alike(TensorLayer layer) {
        return (x, conditions) -> layer.forward(x);
    }

    /**
     * Channels to channels.
     *
     * @param v [batch, width, grid...]
     * @param conditions of the samples, [batch, inputs]
     */
    Tensor forward(Tensor v, Tensor conditions) {
        if (mlp == null) {
            return activated(convolution.forward(v).add(skip.forward(v)));
        }
        if (settings.preActivation()) {
            Tensor in = firstNorm.of(v.gelu(), conditions);
            Tensor z = convolution.forward(in).add(skip.forward(v));
            return mlp.forward(secondNorm.of(z.gelu(), conditions)).add(mlpSkip.forward(v));
        }
        Tensor z = activated(firstNorm.of(convolution.forward(v), conditions).add(skip.forward(v)));
        return activated(secondNorm.of(mlp.forward(z).add(mlpSkip.forward(v)), conditions));
    }

    private Tensor activated(Tensor x) {
        return last ? x : x.gelu();
    }
}
