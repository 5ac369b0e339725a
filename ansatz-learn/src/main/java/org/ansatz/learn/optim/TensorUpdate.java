package org.ansatz.learn.optim;

import java.util.List;
import java.util.Map;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/** {@link UpdateRule} for parameters that are tensors, on whatever device they are. */
public interface TensorUpdate extends AutoCloseable {
    /**
     * Changes the parameters in place. Steps are counted from zero by the rule itself.
     *
     * @param gradients one per parameter, of its shape
     */
    void step(List<Tensor> gradients);

    /** Everything that the next steps depend on. */
    Map<String, NdArray> state();

    void restore(Map<String, NdArray> state);

    @Override
    void close();
}
