package org.ansatz.learn.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.layer.FlatTensors;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * An {@link UpdateRule} on plain arrays for parameters that are tensors, on whatever device they are: they and their gradients
 * are copied to and from one vector in double precision at every step. Complex parameters count as pairs of real numbers.
 */
public final class TensorRule implements TensorUpdate {
    private final FlatTensors tensors;
    private final int count;
    private final UpdateRule rule;
    private final double[] x;
    private final double[] gradient;

    /** @param rule for the {@link #layout} of these parameters */
    public TensorRule(TensorParameters parameters, UpdateRule rule) {
        tensors = new FlatTensors(parameters.tensors());
        count = parameters.tensors().size();
        this.rule = rule;
        x = new double[tensors.size()];
        gradient = new double[x.length];
    }

    /** Real parameters by their shape (see {@link ParameterLayout#array}); complex ones are no matrices. */
    public static ParameterLayout layout(TensorParameters parameters) {
        ParameterLayout layout = ParameterLayout.empty();
        for (String name : parameters.names()) {
            Tensor tensor = parameters.get(name);
            int[] shape =
                    Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
            layout = tensor.dtype().isComplex()
                    ? layout.vector(name, 2 * Math.toIntExact(tensor.numel()))
                    : layout.array(name, Arrays.stream(shape).boxed().toList());
        }
        return layout;
    }

    @Override
    public void step(List<Tensor> gradients) {
        if (gradients.size() != count) {
            throw new IllegalArgumentException(gradients.size() + " gradients for " + count + " parameters");
        }
        tensors.read(x);
        FlatTensors.read(gradients, gradient);
        rule.step(x, gradient);
        tensors.write(x);
    }

    @Override
    public Map<String, NdArray> state() {
        return rule.state();
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        rule.restore(state);
    }

    @Override
    public void close() {
        // The tensors belong to the model.
    }
}
