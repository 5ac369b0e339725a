package org.ansatz.learn.train;

import java.util.random.RandomGenerator;

/**
 * A named part of an objective: any map from parameters and a batch to a scalar with its gradient. {@link ResidualTerm}
 * is a mean of squares, which Gauss-Newton needs; {@link EstimatedTerm} has no value whose slope its gradient is.
 */
public interface Term {
    String name();

    /** Draws a new batch. The same generator state gives the same batch. */
    void draw(RandomGenerator random);

    /** Value on the present batch; fills {@code gradient} with zeros first, then with the gradient. */
    double valueAndGradient(double[] parameters, double[] gradient);
}
