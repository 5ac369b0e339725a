package org.ansatz.learn.meta;

import java.util.List;
import org.ansatz.tensor.Tensor;

/**
 * Model-agnostic meta-learning (Finn et al., arXiv 1703.03400): the loss of an initial value is what the tasks' query losses are after
 * some gradient steps on their support losses.
 *
 * <p>Second order costs about {@code 3 (steps + 1)} gradients per task in time and memory.
 */
public record Maml(InnerLoop inner, MetaOrder order) {
    /**
     * The meta-loss.
     *
     * @param parameters the initial value, leaves of the model's shapes
     * @return without dimensions, the sum of the query losses; its gradient is that of {@link #order}
     */
    public Tensor loss(List<Tensor> parameters, TaskBatch batch) {
        List<Tensor> shared = batch.share(parameters);
        return switch (order) {
            case SECOND ->
                batch.query()
                        .losses(inner.recorded(shared, batch.support(), true))
                        .sum();
            case FIRST ->
                batch.query()
                        .losses(inner.recorded(shared, batch.support(), false))
                        .sum();
            case REPTILE -> reptile(shared, batch);
        };
    }

    private Tensor reptile(List<Tensor> shared, TaskBatch batch) {
        List<Tensor> adapted = inner.adapted(shared, batch.support()).stream()
                .map(Tensor::detach)
                .toList();
        Tensor value = batch.query().losses(adapted).sum().detach();
        // A term of value zero whose gradient is the sum over tasks of theta - theta'.
        for (int i = 0; i < shared.size(); i++) {
            Tensor start = shared.get(i);
            Tensor back = start.detach().sub(adapted.get(i));
            Tensor pull = start.mul(back).sum();
            value = value.add(pull.sub(pull.detach()));
        }
        return value;
    }
}
