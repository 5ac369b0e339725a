package org.ansatz.learn.meta;

import java.util.List;
import org.ansatz.tensor.Tensor;

/** The losses of a batch of tasks, each under parameters of its own: small models of many tasks cost one call of each operation. */
@FunctionalInterface
public interface TaskLoss {
    /**
     * The losses.
     *
     * @param parameters [tasks, ...] each, in the model's order
     * @return [tasks], recorded; the loss of a task depends on its own parameters only
     */
    Tensor losses(List<Tensor> parameters);
}
