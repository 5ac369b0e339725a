package org.ansatz.operator.lord;

import java.util.function.UnaryOperator;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.lowrank.KroneckerSum;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * The strictly linear Lord layer on one channel, {@code s sum_c A_c x B_c^T}: what can be compared with an exact inverse.
 */
public final class LinearLord implements TensorLayer {
    private final KroneckerLayer layer;
    private final double scale;

    private LinearLord(KroneckerLayer layer, double scale) {
        this.layer = layer;
        this.scale = scale;
    }

    /** Near the identity times {@code rank * scale}. */
    public LinearLord(TensorParameters parameters, int rank, double scale, RandomStream random, long... grid) {
        this(new KroneckerLayer(parameters, "linear", SpatialMap.dense(1, grid).withRank(rank), random), scale);
    }

    /** A layer loaded with given factors. */
    public static LinearLord of(TensorParameters parameters, KroneckerSum sum) {
        return new LinearLord(KroneckerLayer.of(parameters, "linear", sum), 1);
    }

    public KroneckerLayer layer() {
        return layer;
    }

    @Override
    public Tensor forward(Tensor x) {
        return layer.forward(x).mul(scale);
    }

    /**
     * The symmetric part of this plane map on interior nodes written row by row, for conjugate gradients. It preconditions only
     * if it is positive; conjugate gradients say so where it is not.
     */
    public UnaryOperator<double[]> toPreconditioner() {
        long rows = layer.map().grid()[0];
        long columns = layer.map().grid()[1];
        return r -> Autograd.noGrad(() -> {
            Scope scope = Scope.open();
            try {
                Tensor a = layer.factor(0).select(0, 0);
                Tensor b = layer.factor(1).select(0, 0);
                Tensor x = Tensor.of(r, rows, columns).to(a.dtype());
                Tensor there = new KroneckerSum(a, b).apply(x);
                Tensor back = new KroneckerSum(a.mT(), b.mT()).apply(x);
                return there.add(back).mul(0.5 * scale).to(DType.FLOAT64).toDoubles();
            } finally {
                scope.close();
            }
        });
    }
}
