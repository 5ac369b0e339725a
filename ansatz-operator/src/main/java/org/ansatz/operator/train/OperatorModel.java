package org.ansatz.operator.train;

import java.util.Optional;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.fno.FieldLoss;
import org.ansatz.operator.fno.Fno;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.network.NetworkSettings;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A network with its parameters on normalised fields, applied to whole fields or to patches that are stitched together.
 *
 * @param settings of the network, for the channels of patches, if there are any
 * @param patcher how fields are cut
 * @param stitching whether the loss compares whole fields; otherwise patches without their padding
 */
public record OperatorModel(
        TensorParameters parameters,
        NetworkSettings settings,
        TensorLayer network,
        Optional<MultigridPatcher> patcher,
        boolean stitching)
        implements AutoCloseable {
    /**
     * A model with random initial values.
     *
     * @param settings for the channels of the fields
     */
    public static OperatorModel create(
            NetworkSettings settings,
            Optional<MultigridPatcher> patcher,
            boolean stitching,
            DType precision,
            Device device,
            RandomStream random) {
        int inputs = patcher.map(cut -> cut.channels(settings.inputs())).orElse(settings.inputs());
        TensorParameters parameters = new TensorParameters(precision, device);
        NetworkSettings cut = settings.withChannels(inputs, settings.outputs());
        return new OperatorModel(parameters, cut, cut.create(parameters, random), patcher, stitching);
    }

    /**
     * Whether fields on a grid can be taken.
     *
     * @throws InvalidProblem if the grid has too few points for the modes, or cannot be patched
     */
    public void checkGrid(long... grid) {
        checkGrid(settings, patcher, grid);
    }

    /** The same before a model is made. */
    static void checkGrid(NetworkSettings settings, Optional<MultigridPatcher> patcher, long... grid) {
        if (patcher.isEmpty()) {
            settings.checkGrid(grid);
            return;
        }
        patcher.get().checkGrid(grid);
        long points = patcher.get().patchPoints(grid[0]);
        try {
            settings.checkGrid(points, points);
        } catch (InvalidProblem e) {
            throw new InvalidProblem("patches: " + e.getMessage());
        }
    }

    /**
     * The network, if it is a Fourier neural operator.
     *
     * @throws IllegalStateException if it is another one
     */
    public Fno fourier() {
        if (network instanceof Fno fno) {
            return fno;
        }
        throw new IllegalStateException("the network is no Fourier neural operator");
    }

    /** Whole fields to whole fields, [batch, channels, grid...]. */
    public Tensor forward(Tensor input) {
        if (patcher.isEmpty()) {
            return network.forward(input);
        }
        return patcher.get().stitch(network.forward(patcher.get().patch(input)), input.size(2));
    }

    /** The loss of a batch, recorded. */
    public Tensor loss(FieldLoss loss, Tensor input, Tensor truth) {
        if (patcher.isEmpty() || stitching) {
            return loss.of(forward(input), truth);
        }
        MultigridPatcher cut = patcher.get();
        Tensor wanted = new MultigridPatcher(cut.levels(), 0, false).patch(truth);
        Tensor inner = cut.withoutPadding(network.forward(cut.patch(input)), input.size(2));
        return loss.onParts(cut.patchesPerAxis()).of(inner, wanted);
    }

    /**
     * Native memory of the results of all operations when the network is applied to one of its inputs, a whole field or a patch, in
     * bytes: what a device must hold that works on one input at a time.
     *
     * @param field [1, channels, grid...]
     */
    public long recordedBytes(Tensor field) {
        Scope outer = Scope.open();
        try {
            Tensor fitting = field.to(parameters.precision()).to(parameters.device());
            Tensor input = patcher.map(cut -> cut.patch(fitting).narrow(0, 0, 1).contiguous())
                    .orElse(fitting);
            Scope inner = Scope.open();
            try {
                network.forward(input);
                return inner.bytes();
            } finally {
                inner.close();
            }
        } finally {
            outer.close();
        }
    }

    @Override
    public void close() {
        parameters.close();
    }
}
