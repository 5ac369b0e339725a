package org.ansatz.operator.residual;

import org.ansatz.tensor.Tensor;

/** Discrete equations on a grid as a differentiable residual of batches of fields. */
public interface DiscreteOperator {
    /** The unknowns per axis. */
    long[] grid();

    /** Channels of the data. */
    default int dataChannels() {
        return 1;
    }

    /**
     * What is left of the equations.
     *
     * @param u unknowns [batch, 1, grid...]
     * @param data sources, former states, constants, [batch, data channels, grid...]
     * @return [batch, 1, grid...]
     */
    Tensor residual(Tensor u, Tensor data);
}
