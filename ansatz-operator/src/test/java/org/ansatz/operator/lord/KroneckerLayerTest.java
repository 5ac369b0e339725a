package org.ansatz.operator.lord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.lowrank.KroneckerSum;
import org.ansatz.operator.lord.SpatialMap.Form;
import org.ansatz.operator.lord.SpatialMap.Start;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class KroneckerLayerTest {
    private final RandomStream random = RandomStream.seeded(11);
    private final TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);

    private static double largest(Tensor difference) {
        return difference.abs().max().item();
    }

    /** Row-major {@code (a (x) b)}. */
    private static Tensor kronecker(Tensor a, Tensor b) {
        long m = a.size(0) * b.size(0);
        return Tensor.einsum("ij,kl->ikjl", a, b).reshape(m, m);
    }

    @Test
    void aLayerIsASumOfKroneckerProductsOnRectanglesForAnyGroupsAndRanks() {
        for (long[] grid : new long[][] {{3, 5}, {6, 2}, {4, 4}, {1, 7}}) {
            for (int rank = 1; rank <= 3; rank++) {
                SpatialMap map =
                        SpatialMap.dense(4, grid).withShared(2).withRank(rank).with(Start.RANDOM);
                KroneckerLayer layer =
                        new KroneckerLayer(parameters, grid[0] + "-" + grid[1] + "-" + rank, map, random);
                Tensor x = Tensor.randn(random, 2, 4, grid[0], grid[1]);
                Tensor y = layer.forward(x);
                for (int c = 0; c < 4; c++) {
                    Tensor matrix = Tensor.zeros(grid[0] * grid[1], grid[0] * grid[1]);
                    for (int r = 0; r < rank; r++) {
                        Tensor a = layer.factor(0).select(0, c / 2).select(0, r);
                        Tensor b = layer.factor(1).select(0, c / 2).select(0, r);
                        matrix = matrix.add(kronecker(a, b));
                    }
                    Tensor flat = x.select(1, c).reshape(2, -1).matmul(matrix.mT());
                    assertThat(largest(y.select(1, c).reshape(2, -1).sub(flat))).isLessThan(1e-12);
                }
            }
        }
    }

    @Test
    void inSpaceThreeMatricesActOnThreeAxes() {
        SpatialMap map = SpatialMap.dense(2, 3, 4, 5).withRank(2).with(Start.RANDOM);
        KroneckerLayer layer = new KroneckerLayer(parameters, "space", map, random);
        Tensor x = Tensor.randn(random, 3, 2, 3, 4, 5);
        Tensor y = layer.forward(x);
        for (int c = 0; c < 2; c++) {
            Tensor matrix = Tensor.zeros(60, 60);
            for (int r = 0; r < 2; r++) {
                Tensor a = layer.factor(0).select(0, c).select(0, r);
                Tensor b = layer.factor(1).select(0, c).select(0, r);
                Tensor d = layer.factor(2).select(0, c).select(0, r);
                matrix = matrix.add(kronecker(a, kronecker(b, d)));
            }
            Tensor flat = x.select(1, c).reshape(3, -1).matmul(matrix.mT());
            assertThat(largest(y.select(1, c).reshape(3, -1).sub(flat))).isLessThan(1e-12);
        }
    }

    @Test
    void toeplitzMatricesAreConstantAlongDiagonalsAndShiftFieldsThatVanishAtTheEdge() {
        SpatialMap map = SpatialMap.dense(1, 7, 9).with(Form.TOEPLITZ).with(Start.RANDOM);
        KroneckerLayer layer = new KroneckerLayer(parameters, "toeplitz", map, random);
        Tensor a = layer.factor(0).reshape(7, 7);
        assertThat(largest(
                        a.narrow(0, 1, 6).narrow(1, 1, 6).sub(a.narrow(0, 0, 6).narrow(1, 0, 6))))
                .isZero();
        Tensor x = Tensor.zeros(1, 1, 7, 9);
        Tensor point = Tensor.ones(1, 1, 1, 1);
        Tensor here = layer.forward(point.pad(2, 3, 3, 0).pad(3, 4, 4, 0));
        Tensor there = layer.forward(point.pad(2, 4, 2, 0).pad(3, 4, 4, 0));
        assertThat(x.shape()).isEqualTo(here.shape());
        assertThat(largest(there.narrow(2, 1, 6).sub(here.narrow(2, 0, 6)))).isLessThan(1e-14);
    }

    @Test
    void withoutASpatialMapNothingIsMovedAndNothingIsLearned() {
        SpatialMap map = SpatialMap.dense(3, 4, 6).with(Form.IDENTITY);
        KroneckerLayer layer = new KroneckerLayer(parameters, "identity", map, random);
        Tensor x = Tensor.randn(random, 1, 3, 4, 6);
        assertThat(largest(layer.forward(x).sub(x))).isZero();
        assertThat(map.parameterCount()).isZero();
    }

    @Test
    void parametersAreThoseOfTheFormula() {
        LordSettings e1 = LordSettings.of(2, SpatialMap.dense(16, 16, 16), 1.0 / 40);
        assertThat(e1.parameterCount()).isEqualTo(17521);
        for (SpatialMap map : List.of(
                SpatialMap.dense(16, 16, 16),
                SpatialMap.dense(4, 5, 7).withRank(3),
                SpatialMap.dense(6, 5, 7).withShared(3),
                SpatialMap.dense(4, 5, 7).with(Form.TOEPLITZ),
                SpatialMap.dense(4, 3, 4, 5))) {
            for (boolean preMix : new boolean[] {false, true}) {
                LordSettings settings = new LordSettings(2, 1, 2, map, preMix, 0.1);
                try (TensorParameters own = new TensorParameters(DType.FLOAT32, Device.CPU)) {
                    LordNet net = new LordNet(own, settings, random);
                    assertThat(own.count()).isEqualTo(settings.parameterCount());
                    assertThat(net.settings()).isEqualTo(settings);
                }
            }
        }
    }

    @Test
    void theGradientOfANetworkIsThatOfDifferences() {
        for (Form form : Form.values()) {
            SpatialMap map = SpatialMap.dense(4, 3, 5).withShared(2).withRank(2).with(form);
            TensorParameters own = new TensorParameters(DType.FLOAT64, Device.CPU);
            LordNet net = new LordNet(own, new LordSettings(1, 1, 2, map, true, 0.5), random);
            Tensor x = Tensor.randn(random, 2, 1, 3, 5);
            List<Tensor> slopes = Autograd.gradient(net.forward(x).square().sum(), own.tensors(), false);
            List<Tensor> directions = own.tensors().stream()
                    .map(p -> Tensor.randn(random, p.shape()))
                    .toList();
            double slope = 0;
            for (int k = 0; k < slopes.size(); k++) {
                slope += slopes.get(k).mul(directions.get(k)).sum().item();
            }
            double h = 1e-5;
            double above = moved(net, own, x, directions, h);
            double below = moved(net, own, x, directions, -2 * h);
            assertThat(slope)
                    .as(form.word())
                    .isCloseTo((above - below) / (2 * h), within(1e-6 * Math.max(1, Math.abs(slope))));
        }
    }

    private static double moved(LordNet net, TensorParameters own, Tensor x, List<Tensor> directions, double by) {
        return Autograd.noGrad(() -> {
            for (int k = 0; k < directions.size(); k++) {
                own.tensors().get(k).addInPlace(directions.get(k), by);
            }
            return net.forward(x).square().sum().item();
        });
    }

    @Test
    void theStartIsNearTheIdentityOrRoughAsAskedFor() {
        SpatialMap map = SpatialMap.dense(2, 20, 30);
        KroneckerLayer near = new KroneckerLayer(parameters, "near", map, random);
        KroneckerLayer rough = new KroneckerLayer(parameters, "rough", map.with(Start.RANDOM), random);
        assertThat(largest(near.factor(0).sub(Tensor.eye(20)))).isBetween(1e-3, 5 * 0.3 / 20);
        assertThat(rough.factor(1).square().mean().item()).isCloseTo(1.0 / 30, within(0.01));
    }

    @Test
    void anotherGridOrAnImpossibleFormIsRefusedByName() {
        LordNet net = new LordNet(parameters, LordSettings.of(1, SpatialMap.dense(2, 16, 16), 1), random);
        assertThatThrownBy(() -> net.forward(Tensor.zeros(DType.FLOAT64, Device.CPU, 1, 1, 32, 32)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessage("LordNet matrices are tied to H x W = 16 x 16; got 32 x 32; retrain or interpolate the"
                        + " factors");
        assertThatThrownBy(() -> net.forward(Tensor.zeros(DType.FLOAT64, Device.CPU, 1, 3, 16, 16)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[batch, 1, 16, 16]");
        assertThatThrownBy(() -> SpatialMap.dense(2, 16, 16).withRank(0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("rank of a Lord layer must be at least 1, given 0");
        assertThatThrownBy(() -> SpatialMap.dense(5, 16, 16).withShared(2))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("groups of 2");
    }

    @Test
    void aLinearLayerWithExactFactorsIsTheTruncatedInverseAndCommutesWithReflections() {
        int rows = 7;
        int columns = 12;
        SeparableInverse inverse = new SeparableInverse(rows, columns);
        KroneckerSum sum = inverse.best(3);
        LinearLord layer = LinearLord.of(parameters, sum);
        Tensor x = Tensor.randn(random, 4, 1, rows, columns);
        Tensor y = layer.forward(x);
        Tensor flat = x.reshape(4, -1).matmul(sum.dense().mT());
        assertThat(largest(y.reshape(4, -1).sub(flat))).isLessThan(1e-12);
        assertThat(largest(layer.forward(x.flip(2)).sub(y.flip(2)))).isLessThan(1e-12);
        assertThat(largest(layer.forward(x.flip(3)).sub(y.flip(3)))).isLessThan(1e-12);
    }
}
