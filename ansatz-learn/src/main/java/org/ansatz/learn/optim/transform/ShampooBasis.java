package org.ansatz.learn.optim.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Steps done in the eigenbasis of Shampoo's second moments: {@code Q_L T(Q_L^T u Q_R) Q_R^T}. With Adam as T this is SOAP
 * (arXiv 2409.11321). Eigenvectors are those of a full decomposition, by ascending eigenvalue; what T keeps stays in the
 * basis in which it was learnt.
 */
public final class ShampooBasis implements UpdateTransform {
    private final KroneckerMoments moments;
    private final UpdateTransform inner;

    /**
     * @param beta memory of the second moments
     * @param refreshEvery steps between two decompositions
     */
    public ShampooBasis(int rows, int columns, double beta, int refreshEvery, UpdateTransform inner) {
        moments = new KroneckerMoments(rows, columns, beta, refreshEvery, SymmetricEigen::rows);
        this.inner = inner;
    }

    @Override
    public Matrix apply(Matrix u) {
        moments.learn(u);
        return moments.transposedSandwich(inner.apply(moments.sandwich(u)));
    }

    @Override
    public Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>(moments.buffers());
        inner.buffers().forEach((name, array) -> buffers.put("inner." + name, array));
        return buffers;
    }
}
