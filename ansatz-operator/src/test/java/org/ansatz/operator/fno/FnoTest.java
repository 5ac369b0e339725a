package org.ansatz.operator.fno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.learn.layer.AdaptiveNorm;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.fno.FnoSettings.Backbone;
import org.ansatz.operator.fno.FnoSettings.Norm;
import org.ansatz.operator.fno.FnoSettings.Skip;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FnoTest {
    private static final SpectralModes MODES = new SpectralModes(4, 4);

    private final RandomStream random = RandomStream.seeded(4);

    private static FnoSettings form(Norm norm, boolean preActivation, Skip skip, double padding) {
        return new FnoSettings(
                1,
                2,
                4,
                MODES,
                2,
                WeightFormat.DENSE,
                Backbone.IMPROVED,
                norm,
                preActivation,
                skip,
                0.5,
                2,
                2,
                true,
                padding);
    }

    @Test
    void everyFormOfTheNetworkHasTheGradientThatDifferencesHave() {
        for (FnoSettings settings : new FnoSettings[] {
            form(Norm.NONE, false, Skip.GATE, 0),
            form(Norm.INSTANCE, false, Skip.LINEAR, 0.25),
            form(Norm.GROUP, true, Skip.IDENTITY, 0),
            form(Norm.ADAPTIVE, false, Skip.GATE, 0),
            form(Norm.ADAPTIVE, true, Skip.LINEAR, 0),
            FnoSettings.improved(1, 2, 4, MODES).with(Backbone.PLAIN)
        }) {
            TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
            Fno fno = new Fno(parameters, settings, random.child(1));
            Tensor x = Tensor.randn(random, 2, 1, 8, 8);
            assertThat(fno.forward(x).shape()).containsExactly(2, 2, 8, 8);
            var slopes = Autograd.gradient(fno.forward(x).square().mean(), parameters.tensors(), false);
            double slope = 0;
            double h = 1e-5;
            Tensor[] directions = new Tensor[slopes.size()];
            for (int k = 0; k < directions.length; k++) {
                Tensor p = parameters.tensors().get(k);
                directions[k] = p.dtype().isComplex()
                        ? Tensor.complex(Tensor.randn(random, p.shape()), Tensor.randn(random, p.shape()))
                        : Tensor.randn(random, p.shape());
                slope += pairs(slopes.get(k)).mul(pairs(directions[k])).sum().item();
            }
            double above = moved(fno, parameters, x, directions, h);
            double below = moved(fno, parameters, x, directions, -2 * h);
            assertThat(slope)
                    .as(settings.toString())
                    .isCloseTo((above - below) / (2 * h), within(1e-6 * Math.max(1, Math.abs(slope))));
        }
    }

    private static double moved(Fno fno, TensorParameters parameters, Tensor x, Tensor[] directions, double by) {
        Autograd.noGrad(() -> {
            for (int k = 0; k < directions.length; k++) {
                parameters.tensors().get(k).addInPlace(directions[k], by);
            }
        });
        return fno.forward(x).square().mean().item();
    }

    private static Tensor pairs(Tensor tensor) {
        return tensor.dtype().isComplex() ? tensor.viewAsReal() : tensor;
    }

    /** 1-D: b + 0.01 sin(8 pi x) against b = sin(2 pi x) on 64 points; the value is published. */
    @Test
    void theSobolevErrorOfASmallRippleIsThatOfTheTable() {
        Tensor x = Tensor.arange(64).to(DType.FLOAT64).mul(2 * Math.PI / 64).reshape(1, 1, 64);
        Tensor b = x.sin();
        double error =
                new SobolevLoss(true).of(b.add(x.mul(4).sin().mul(0.01)), b).item();
        assertThat(error).isCloseTo(0.0385878, within(5e-8));
        assertThat(FieldLoss.relativeL2().of(b.add(x.mul(4).sin().mul(0.01)), b).item())
                .isCloseTo(0.01, within(1e-12));
        Tensor ramp = Tensor.arange(64).to(DType.FLOAT64).mul(1.0 / 64).reshape(1, 1, 64);
        double interior = new SobolevLoss(false).of(ramp.mul(1.5), ramp).item();
        assertThat(interior).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void patchesOfTwoLevelsHaveTheTabulatedIndices() {
        MultigridPatcher patcher = new MultigridPatcher(1, 2.0 / 16, true);
        long[] fine = patcher.indices(16, 0);
        assertThat(java.util.Arrays.copyOfRange(fine, 12, 24))
                .containsExactly(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1);
        long[] coarse = patcher.indices(16, 1);
        assertThat(java.util.Arrays.copyOfRange(coarse, 12, 24)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 0, 2, 4, 6);
    }

    @Test
    void stitchingUndoesPatching() {
        Tensor ramp = Tensor.arange(2 * 3 * 16 * 16).to(DType.FLOAT64).reshape(2, 3, 16, 16);
        for (int levels : new int[] {1, 2}) {
            for (boolean coarse : new boolean[] {true, false}) {
                MultigridPatcher patcher = new MultigridPatcher(levels, 0.078, coarse);
                Tensor patches = patcher.patch(ramp);
                long n = patcher.patchesPerAxis();
                assertThat(patches.shape()).containsExactly(2 * n * n, patcher.channels(3), 16 / n + 2, 16 / n + 2);
                assertThat(patcher.stitch(patches.narrow(1, 0, 3), 16).allClose(ramp, 0, 0))
                        .isTrue();
            }
        }
    }

    @Test
    void constantFieldsMakeConstantPatchesAndLevelsShareTheirCentre() {
        MultigridPatcher patcher = new MultigridPatcher(1, 2.0 / 32, true);
        assertThat(patcher.patch(Tensor.full(3.5, 1, 1, 32, 32))
                        .sub(3.5)
                        .abs()
                        .max()
                        .item())
                .isZero();
        long width = patcher.patchPoints(32);
        for (int j = 0; j < 2; j++) {
            double[] centres = new double[2];
            for (int level = 0; level < 2; level++) {
                long[] all = patcher.indices(32, level);
                long middle = all[(int) (j * width + width / 2)];
                // The centre lies half a stride before the middle point of an even number of points.
                centres[level] = middle - 0.5 * (1 << level) + (level == 0 ? 0 : 0.5);
            }
            assertThat(Math.abs(centres[0] - centres[1])).isLessThanOrEqualTo(1);
        }
        assertThat(patcher.inputCompression(32)).isCloseTo(1024.0 / 400, within(1e-12));
    }

    @Test
    void placedPatchesKnowWhereTheyLieInTheWholeField() {
        MultigridPatcher patcher = new MultigridPatcher(1, 2.0 / 16, true, true);
        Tensor patches = patcher.patch(Tensor.zeros(1, 1, 16, 16));
        assertThat(patches.shape()).containsExactly(4, 6, 12, 12);
        assertThat(patcher.channels(1)).isEqualTo(6);
        // The second patch of the first row: rows 14, 15, 0, .. 9, columns 6, .. 15, 0, 1; then every second one.
        Tensor second = patches.select(0, 1).mul(16);
        for (int view = 0; view < 2; view++) {
            long[] all = patcher.indices(16, view);
            for (int t = 0; t < 12; t++) {
                assertThat(second.select(0, 3L * view + 1)
                                .select(0, t)
                                .select(0, 0)
                                .item())
                        .isEqualTo((double) all[t]);
                assertThat(second.select(0, 3L * view + 2)
                                .select(0, 0)
                                .select(0, t)
                                .item())
                        .isEqualTo((double) all[12 + t]);
            }
        }
    }

    /** A channel that is constant in space vanishes in an instance norm; here it decides about scale and shift. */
    @Test
    void adaptiveNormsLetTheMeansOfTheInputsSteerTheNetwork() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        AdaptiveNorm norm = new AdaptiveNorm(parameters, "norm", 1, 3, random);
        Tensor x = Tensor.randn(random, 1, 3, 6, 6);
        Tensor some = norm.forward(x, Tensor.full(0.5, 1, 1));
        Tensor other = norm.forward(x, Tensor.full(2.5, 1, 1));
        assertThat(some.sub(other).abs().max().item()).isGreaterThan(1e-3);
        // The mean of a normalised channel is the shift, whatever x is.
        Tensor moved = norm.forward(x.mul(7).add(3), Tensor.full(0.5, 1, 1));
        assertThat(moved.sub(some).abs().max().item()).isLessThan(1e-4);
    }

    @Test
    void fieldsThatCannotBePatchedAreRefused() {
        assertThatThrownBy(() -> new MultigridPatcher(1, 0.1, true).checkGrid(18, 18))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("a field of 18 points per axis cannot be cut for 1 levels");
        assertThatThrownBy(() -> new MultigridPatcher(1, 0.6, true).checkGrid(16, 16))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("more than the field's 16");
        assertThatThrownBy(() -> new MultigridPatcher(1, 0.1, true).checkGrid(16, 32))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("square");
    }

    @Test
    void aFieldOfTheWrongShapeIsNamed() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT32, Device.CPU);
        Fno fno = new Fno(parameters, FnoSettings.improved(1, 1, 4, MODES), random);
        assertThatThrownBy(() -> fno.forward(Tensor.zeros(1, 2, 8, 8)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("the model takes fields [batch, 1, 2 axes], given shape [1, 2, 8, 8]");
    }
}
