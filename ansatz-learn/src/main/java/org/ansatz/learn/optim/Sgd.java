package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Gradient descent with momentum and decay: {@code h = g + decay x}, {@code v <- mu v + h}, {@code x <- x - rate v}; Nesterov's
 * form moves by {@code h + mu v} instead. The decay is coupled: it passes through the momentum, as the gradient of
 * {@code decay |x|^2 / 2} would. There is no dampening.
 */
public final class Sgd implements UpdateRule {
    private final Schedule schedule;
    private final double momentum;
    private final double decay;
    private final boolean nesterov;
    private final double[] v;
    private long step;

    /** Without decay. */
    public Sgd(int dimension, Schedule schedule, double momentum, boolean nesterov) {
        this(dimension, schedule, momentum, 0, nesterov);
    }

    /** @throws IllegalArgumentException if the momentum is not in [0, 1) or the decay is negative */
    public Sgd(int dimension, Schedule schedule, double momentum, double decay, boolean nesterov) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
        }
        LaidOutRule.notNegative("weight_decay", decay);
        this.schedule = schedule;
        this.momentum = momentum;
        this.decay = decay;
        this.nesterov = nesterov;
        v = new double[dimension];
    }

    @Override
    public void step(double[] parameters, double[] gradient) {
        double rate = schedule.rate(step++);
        for (int i = 0; i < v.length; i++) {
            double slope = gradient[i] + decay * parameters[i];
            v[i] = momentum * v[i] + slope;
            parameters[i] -= rate * (nesterov ? slope + momentum * v[i] : v[i]);
        }
    }

    public Schedule schedule() {
        return schedule;
    }

    public double momentum() {
        return momentum;
    }

    public double decay() {
        return decay;
    }

    public boolean nesterov() {
        return nesterov;
    }

    @Override
    public long steps() {
        return step;
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("velocity", NdArray.of(v.clone()));
        state.put("step", NdArray.of((double) step));
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        DescentMethod.copy(state, "velocity", v);
        double[] count = new double[1];
        DescentMethod.copy(state, "step", count);
        step = (long) count[0];
    }
}
