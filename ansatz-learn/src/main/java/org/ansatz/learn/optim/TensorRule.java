package org.ansatz.learn.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * An {@link UpdateRule} on plain arrays for parameters that are tensors, on whatever device they are: they and their gradients
 * are copied to and from one vector in double precision at every step. Complex parameters count as pairs of real numbers.
 */
public final class TensorRule implements TensorUpdate {
    private final List<Tensor> tensors;
    private final UpdateRule rule;
    private final double[] x;
    private final double[] gradient;

    /** @param rule for the {@link #layout} of these parameters */
    public TensorRule(TensorParameters parameters, UpdateRule rule) {
        tensors = parameters.tensors();
        this.rule = rule;
        x = new double[Math.toIntExact(parameters.count())];
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
        if (gradients.size() != tensors.size()) {
            throw new IllegalArgumentException(gradients.size() + " gradients for " + tensors.size() + " parameters");
        }
        Autograd.noGrad(() -> Scope.run(() -> {
            gather(tensors, x);
            gather(gradients, gradient);
            rule.step(x, gradient);
            int at = 0;
            for (Tensor tensor : tensors) {
                Tensor real = real(tensor);
                int size = Math.toIntExact(real.numel());
                real.copyFrom(Tensor.of(Arrays.copyOfRange(x, at, at + size), real.shape()));
                at += size;
            }
        }));
    }

    private static void gather(List<Tensor> from, double[] into) {
        int at = 0;
        for (Tensor tensor : from) {
            double[] values = real(tensor).contiguous().to(DType.FLOAT64).toDoubles();
            System.arraycopy(values, 0, into, at, values.length);
            at += values.length;
        }
    }

    private static Tensor real(Tensor tensor) {
        Tensor plain = tensor.detach();
        return plain.dtype().isComplex() ? plain.viewAsReal() : plain;
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
