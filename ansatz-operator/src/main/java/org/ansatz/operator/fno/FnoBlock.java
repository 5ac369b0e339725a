package org.ansatz.operator.fno;

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
final class FnoBlock implements TensorLayer {
    private static final TensorLayer IDENTITY = x -> x;

    private final FnoSettings settings;
    private final boolean last;
    private final SpectralConv convolution;
    private final TensorLayer skip;
    private final TensorLayer firstNorm;
    private final TensorLayer mlp;
    private final TensorLayer mlpSkip;
    private final TensorLayer secondNorm;

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
            firstNorm = IDENTITY;
            secondNorm = IDENTITY;
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
        firstNorm = norm(parameters, name + ".first_norm", width);
        secondNorm = norm(parameters, name + ".second_norm", width);
    }

    private TensorLayer norm(TensorParameters parameters, String name, int width) {
        return switch (settings.norm()) {
            case NONE -> IDENTITY;
            case INSTANCE -> FieldNorm.instance();
            case GROUP -> FieldNorm.group(parameters, name, width);
        };
    }

    @Override
    public Tensor forward(Tensor v) {
        if (mlp == null) {
            return activated(convolution.forward(v).add(skip.forward(v)));
        }
        if (settings.preActivation()) {
            Tensor in = firstNorm.forward(v.gelu());
            Tensor z = convolution.forward(in).add(skip.forward(v));
            return mlp.forward(secondNorm.forward(z.gelu())).add(mlpSkip.forward(v));
        }
        Tensor z = activated(firstNorm.forward(convolution.forward(v)).add(skip.forward(v)));
        return activated(secondNorm.forward(mlp.forward(z).add(mlpSkip.forward(v))));
    }

    private Tensor activated(Tensor x) {
        return last ? x : x.gelu();
    }
}
