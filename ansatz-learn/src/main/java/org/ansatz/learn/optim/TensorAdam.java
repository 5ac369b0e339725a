package org.ansatz.learn.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * {@link Adam} for parameters that are tensors: the same formulas, some whole-tensor operations per parameter instead of a
 * loop over numbers. Real and imaginary parts of complex parameters are numbers of their own, so a gradient in the
 * convention {@code dL/dRe + i dL/dIm} gives the steps of the real problem.
 */
public final class TensorAdam implements TensorUpdate {
    private final Schedule schedule;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double decay;
    private final List<Tensor> values = new ArrayList<>();
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();
    private long step;

    /**
     * @param decay of the weights, decoupled from the gradient (AdamW); 0 for Adam
     */
    public TensorAdam(List<Tensor> parameters, Schedule schedule, double decay) {
        this(parameters, schedule, 0.9, 0.999, 1e-8, decay);
    }

    /** With other constants than Adam's usual ones. */
    public TensorAdam(
            List<Tensor> parameters, Schedule schedule, double beta1, double beta2, double epsilon, double decay) {
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("weight decay must not be negative, got " + decay);
        }
        this.schedule = schedule;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.decay = decay;
        for (Tensor parameter : parameters) {
            values.add(Scope.release(real(parameter.detach())));
            Tensor last = values.get(values.size() - 1);
            first.add(Scope.release(last.zerosLike()));
            second.add(Scope.release(last.zerosLike()));
        }
    }

    private static Tensor real(Tensor tensor) {
        return tensor.dtype().isComplex() ? tensor.viewAsReal() : tensor;
    }

    @Override
    public void step(List<Tensor> gradients) {
        if (gradients.size() != values.size()) {
            throw new IllegalArgumentException(gradients.size() + " gradients for " + values.size() + " parameters");
        }
        double rate = schedule.rate(step++);
        double bias1 = 1 - Math.pow(beta1, (double) step);
        double bias2 = Math.sqrt(1 - Math.pow(beta2, (double) step));
        Autograd.noGrad(() -> Scope.run(() -> {
            for (int i = 0; i < values.size(); i++) {
                Tensor g = real(gradients.get(i));
                Tensor x = values.get(i);
                Tensor m = first.get(i).lerpInPlace(g, 1 - beta1);
                Tensor v = second.get(i).mulInPlace(beta2).addcmulInPlace(g, g, 1 - beta2);
                if (decay > 0) {
                    x.mulInPlace(1 - rate * decay);
                }
                // m / bias1 / (sqrt(v) / bias2 + eps), with the constants taken together.
                Tensor root = v.sqrt().addInPlace(epsilon * bias2);
                x.addcdivInPlace(m, root, -rate * bias2 / bias1);
            }
        }));
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            state.put("m." + i, array(first.get(i)));
            state.put("v." + i, array(second.get(i)));
        }
        state.put("step", NdArray.of((double) step));
        return state;
    }

    private static NdArray array(Tensor tensor) {
        Scope scope = Scope.open();
        try {
            return new NdArray(tensor.shape(), tensor.to(DType.FLOAT64).toDoubles());
        } finally {
            scope.close();
        }
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        Scope.run(() -> {
            for (int i = 0; i < values.size(); i++) {
                take(state, "m." + i, first.get(i));
                take(state, "v." + i, second.get(i));
            }
        });
        double[] count = new double[1];
        DescentMethod.copy(state, "step", count);
        step = (long) count[0];
    }

    private static void take(Map<String, NdArray> state, String name, Tensor into) {
        double[] values = new double[(int) into.numel()];
        DescentMethod.copy(state, name, values);
        into.copyFrom(Tensor.of(values, into.shape()));
    }

    @Override
    public void close() {
        values.forEach(Tensor::close);
        first.forEach(Tensor::close);
        second.forEach(Tensor::close);
    }
}
