package org.ansatz.operator.conv;

import java.util.Optional;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.network.NetworkSettings;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;

/**
 * The architecture of a {@link ConvNet}.
 *
 * @param axes of the grid, 1 to 3
 * @param width channels between convolutions
 * @param layers number of convolutions
 * @param taps along every axis, odd
 * @param format of all kernels
 * @param residual whether the first input channels are added to the output
 * @param periodic whether fields go on periodically; otherwise zeros surround them
 */
public record ConvNetSettings(
        int inputs,
        int outputs,
        int axes,
        int width,
        int layers,
        int taps,
        KernelFormat format,
        boolean residual,
        boolean periodic)
        implements NetworkSettings {
    /** @throws InvalidProblem if a number is out of range */
    public ConvNetSettings {
        if (width < 1 || layers < 1) {
            throw new InvalidProblem("a convolutional network needs a width and layers of at least 1, given " + width
                    + " and " + layers);
        }
        Window.same(taps);
        format.parameterCount(new KernelShape(width, width, axes, taps));
    }

    @Override
    public int dimension() {
        return axes;
    }

    @Override
    public ConvNetSettings withChannels(int newInputs, int newOutputs) {
        return new ConvNetSettings(newInputs, newOutputs, axes, width, layers, taps, format, residual, periodic);
    }

    /** @throws InvalidProblem if an axis has fewer points than a kernel has taps on one side, or another number of axes */
    @Override
    public void checkGrid(long... grid) {
        if (grid.length != axes) {
            throw new InvalidProblem("the network takes fields on " + axes + " axes, the grid has " + grid.length);
        }
        for (long points : grid) {
            if (points < taps) {
                throw new InvalidProblem(
                        "kernels of " + taps + " taps need as many grid points along every axis, got " + points);
            }
        }
    }

    /**
     * @throws InvalidProblem if the network is residual and gives more channels than it takes, or the format does not exist for a
     *     layer's channels
     */
    @Override
    public ConvNet create(TensorParameters parameters, RandomStream random) {
        if (residual && outputs > inputs) {
            throw new InvalidProblem("a residual network adds its inputs to its outputs and needs as many: there are "
                    + inputs + " input and " + outputs + " output channels; set residual: false");
        }
        return new ConvNet(parameters, this, random);
    }

    /** A sentence about kernels between inner layers that have no fewer weights than dense ones. */
    public Optional<String> warning() {
        return format.warning(new KernelShape(width, width, axes, taps));
    }

    /** The shape of the kernels of a layer. */
    KernelShape kernels(int layer) {
        return new KernelShape(layer == layers - 1 ? outputs : width, layer == 0 ? inputs : width, axes, taps);
    }
}
