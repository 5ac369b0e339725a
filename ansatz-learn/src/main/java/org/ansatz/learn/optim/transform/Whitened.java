package org.ansatz.learn.optim.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Steps done in coordinates in which a {@link KroneckerFisher} is the identity: {@code P^-1/2 T(P^-1/2 G Q^-1/2) Q^-1/2}. The
 * Fisher factors learn from G first. With momentum and the polar factor as T this is FISMO (arXiv 2601.21750).
 */
public final class Whitened implements UpdateTransform {
    private final KroneckerFisher fisher;
    private final UpdateTransform before;
    private final UpdateTransform inner;

    public Whitened(KroneckerFisher fisher, UpdateTransform inner) {
        this(fisher, UpdateTransform.scale(1), inner);
    }

    /** @param before acts on G, after the factors have learnt from it and before it is whitened */
    public Whitened(KroneckerFisher fisher, UpdateTransform before, UpdateTransform inner) {
        this.fisher = fisher;
        this.before = before;
        this.inner = inner;
    }

    public KroneckerFisher fisher() {
        return fisher;
    }

    @Override
    public Matrix apply(Matrix u) {
        fisher.learn(u);
        return fisher.whiten(inner.apply(fisher.whiten(before.apply(u))));
    }

    @Override
    public Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>(fisher.buffers());
        before.buffers().forEach((name, array) -> buffers.put("before." + name, array));
        inner.buffers().forEach((name, array) -> buffers.put("inner." + name, array));
        return buffers;
    }
}
