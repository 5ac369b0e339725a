package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * Adam (arXiv 1412.6980, algorithm 1) and, with {@code decay > 0}, AdamW (arXiv 1711.05101, algorithm 2):
 *
 * <pre>{@code
 * m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2
 * x <- x - rate (m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps) + decay x)
 * }</pre>
 */
public final class Adam implements UpdateRule {
    private final Schedule schedule;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double decay;
    private final int dimension;
    private double[] m = new double[0];
    private double[] v = new double[0];
    private long step;

    public Adam(int dimension, Schedule schedule, double beta1, double beta2, double epsilon, double decay) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("Adam's betas must lie in [0, 1), got " + beta1 + " and " + beta2);
        }
        LaidOutRule.notNegative("weight_decay", decay);
        LaidOutRule.notNegative("epsilon", epsilon);
        this.schedule = schedule;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.decay = decay;
        this.dimension = dimension;
    }

    /** Makes the moments, which a rule that only lends its constants to tensors never needs. */
    private void begin() {
        if (m.length != dimension) {
            m = new double[dimension];
            v = new double[dimension];
        }
    }

    /** Adam with 0.9, 0.999, 1e-8. */
    public static Adam of(int dimension, Schedule schedule) {
        return new Adam(dimension, schedule, 0.9, 0.999, 1e-8, 0);
    }

    /** AdamW: Adam with decoupled weight decay. */
    public static Adam decoupled(int dimension, Schedule schedule, double decay) {
        return new Adam(dimension, schedule, 0.9, 0.999, 1e-8, decay);
    }

    /** The same rule for parameters that are tensors, at its beginning. */
    TensorAdam onTensors(List<Tensor> parameters) {
        return new TensorAdam(parameters, schedule, beta1, beta2, epsilon, decay);
    }

    @Override
    public void step(double[] parameters, double[] gradient) {
        begin();
        double rate = schedule.rate(step++);
        double first = 1 / (1 - Math.pow(beta1, (double) step));
        double second = 1 / (1 - Math.pow(beta2, (double) step));
        for (int i = 0; i < m.length; i++) {
            double g = gradient[i];
            m[i] = beta1 * m[i] + (1 - beta1) * g;
            v[i] = beta2 * v[i] + (1 - beta2) * g * g;
            parameters[i] -= rate * (m[i] * first / (Math.sqrt(v[i] * second) + epsilon) + decay * parameters[i]);
        }
    }

    @Override
    public long steps() {
        return step;
    }

    @Override
    public Map<String, NdArray> state() {
        begin();
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("m", NdArray.of(m.clone()));
        state.put("v", NdArray.of(v.clone()));
        state.put("step", NdArray.of((double) step));
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        begin();
        DescentMethod.copy(state, "m", m);
        DescentMethod.copy(state, "v", v);
        double[] count = new double[1];
        DescentMethod.copy(state, "step", count);
        step = (long) count[0];
    }
}
