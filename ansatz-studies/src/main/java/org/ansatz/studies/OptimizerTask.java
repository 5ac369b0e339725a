package org.ansatz.studies;

import org.ansatz.learn.optim.ParameterLayout;

/** Something to be minimised by its gradients, in batches that depend on the step only, the same for every optimizer. */
interface OptimizerTask extends AutoCloseable {
    ParameterLayout layout();

    /** Parameters before the first step, a fresh copy. */
    double[] start();

    /** Loss of the batch of a step, whose gradient is filled in. */
    double loss(long step, double[] x, double[] gradient);

    /** What counts at the end. */
    double score(double[] x);

    @Override
    default void close() {
        // Most tasks hold nothing native.
    }
}
