package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * How a first-order method turns a (stochastic) gradient into a move. Its state can be taken out and put back; {@link
 * GradientDescent} makes an {@link Optimizer} of it.
 */
public sealed interface UpdateRule permits Adam, Sgd {
    /** Changes {@code parameters} in place. Steps are counted from zero by the rule itself. */
    void step(double[] parameters, double[] gradient);

    /** Everything that the next steps depend on. */
    Map<String, NdArray> state();

    void restore(Map<String, NdArray> state);
}
