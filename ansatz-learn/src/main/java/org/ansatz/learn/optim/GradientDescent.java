package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/** First-order descent: one gradient, one move by an {@link UpdateRule}. The gradient may be that of a fresh batch. */
public final class GradientDescent implements Optimizer {
    private final SmoothObjective objective;
    private final UpdateRule rule;
    private final double largestNorm;
    private final double[] x;
    private final double[] gradient;
    private StepObserver observer = (step, before, slope, after) -> {};
    private double[] before = new double[0];

    /**
     * @param largestNorm a longer gradient is scaled down to this Euclidean norm before the move; infinite for none
     */
    public GradientDescent(SmoothObjective objective, double[] start, UpdateRule rule, double largestNorm) {
        if (!(largestNorm > 0)) {
            throw new IllegalArgumentException("the largest gradient norm must be positive, got " + largestNorm);
        }
        this.objective = objective;
        this.rule = rule;
        this.largestNorm = largestNorm;
        x = DescentMethod.start(objective, start);
        gradient = new double[x.length];
    }

    /** Without a limit on the gradient. */
    public GradientDescent(SmoothObjective objective, double[] start, UpdateRule rule) {
        this(objective, start, rule, Double.POSITIVE_INFINITY);
    }

    /** Tells every following step to an observer, in the place of an earlier one. */
    public GradientDescent watch(StepObserver told) {
        observer = told;
        before = new double[x.length];
        return this;
    }

    /** The rule that moves. */
    public UpdateRule rule() {
        return rule;
    }

    @Override
    public Step step() {
        double value = objective.valueAndGradient(x, gradient);
        double norm = Vectors.norm(gradient);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            return new Step(value, norm, Status.NOT_FINITE, 0, 1);
        }
        if (norm > largestNorm) {
            Vectors.scale(largestNorm / norm, gradient);
        }
        rule.observe(value);
        long number = rule.steps();
        System.arraycopy(x, 0, before, 0, before.length);
        rule.step(x, gradient);
        observer.onStep(number, before, gradient, x);
        return new Step(value, norm, Status.MOVED, 1, 1);
    }

    @Override
    public double[] point() {
        return x.clone();
    }

    @Override
    public void moveTo(double[] point) {
        System.arraycopy(point, 0, x, 0, x.length);
    }

    @Override
    public void refresh() {
        // Every step evaluates anew.
    }

    @Override
    public boolean toleratesFreshBatches() {
        return true;
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("point", NdArray.of(point()));
        state.putAll(rule.state());
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        DescentMethod.copy(state, "point", x);
        rule.restore(state);
    }
}
