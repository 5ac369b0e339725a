package org.ansatz.learn.optim;

import java.util.List;
import java.util.Map;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/** Another update whose gradients are shortened together to a largest Euclidean norm (Pascanu et al., arXiv 1211.5063). */
public final class ClippedUpdate implements TensorUpdate {
    private final TensorUpdate update;
    private final double largest;

    /** @throws IllegalArgumentException if the largest norm is not positive */
    public ClippedUpdate(TensorUpdate update, double largest) {
        if (!(largest > 0)) {
            throw new IllegalArgumentException("the largest norm of gradients must be positive, got " + largest);
        }
        this.update = update;
        this.largest = largest;
    }

    @Override
    public void step(List<Tensor> gradients) {
        Scope scope = Scope.open();
        try {
            double square = 0;
            for (Tensor gradient : gradients) {
                double norm = gradient.norm().item();
                square += norm * norm;
            }
            double norm = Math.sqrt(square);
            update.step(
                    norm > largest
                            ? gradients.stream().map(g -> g.mul(largest / norm)).toList()
                            : gradients);
        } finally {
            scope.close();
        }
    }

    @Override
    public Map<String, NdArray> state() {
        return update.state();
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        update.restore(state);
    }

    @Override
    public void close() {
        update.close();
    }
}
