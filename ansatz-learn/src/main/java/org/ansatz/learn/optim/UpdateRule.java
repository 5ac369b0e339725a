package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * How a first-order method turns a (stochastic) gradient into a move. Its state can be taken out and put back; {@link
 * GradientDescent} makes an {@link Optimizer} of it, {@link TensorRule} a {@link TensorUpdate}.
 */
public sealed interface UpdateRule permits Adam, Sgd, LaidOutRule {
    /** Changes {@code parameters} in place. Steps are counted from zero by the rule itself. */
    void step(double[] parameters, double[] gradient);

    /** Told the value of the objective before every step, at the parameters of that step. */
    default void observe(double value) {
        // Most rules follow gradients alone.
    }

    /** Steps done so far, those before a {@link #restore} included. */
    long steps();

    /** Everything that the next steps depend on. */
    Map<String, NdArray> state();

    void restore(Map<String, NdArray> state);
}
