package org.ansatz.operator.train;

import java.util.Optional;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.network.NetworkSettings;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;

/**
 * A model without its parameters.
 *
 * @param settings for the channels of whole fields
 * @param patcher how fields are cut, if they are
 * @param stitching whether the loss compares whole fields
 */
public record Architecture(NetworkSettings settings, Optional<MultigridPatcher> patcher, boolean stitching) {
    /** On whole fields. */
    public static Architecture of(NetworkSettings settings) {
        return new Architecture(settings, Optional.empty(), true);
    }

    public Architecture withChannels(int inputs, int outputs) {
        return new Architecture(settings.withChannels(inputs, outputs), patcher, stitching);
    }

    /** @throws org.ansatz.physics.problem.InvalidProblem if fields on this grid cannot be taken */
    public void checkGrid(long... grid) {
        OperatorModel.checkGrid(settings, patcher, grid);
    }

    /** A model with random initial values. */
    public OperatorModel model(DType precision, Device device, RandomStream random) {
        return OperatorModel.create(settings, patcher, stitching, precision, device, random);
    }
}
