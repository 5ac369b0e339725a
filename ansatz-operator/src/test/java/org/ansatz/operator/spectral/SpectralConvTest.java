package org.ansatz.operator.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.operator.spectral.WeightFormat.Contraction;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SpectralConvTest {
    private static final SpectralModes MODES = new SpectralModes(4, 6);

    private final RandomStream random = RandomStream.seeded(11);

    private static TensorParameters parameters() {
        return new TensorParameters(DType.FLOAT64, Device.CPU);
    }

    private static SpectralWeights weights(
            TensorParameters parameters, int in, int out, SpectralModes modes, WeightFormat format) {
        return SpectralWeights.create(parameters, "w", 2, in, out, modes, format, RandomStream.seeded(5));
    }

    private static double distance(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item() / b.abs().max().item();
    }

    private static List<WeightFormat> formats() {
        List<WeightFormat> formats = new ArrayList<>();
        for (Kind kind : List.of(Kind.CP, Kind.TUCKER, Kind.TT)) {
            for (double fraction : new double[] {0.15, 0.7}) {
                WeightFormat plain = WeightFormat.of(kind, fraction);
                formats.addAll(List.of(
                        plain,
                        plain.asJoint(),
                        plain.asSeparable(),
                        plain.asJoint().asSeparable()));
            }
        }
        WeightFormat tucker = WeightFormat.of(Kind.TUCKER, 0.3);
        formats.addAll(List.of(
                tucker.withFixed(0, 1),
                tucker.withFixed(1, 3),
                tucker.withFixed(2).asJoint()));
        formats.add(tucker.withFixed(0).asSeparable());
        return formats;
    }

    @Test
    void factorisedAndReconstructedWeightsAgree() {
        for (WeightFormat format : formats()) {
            int out = format.separable() ? 5 : 3;
            SpectralWeight factorised = weights(parameters(), 5, out, MODES, format.with(Contraction.FACTORIZED))
                    .layers()
                    .get(1);
            SpectralWeight reconstructed = weights(parameters(), 5, out, MODES, format.with(Contraction.RECONSTRUCTED))
                    .layers()
                    .get(1);
            Tensor c = Tensor.complex(Tensor.randn(random, 3, 5, 4, 4), Tensor.randn(random, 3, 5, 4, 4));
            Tensor expected = SpectralWeight.applyDense(c, factorised.dense(), format.separable());
            assertThat(distance(factorised.apply(c), expected))
                    .as(format.toString())
                    .isLessThan(1e-12);
            assertThat(distance(reconstructed.apply(c), expected))
                    .as(format.toString())
                    .isLessThan(1e-12);
        }
    }

    @Test
    void threeAxesOfModesContractTheSameWay() {
        SpectralModes modes = new SpectralModes(4, 2, 4);
        for (Kind kind : List.of(Kind.CP, Kind.TUCKER, Kind.TT)) {
            SpectralWeight weight = weights(
                            parameters(),
                            3,
                            2,
                            modes,
                            WeightFormat.of(kind, 0.3).with(Contraction.FACTORIZED))
                    .layers()
                    .get(0);
            Tensor c = Tensor.complex(Tensor.randn(random, 2, 3, 4, 2, 3), Tensor.randn(random, 2, 3, 4, 2, 3));
            assertThat(distance(weight.apply(c), SpectralWeight.applyDense(c, weight.dense(), false)))
                    .isLessThan(1e-12);
        }
    }

    @Test
    void denseWeightsAreTheEinsteinSumOverChannels() {
        SpectralWeight weight =
                weights(parameters(), 3, 2, MODES, WeightFormat.DENSE).layers().get(0);
        Tensor c = Tensor.complex(Tensor.randn(random, 2, 3, 4, 4), Tensor.randn(random, 2, 3, 4, 4));
        assertThat(distance(weight.apply(c), Tensor.einsum("bixy,ioxy->boxy", c, weight.dense())))
                .isLessThan(1e-13);
    }

    @Test
    void countsOfParametersAreThoseOfTheFormulas() {
        SpectralModes modes = new SpectralModes(12, 12);
        SpectralWeights dense = weights(parameters(), 24, 24, modes, WeightFormat.DENSE);
        assertThat(dense.count()).isEqualTo(2 * 96_768);
        SpectralWeights tucker = weights(parameters(), 24, 24, modes, WeightFormat.of(Kind.TUCKER, 0.1));
        assertThat(tucker.count()).isEqualTo(2 * 2 * 4780);
        assertThat(tucker.compressionRatio()).isCloseTo(10.12, within(0.005));
        SpectralWeights cp = weights(parameters(), 24, 24, modes, WeightFormat.of(Kind.CP, 0.1));
        assertThat(cp.count()).isEqualTo(2 * 2 * (72 * (24 + 24 + 12 + 7) + 72));
        assertThat(weights(
                                parameters(),
                                24,
                                24,
                                modes,
                                WeightFormat.of(Kind.TUCKER, 0.1).asJoint())
                        .compressionRatio())
                .isGreaterThan(9.5);
    }

    private SpectralConv conv(TensorParameters parameters, SpectralModes modes, SpectralWeight weight, int channels) {
        SpectralConv conv = new SpectralConv(parameters, "conv", modes, weight, channels, channels, random);
        Autograd.noGrad(() -> parameters.get("conv.bias").zeroInPlace());
        return conv;
    }

    /** The same matrix at all frequencies. */
    private static SpectralWeight everywhere(Tensor matrix, SpectralModes modes) {
        long[] block = modes.blockShape();
        Tensor w = Tensor.complex(matrix, matrix.zerosLike())
                .reshape(matrix.size(0), matrix.size(1), 1, 1)
                .expand(matrix.size(0), matrix.size(1), block[0], block[1]);
        return new DenseWeight(w.contiguous(), false);
    }

    @Test
    void identityWeightsLeaveWhatIsInTheKeptBand() {
        Tensor x = Tensor.linspace(0, 2 * Math.PI * 15 / 16, 16);
        Tensor wave = x.unsqueeze(1).sin().add(x.unsqueeze(0).mul(2).cos()).add(0.5);
        Tensor high = x.unsqueeze(1).mul(3).sin().mul(x.unsqueeze(0).cos());
        Tensor field = wave.add(high).reshape(1, 1, 16, 16);
        SpectralConv conv = conv(parameters(), MODES, everywhere(Tensor.eye(1), MODES), 1);
        assertThat(distance(conv.forward(field).reshape(16, 16), wave)).isLessThan(1e-12);
    }

    @Test
    void allModesOfTheGridWithIdentityReturnTheField() {
        SpectralModes all = new SpectralModes(8, 8);
        Tensor field = Tensor.randn(random, 2, 2, 8, 8);
        SpectralConv conv = conv(parameters(), all, everywhere(Tensor.eye(2), all), 2);
        // The frequency n/2 of the first axis has no positive partner in the block but is its own; nothing is lost.
        assertThat(distance(conv.forward(field), field)).isLessThan(1e-12);
    }

    private UnaryOperator<Tensor> randomLayer() {
        TensorParameters parameters = parameters();
        return conv(
                parameters,
                MODES,
                weights(parameters, 2, 2, MODES, WeightFormat.DENSE).layers().get(0),
                2)::forward;
    }

    @Test
    void aShiftOfTheInputShiftsTheOutput() {
        UnaryOperator<Tensor> layer = randomLayer();
        Tensor field = Tensor.randn(random, 1, 2, 8, 10);
        Tensor shifted = layer.apply(field.roll(3, 2).roll(4, 3));
        assertThat(distance(shifted, layer.apply(field).roll(3, 2).roll(4, 3))).isLessThan(1e-12);
    }

    private static Tensor bandLimited(int n) {
        Tensor x = Tensor.arange(n).to(DType.FLOAT64).mul(2 * Math.PI / n);
        Tensor a = x.unsqueeze(1).sin().mul(x.unsqueeze(0).mul(2).cos());
        Tensor b = x.unsqueeze(1).add(x.unsqueeze(0).mul(3)).cos();
        return Tensor.stack(0, a, b).unsqueeze(0);
    }

    @Test
    void bandLimitedFieldsGiveTheSameValuesOnEveryGrid() {
        UnaryOperator<Tensor> layer = randomLayer();
        Tensor coarse = layer.apply(bandLimited(32));
        Tensor fine = layer.apply(bandLimited(64)).slice(2, 0, 64, 2).slice(3, 0, 64, 2);
        assertThat(distance(fine, coarse)).isLessThan(1e-12);
    }

    /** Real and imaginary parts of the factors are moved separately. */
    @Test
    void gradientsThroughComplexFactorsAgreeWithDifferences() {
        for (WeightFormat format : formats()) {
            TensorParameters parameters = parameters();
            SpectralWeight weight =
                    weights(parameters, 2, 2, MODES, format).layers().get(0);
            SpectralConv conv = new SpectralConv(parameters, "conv", MODES, weight, 2, 2, random);
            Tensor field = Tensor.randn(random, 2, 2, 8, 8);
            for (String name : parameters.names()) {
                Tensor p = parameters.get(name);
                Tensor direction = p.dtype().isComplex()
                        ? Tensor.complex(Tensor.randn(random, p.shape()), Tensor.randn(random, p.shape()))
                        : Tensor.randn(random, p.shape());
                Tensor g = Autograd.gradient(conv.forward(field).pow(3).mean(), p, false);
                double slope = pairs(g).mul(pairs(direction)).sum().item();
                double h = 1e-5;
                Autograd.noGrad(() -> p.addInPlace(direction, h));
                double above = conv.forward(field).pow(3).mean().item();
                Autograd.noGrad(() -> p.addInPlace(direction, -2 * h));
                double below = conv.forward(field).pow(3).mean().item();
                Autograd.noGrad(() -> p.addInPlace(direction, h));
                double difference = (above - below) / (2 * h);
                assertThat(slope)
                        .as(format + " " + name)
                        .isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
            }
        }
    }

    private static Tensor pairs(Tensor tensor) {
        return tensor.dtype().isComplex() ? tensor.viewAsReal() : tensor;
    }

    @Test
    void modesThatAreNotFactorisedHaveNoFactors() {
        TensorParameters parameters = parameters();
        SpectralWeights weights = weights(
                parameters,
                24,
                24,
                new SpectralModes(12, 12),
                WeightFormat.of(Kind.TUCKER, 0.2).withFixed(0, 1));
        assertThat(parameters.names())
                .containsExactly("w0.core", "w0.factor2", "w0.factor3", "w1.core", "w1.factor2", "w1.factor3");
        assertThat(weights.compressionRatio()).isBetween(4.0, 6.0);
        assertThatThrownBy(() -> WeightFormat.of(Kind.CP, 0.2).withFixed(0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("only a tucker factorization");
    }

    /** Results of one application and its gradient, without and with the dense tensor, at 1 % of its numbers. */
    @Test
    void gradientsOfFactorisedWeightsNeedNoDenseTensor() {
        SpectralModes modes = new SpectralModes(16, 16);
        int channels = 32;
        long dense = 16L * channels * channels * modes.count();
        Tensor c = Tensor.complex(Tensor.randn(random, 1, channels, 16, 9), Tensor.randn(random, 1, channels, 16, 9));
        for (Kind kind : List.of(Kind.CP, Kind.TUCKER, Kind.TT)) {
            WeightFormat format = WeightFormat.of(kind, 0.01);
            assertThat(recorded(c, modes, format.with(Contraction.FACTORIZED)))
                    .as(format.toString())
                    .isLessThan(dense / 2);
            assertThat(recorded(c, modes, format.with(Contraction.RECONSTRUCTED)))
                    .as(format.toString())
                    .isGreaterThan(dense);
        }
    }

    private static long recorded(Tensor c, SpectralModes modes, WeightFormat format) {
        int channels = (int) c.size(1);
        TensorParameters parameters = parameters();
        SpectralWeight weight =
                weights(parameters, channels, channels, modes, format).layers().get(0);
        List<Tensor> own = parameters.tensors().subList(0, parameters.tensors().size() / 2);
        Scope scope = Scope.open();
        try {
            Tensor loss = weight.apply(c).viewAsReal().square().sum();
            List<Tensor> gradients = Autograd.gradient(loss, own, false);
            for (int k = 0; k < own.size(); k++) {
                assertThat(gradients.get(k).shape()).isEqualTo(own.get(k).shape());
            }
            return scope.bytes();
        } finally {
            scope.close();
        }
    }

    @Test
    void aRankOneCanonicalWeightWithModeFactorsOfOneMixesChannelsOfTheBand() {
        Tensor in = Tensor.randn(random, 2, 1);
        Tensor out = Tensor.randn(random, 2, 1);
        List<Tensor> factors = new ArrayList<>();
        for (Tensor real : List.of(in, out, Tensor.ones(4, 1), Tensor.ones(4, 1))) {
            factors.add(Tensor.complex(real, real.zerosLike()));
        }
        CanonicalTensor rankOne = new CanonicalTensor(Tensor.ones(DType.COMPLEX128, Device.CPU, 1), factors);
        SpectralWeight weight = new FactorizedWeight(() -> rankOne, WeightFormat.of(Kind.CP, 0.1), false);
        Tensor matrix = in.matmul(out.mT());
        Tensor field = Tensor.randn(random, 1, 2, 8, 8);
        Tensor limited =
                conv(parameters(), MODES, everywhere(Tensor.eye(2), MODES), 2).forward(field);
        Tensor mixed = Tensor.einsum("bixy,io->boxy", limited, matrix);
        assertThat(distance(conv(parameters(), MODES, weight, 2).forward(field), mixed))
                .isLessThan(1e-12);
    }

    @Test
    void separableOnesAreTheIdealLowPassFilter() {
        long[] block = MODES.blockShape();
        Tensor ones = Tensor.ones(DType.COMPLEX128, Device.CPU, 2, block[0], block[1]);
        SpectralConv filter = conv(parameters(), MODES, new DenseWeight(ones, true), 2);
        Tensor once = filter.forward(Tensor.randn(random, 1, 2, 12, 12));
        assertThat(distance(filter.forward(once), once)).isLessThan(1e-12);
    }

    @Test
    void aLayerFactorOfOnesGivesAllLayersTheSameWeights() {
        TensorParameters parameters = parameters();
        SpectralWeights joint =
                weights(parameters, 3, 3, MODES, WeightFormat.of(Kind.CP, 0.3).asJoint());
        Tensor layers = parameters.get("w.factor0");
        Autograd.noGrad(() -> layers.copyFrom(layers.onesLike()));
        assertThat(distance(joint.layers().get(0).dense(), joint.layers().get(1).dense()))
                .isLessThan(1e-14);
    }

    @Test
    void modesThatAreOddOrTooManyAndMixingSeparableWeightsAreRefused() {
        assertThatThrownBy(() -> new SpectralModes(4, 5))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("5 is not an even number");
        assertThatThrownBy(() -> MODES.transform(Tensor.zeros(1, 1, 8, 4)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("modes [4, 6] do not fit a grid of [8, 4] points");
        assertThatThrownBy(() -> weights(parameters(), 3, 2, MODES, WeightFormat.DENSE.asSeparable()))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("3 inputs cannot become 2 outputs");
        assertThatThrownBy(() -> WeightFormat.of(Kind.CP, 0)).isInstanceOf(InvalidProblem.class);
    }
}
