package org.ansatz.operator.network;

import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.RandomStream;

/** The architecture of a network from fields [batch, inputs, grid...] to fields [batch, outputs, grid...]. */
public interface NetworkSettings {
    /** Channels that go in. */
    int inputs();

    /** Channels that come out. */
    int outputs();

    /** Axes of the grid. */
    int dimension();

    /** The same for other numbers of channels. */
    NetworkSettings withChannels(int newInputs, int newOutputs);

    /** @throws org.ansatz.physics.problem.InvalidProblem if fields on this grid cannot be taken */
    void checkGrid(long... grid);

    /** Registers parameters with random initial values. */
    TensorLayer create(TensorParameters parameters, RandomStream random);
}
