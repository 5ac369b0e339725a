package org.ansatz.learn.sequence;

import java.util.Optional;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** Attention with several heads: matrices [width, width] for queries, keys, values and the output around {@link DotProductAttention}. */
final class CausalAttention {
    private final int heads;
    private final Tensor query;
    private final Tensor key;
    private final Tensor value;
    private final Tensor out;
    private final DotProductAttention attention;

    private CausalAttention(
            int heads, Tensor query, Tensor key, Tensor value, Tensor out, DotProductAttention attention) {
        this.heads = heads;
        this.query = query;
        this.key = key;
        this.value = value;
        this.out = out;
        this.attention = attention;
    }

    static CausalAttention of(
            TensorParameters parameters, String name, int width, MomentumAttention settings, RandomStream random) {
        return new CausalAttention(
                settings.heads(),
                TransformerDecoder.matrix(parameters, name + "query", width, width, random),
                TransformerDecoder.matrix(parameters, name + "key", width, width, random),
                TransformerDecoder.matrix(parameters, name + "value", width, width, random),
                TransformerDecoder.matrix(parameters, name + "out", width, width, random),
                DotProductAttention.of(settings, parameters, name));
    }

    /** With the same matrices and no shear. */
    CausalAttention ablated() {
        return new CausalAttention(heads, query, key, value, out, attention.ablated());
    }

    DotProductAttention core() {
        return attention;
    }

    /** @param x [batch, places, width] */
    Attended attend(Tensor x, AttentionPass pass, Optional<AttentionCache> cache) {
        Tensor q = split(x.matmul(query.mT()));
        Tensor k = split(x.matmul(key.mT()));
        Tensor v = split(x.matmul(value.mT()));
        return cache.isPresent() ? attention.attend(q, k, v, pass, cache.get()) : attention.attend(q, k, v, pass);
    }

    /** [batch, places, width] of what the heads attended to. */
    Tensor mixed(Attended attended) {
        Tensor output = attended.output();
        return output.transpose(1, 2)
                .reshape(output.size(0), output.size(2), heads * output.size(3))
                .matmul(out.mT());
    }

    /** [batch, heads, places, width / heads]. */
    private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
    }
}
