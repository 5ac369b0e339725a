package org.ansatz.learn.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ansatz.learn.layer.FlatTensors;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.learn.optim.TensorRule;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A loss of tensors as a function of one flat vector, for methods with line searches such as L-BFGS. The vector is copied to and from
 * the parameters at every evaluation: for models of up to some ten thousand real parameters. Complex ones count as pairs.
 */
public final class TensorObjective implements SmoothObjective {
    private final List<Tensor> leaves;
    private final FlatTensors flat;
    private final Supplier<Tensor> loss;
    private final ParameterLayout layout;

    /** @param loss of the present values of the parameters, recorded, without dimensions */
    public TensorObjective(TensorParameters parameters, Supplier<Tensor> loss) {
        leaves = parameters.tensors();
        flat = new FlatTensors(leaves);
        this.loss = loss;
        layout = TensorRule.layout(parameters);
    }

    @Override
    public int dimension() {
        return flat.size();
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    /** The present values of all parameters, one after the other. */
    public double[] point() {
        double[] x = new double[flat.size()];
        flat.read(x);
        return x;
    }

    /** Gives the parameters the values of a point. */
    public void moveTo(double[] x) {
        flat.write(x);
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
            FlatTensors.read(Autograd.gradient(value, leaves, false), gradient);
            return value.item();
        } finally {
            scope.close();
        }
    }

    /** By differentiating the gradient, about four times the cost of the loss; by differences if a parameter is complex. */
    @Override
    public double[] hessianProduct(double[] x, double[] vector) {
        if (leaves.stream().anyMatch(leaf -> leaf.dtype().isComplex())) {
            return SmoothObjective.super.hessianProduct(x, vector);
        }
        moveTo(x);
        double[] product = new double[x.length];
        Scope scope = Scope.open();
        try {
            List<Tensor> first = Autograd.gradient(loss.get(), leaves, true);
            List<Tensor> curved = new ArrayList<>();
            List<Tensor> weights = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < leaves.size(); i++) {
                int count = Math.toIntExact(leaves.get(i).numel());
                if (first.get(i).isRequiringGrad()) {
                    curved.add(first.get(i));
                    weights.add(Tensor.of(
                                    Arrays.copyOfRange(vector, at, at + count),
                                    leaves.get(i).shape())
                            .to(leaves.get(i).dtype())
                            .to(leaves.get(i).device()));
                }
                at += count;
            }
            if (!curved.isEmpty()) {
                FlatTensors.read(Autograd.vjp(curved, weights, leaves, false), product);
            }
            return product;
        } finally {
            scope.close();
        }
    }
}
