package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * A rule that knows what its parameters are. Counts steps, looks at the gradient before any state changes, and keeps all state
 * in named arrays, so that it is saved and restored in one place.
 */
public abstract sealed class LaidOutRule implements UpdateRule
        permits MatrixRule, AdaptiveMemorySgd, AdaptiveMemoryAdam {
    private final ParameterLayout layout;
    private final double[] count = new double[1];

    LaidOutRule(ParameterLayout layout) {
        if (layout.size() == 0) {
            throw new IllegalArgumentException("an optimizer needs at least one parameter");
        }
        this.layout = layout;
    }

    public final ParameterLayout layout() {
        return layout;
    }

    /**
     * @throws ArithmeticException if the gradient is not finite, before anything was changed
     */
    @Override
    public final void step(double[] parameters, double[] gradient) {
        if (gradient.length != layout.size() || parameters.length != layout.size()) {
            throw new IllegalArgumentException("the optimizer was made for " + layout.size() + " parameters, given "
                    + parameters.length + " and " + gradient.length + " gradient entries");
        }
        long step = (long) count[0];
        layout.requireFinite(gradient, step);
        move(step, parameters, gradient);
        count[0]++;
    }

    @Override
    public final long steps() {
        return (long) count[0];
    }

    abstract void move(long step, double[] parameters, double[] gradient);

    /** The arrays of the state by name, live. */
    abstract Map<String, double[]> buffers();

    private Map<String, double[]> all() {
        Map<String, double[]> all = new LinkedHashMap<>(buffers());
        all.put("step", count);
        return all;
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        all().forEach((name, array) -> state.put(name, NdArray.of(array.clone())));
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        all().forEach((name, array) -> DescentMethod.copy(state, name, array));
    }

    /**
     * Refuses what is negative or not a number.
     *
     * @throws IllegalArgumentException naming the setting
     */
    static void notNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(name + " must not be negative, got " + value);
        }
    }

    /**
     * Refuses what is not in [0, 1).
     *
     * @throws IllegalArgumentException naming the setting
     */
    static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must lie in [0, 1), got " + value);
        }
    }
}
