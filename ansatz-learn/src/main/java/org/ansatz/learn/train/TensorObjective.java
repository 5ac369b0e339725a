package org.ansatz.learn.train;

import java.util.List;
import java.util.function.Supplier;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.learn.optim.TensorRule;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A loss of tensors as a function of one flat vector, for methods with line searches such as L-BFGS. The vector is copied to and from
 * the parameters at every evaluation: for models of up to some ten thousand real parameters.
 */
public final class TensorObjective implements SmoothObjective {
    private final List<Tensor> leaves;
    private final Supplier<Tensor> loss;
    private final ParameterLayout layout;
    private final int dimension;

    /**
     * @param parameters real ones
     * @param loss of the present values of the parameters, recorded, without dimensions
     * @throws IllegalArgumentException if a parameter is complex
     */
    public TensorObjective(TensorParameters parameters, Supplier<Tensor> loss) {
        leaves = parameters.tensors();
        if (leaves.stream().anyMatch(leaf -> leaf.dtype().isComplex())) {
            throw new IllegalArgumentException("a flat objective takes real parameters only");
        }
        this.loss = loss;
        layout = TensorRule.layout(parameters);
        dimension = Math.toIntExact(parameters.count());
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    /** The present values of all parameters, one after the other. */
    public double[] point() {
        double[] x = new double[dimension];
        int at = 0;
        for (Tensor leaf : leaves) {
            at = copy(leaf.detach(), x, at);
        }
        return x;
    }

    private static int copy(Tensor tensor, double[] into, int at) {
        Scope scope = Scope.open();
        try {
            double[] values = tensor.contiguous().to(DType.FLOAT64).toDoubles();
            System.arraycopy(values, 0, into, at, values.length);
            return at + values.length;
        } finally {
            scope.close();
        }
    }

    /** Gives the parameters the values of a point. */
    public void moveTo(double[] x) {
        Autograd.noGrad(() -> Scope.run(() -> {
            int at = 0;
            for (Tensor leaf : leaves) {
                int size = Math.toIntExact(leaf.numel());
                leaf.copyFrom(Tensor.of(java.util.Arrays.copyOfRange(x, at, at + size), leaf.shape()));
                at += size;
            }
        }));
    }

    @Override
    public double value(double[] x) {
        moveTo(x);
        Scope scope = Scope.open();
        try {
            return Autograd.noGrad(loss).item();
        } finally {
            scope.close();
        }
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        moveTo(x);
        Scope scope = Scope.open();
        try {
            Tensor value = loss.get();
            int at = 0;
            for (Tensor part : Autograd.gradient(value, leaves, false)) {
                at = copy(part, gradient, at);
            }
            return value.item();
        } finally {
            scope.close();
        }
    }
}
