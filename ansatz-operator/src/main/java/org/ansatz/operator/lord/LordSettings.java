package org.ansatz.operator.lord;

import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.network.NetworkSettings;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;

/**
 * The architecture of a {@link LordNet}.
 *
 * @param inputs channels of the input fields
 * @param outputs channels of the output fields
 * @param blocks residual blocks
 * @param spatial the map of space in each block; its channels are those inside the network
 * @param preMix whether a block begins with a linear map of the channels
 * @param scale factor of the output, such as 1/40 for {@code -Lap u = f} on the unit square
 */
public record LordSettings(int inputs, int outputs, int blocks, SpatialMap spatial, boolean preMix, double scale)
        implements NetworkSettings {
    /** @throws InvalidProblem if a number is out of range */
    public LordSettings {
        if (inputs < 1 || outputs < 1 || blocks < 1) {
            throw new InvalidProblem("inputs, outputs and blocks of LordNet must be at least 1, given " + inputs + ", "
                    + outputs + " and " + blocks);
        }
        if (!(Math.abs(scale) > 0 && Math.abs(scale) < 1e12)) {
            throw new InvalidProblem("the output scale of LordNet must be finite and not zero, given " + scale);
        }
    }

    /** One channel to one channel, no pre-mix. */
    public static LordSettings of(int blocks, SpatialMap spatial, double scale) {
        return new LordSettings(1, 1, blocks, spatial, false, scale);
    }

    @Override
    public int dimension() {
        return spatial.grid().length;
    }

    @Override
    public LordSettings withChannels(int newInputs, int newOutputs) {
        return new LordSettings(newInputs, newOutputs, blocks, spatial, preMix, scale);
    }

    @Override
    public void checkGrid(long... grid) {
        spatial.checkGrid(grid);
    }

    @Override
    public LordNet create(TensorParameters parameters, RandomStream random) {
        return new LordNet(parameters, this, random);
    }

    /** Numbers that are learned. */
    public long parameterCount() {
        long c = spatial.channels();
        long mixer = c * c + c;
        return blocks * (spatial.parameterCount() + (preMix ? 3 : 2) * mixer) + inputs * c + c + c * outputs + outputs;
    }
}
