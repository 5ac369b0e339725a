package org.ansatz.learn.sequence;

import java.util.Optional;
import org.ansatz.tensor.Tensor;

/**
 * Attention with several heads: matrices [width, width] for queries, keys, values and the output around {@link
 * DotProductAttention}.
 */
record CausalAttention(int heads, Tensor query, Tensor key, Tensor value, Tensor out, DotProductAttention core) {
    /** With the same matrices and no shear. */
    CausalAttention ablated() {
        return new CausalAttention(heads, query, key, value, out, core.ablated());
    }

    /** @param x [batch, places, width] */
    Attended attend(Tensor x, AttentionPass pass, Optional<AttentionCache> cache) {
        Tensor q = split(x.matmul(query.mT()));
        Tensor k = split(x.matmul(key.mT()));
        Tensor v = split(x.matmul(value.mT()));
        return cache.isPresent() ? core.attend(q, k, v, pass, cache.get()) : core.attend(q, k, v, pass);
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
