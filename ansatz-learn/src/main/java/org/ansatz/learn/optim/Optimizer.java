package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/** A first-order method: moves parameters along a (stochastic) gradient. Its state can be taken out and put back. */
public interface Optimizer {
    /** Changes {@code parameters} in place. Steps are counted from zero by the optimizer itself. */
    void step(double[] parameters, double[] gradient);

    /** Everything that the next steps depend on. */
    Map<String, NdArray> state();

    void restore(Map<String, NdArray> state);
}
