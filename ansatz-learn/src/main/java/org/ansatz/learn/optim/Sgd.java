package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Gradient descent with momentum: {@code v <- mu v + g}, {@code x <- x - rate v}; Nesterov's form moves by
 * {@code g + mu v} instead.
 */
public final class Sgd implements UpdateRule {
    private final Schedule schedule;
    private final double momentum;
    private final boolean nesterov;
    private final double[] v;
    private long step;

    public Sgd(int dimension, Schedule schedule, double momentum, boolean nesterov) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
        }
        this.schedule = schedule;
        this.momentum = momentum;
        this.nesterov = nesterov;
        v = new double[dimension];
    }

    @Override
    public void step(double[] parameters, double[] gradient) {
        double rate = schedule.rate(step++);
        for (int i = 0; i < v.length; i++) {
            v[i] = momentum * v[i] + gradient[i];
            parameters[i] -= rate * (nesterov ? gradient[i] + momentum * v[i] : v[i]);
        }
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
