package org.ansatz.operator.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Optional;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.fno.FieldLoss;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.MultigridPatcher;
import org.ansatz.operator.fno.SobolevLoss;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PatchLossTest {
    /** Four patches of a field, compared by a model that gives half of its first channel. */
    private static double patchwise(FieldLoss loss, Tensor field) {
        FnoSettings settings = FnoSettings.improved(2, 1, 4, new SpectralModes(2, 2));
        try (OperatorModel model = new OperatorModel(
                new TensorParameters(DType.FLOAT64, Device.CPU),
                settings,
                patches -> patches.narrow(1, 0, 1).mul(0.5),
                Optional.of(new MultigridPatcher(1, 2.0 / 16, true)),
                false)) {
            return model.loss(loss, field, field).item();
        }
    }

    private static long recorded(Optional<MultigridPatcher> patcher) {
        FnoSettings settings = FnoSettings.improved(1, 1, 16, new SpectralModes(8, 8));
        Scope scope = Scope.open();
        try (OperatorModel model =
                OperatorModel.create(settings, patcher, true, DType.FLOAT32, Device.CPU, RandomStream.seeded(1))) {
            return model.recordedBytes(Tensor.zeros(1, 1, 64, 64));
        } finally {
            scope.close();
        }
    }

    /** What grows with the points of an input outweighs the weights here. */
    @Test
    void aPatchNeedsLessMemoryThanAFieldByAboutItsPoints() {
        double whole = recorded(Optional.empty());
        for (int levels : new int[] {1, 2}) {
            MultigridPatcher patcher = new MultigridPatcher(levels, 0.078, true);
            assertThat(whole / recorded(Optional.of(patcher)))
                    .isCloseTo(patcher.inputCompression(64), withinPercentage(25));
        }
    }

    /** Slopes of a ramp are one inside of every patch: the error is a half of values and slopes whatever lies beyond the edges. */
    @Test
    void patchesAreComparedWithoutTheirPaddingByDifferencesInside() {
        Scope.run(() -> {
            Tensor line = Tensor.arange(16).to(DType.FLOAT64).mul(1.0 / 16);
            Tensor ramp = line.reshape(1, 1, 16, 1).expand(1, 1, 16, 16).contiguous();
            assertThat(patchwise(FieldLoss.relativeL2(), ramp)).isCloseTo(0.5, within(1e-14));
            assertThat(patchwise(new SobolevLoss(true), ramp)).isCloseTo(0.5, within(1e-14));
            Tensor part = ramp.narrow(2, 0, 8).narrow(3, 0, 8);
            Tensor off =
                    part.add(Tensor.arange(8).to(DType.FLOAT64).mul(0.25 / 16).reshape(1, 1, 8, 1));
            // Slope 1 and 1/4 more, on 6 x 8 inner points; along the other axis nothing changes.
            double values = 0;
            for (int i = 0; i < 8; i++) {
                values += 8.0 * i * i / 256;
            }
            double wanted = Math.sqrt((0.0625 * values + 48 * 0.0625) / (values + 48));
            assertThat(new SobolevLoss(true).onParts(2).of(off, part).item()).isCloseTo(wanted, within(1e-14));
        });
    }
}
