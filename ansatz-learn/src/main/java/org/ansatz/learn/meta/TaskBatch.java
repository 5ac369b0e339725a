package org.ansatz.learn.meta;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * Tasks that are learned together.
 *
 * @param support the losses that a task's parameters are adapted to
 * @param query the losses, on other data, that adapted parameters are judged by
 */
public record TaskBatch(int tasks, TaskLoss support, TaskLoss query) {
    /** @throws IllegalArgumentException without tasks */
    public TaskBatch {
        if (tasks < 1) {
            throw new IllegalArgumentException("a batch needs one task or more, given " + tasks);
        }
    }

    /** The given parameters for every task: [...] becomes [tasks, ...], recorded. */
    public List<Tensor> share(List<Tensor> parameters) {
        return InnerLoop.share(parameters, tasks);
    }

    /**
     * The loss of ordinary training: one set of parameters for support and query data of all tasks.
     *
     * @return without dimensions, the sum over tasks of the mean of both losses
     */
    public Tensor joint(List<Tensor> parameters) {
        List<Tensor> shared = share(parameters);
        return support.losses(shared).add(query.losses(shared)).sum().mul(0.5);
    }
}
