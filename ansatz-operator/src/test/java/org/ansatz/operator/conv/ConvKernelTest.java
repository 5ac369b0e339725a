package org.ansatz.operator.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.conv.LowRankConv.Evaluation;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvKernelTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static List<KernelFormat> formats() {
        return List.of(
                KernelFormat.dense(),
                KernelFormat.canonical(1),
                KernelFormat.canonical(3),
                KernelFormat.hierarchical(2, 2),
                KernelFormat.sharedInput(2),
                KernelFormat.fullCanonical(4),
                KernelFormat.tucker(2, 3));
    }

    static Stream<Arguments> layers() {
        List<Arguments> layers = new ArrayList<>();
        for (KernelFormat format : formats()) {
            for (int axes = 1; axes <= 3; axes++) {
                if (axes == 3 || !(format instanceof KernelFormat.Hierarchical)) {
                    layers.add(Arguments.of(format, new KernelShape(4, 3, axes, 5), Window.same(5)));
                    layers.add(Arguments.of(
                            format,
                            new KernelShape(2, 3, axes, 3),
                            Window.valid().every(2)));
                }
            }
        }
        return layers.stream();
    }

    private static Tensor field(KernelShape shape, RandomStream random) {
        long[] sizes = new long[shape.axes() + 2];
        Arrays.setAll(sizes, d -> d == 0 ? 2 : d == 1 ? shape.inputs() : 5 + d);
        return Tensor.randn(random, sizes);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void formedKernelsAndFiltersInSequenceAreTheSameMap(KernelFormat format, KernelShape shape, Window window) {
        RandomStream random = RandomStream.seeded(7);
        for (DType precision : List.of(DType.FLOAT32, DType.FLOAT64)) {
            TensorParameters parameters = new TensorParameters(precision, Device.CPU);
            LowRankConv conv = LowRankConv.of(parameters, "conv", format.draw(shape, 0.1, random.child(0)), window);
            Autograd.noGrad(() -> parameters.get("conv.bias").addInPlace(0.3));
            Tensor x = field(shape, random.child(1)).to(precision).requiresGrad();
            LowRankConv sequential = conv.evaluated(Evaluation.SEQUENTIAL);
            Tensor formed = conv.forward(x);
            Tensor inSequence = sequential.forward(x);
            double tolerance = precision == DType.FLOAT32 ? 1e-6 : 1e-13;
            double size = formed.norm().item();
            assertThat(formed.sub(inSequence).norm().item()).isLessThan(tolerance * size);
            Tensor weight = Tensor.randn(random.child(2), formed.shape()).to(precision);
            List<Tensor> leaves = new ArrayList<>(parameters.tensors());
            leaves.add(x);
            List<Tensor> a = Autograd.gradient(formed.mul(weight).sum(), leaves, false);
            List<Tensor> b = Autograd.gradient(inSequence.mul(weight).sum(), leaves, false);
            for (int k = 0; k < a.size(); k++) {
                double scale = a.get(k).norm().item();
                assertThat(scale).isPositive();
                assertThat(a.get(k).sub(b.get(k)).norm().item()).isLessThan(tolerance * scale);
            }
        }
    }

    @Test
    void aSingleOutputIsThatOfALayerWithTwo() {
        RandomStream random = RandomStream.seeded(13);
        for (int axes = 1; axes <= 3; axes++) {
            KernelShape two = new KernelShape(2, 3, axes, 3);
            Tensor weight =
                    KernelFormat.dense().draw(two, 1, random.child(axes)).materialise();
            Tensor x = field(two, random.child(10 + axes));
            Tensor bias = Tensor.of(new double[] {0.2, -0.4}, 2);
            Tensor both = Window.same(3).apply(x, weight, bias);
            for (int output = 0; output < 2; output++) {
                Tensor one = Window.same(3).apply(x, weight.narrow(0, output, 1), bias.narrow(0, output, 1));
                assertThat(one.sub(both.narrow(1, output, 1)).abs().max().item())
                        .isLessThan(1e-13);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void gradientsOfFactorsAreThoseOfFiniteDifferences(KernelFormat format) {
        RandomStream random = RandomStream.seeded(3);
        KernelShape shape = new KernelShape(2, 3, 3, 3);
        KernelFormat fitting = format instanceof KernelFormat.Tucker ? KernelFormat.tucker(2, 2) : format;
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        LowRankConv conv =
                LowRankConv.of(parameters, "conv", fitting.draw(shape, 0.2, random.child(0)), Window.same(3));
        Tensor x = field(shape, random.child(1));
        List<Tensor> leaves = parameters.tensors();
        List<Tensor> gradient = Autograd.gradient(conv.forward(x).square().sum(), leaves, false);
        double step = 1e-5;
        for (int k = 0; k < leaves.size(); k++) {
            Tensor direction = Tensor.randn(random.child(2L + k), leaves.get(k).shape());
            double[] sides = new double[2];
            for (int side = 0; side < 2; side++) {
                double move = side == 0 ? step : -2 * step;
                Tensor leaf = leaves.get(k);
                Autograd.noGrad(() -> leaf.addInPlace(direction, move));
                sides[side] = conv.forward(x).square().sum().item();
            }
            Tensor leaf = leaves.get(k);
            Autograd.noGrad(() -> leaf.addInPlace(direction, step));
            double slope = gradient.get(k).mul(direction).sum().item();
            assertThat((sides[0] - sides[1]) / (2 * step)).isCloseTo(slope, within(1e-6 * Math.abs(slope) + 1e-6));
        }
    }

    @Test
    void countsAreThoseOfTheGeneratorsTable() {
        long[][] table = {
            {256_000, 30_720, 61_440, 92_160},
            {64_000, 7_680, 15_360, 23_040},
            {32_000, 3_840, 7_680, 11_520},
            {2_000, 240, 480, 720}
        };
        List<KernelShape> kernels = GeneratorShape.full().kernels();
        for (int layer = 0; layer < 4; layer++) {
            assertThat(kernels.get(layer).denseCount()).isEqualTo(table[layer][0]);
            for (int rank = 1; rank <= 3; rank++) {
                assertThat(KernelFormat.canonical(rank).parameterCount(kernels.get(layer)))
                        .isEqualTo(table[layer][rank]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void formulasOfCountsAgreeWithWhatIsStored(KernelFormat format) {
        KernelShape shape = new KernelShape(5, 4, 3, 3);
        ConvKernel kernel = format.draw(shape, 1, RandomStream.seeded(1));
        assertThat(kernel.parameterCount()).isEqualTo(format.parameterCount(shape));
        assertThat(kernel.format()).isEqualTo(format);
        assertThat(kernel.shape()).isEqualTo(shape);
        TensorParameters parameters = new TensorParameters(DType.FLOAT32, Device.CPU);
        LowRankConv conv = LowRankConv.of(parameters, "conv", kernel, Window.same(3));
        assertThat(conv.parameterCount()).isEqualTo(parameters.count());
        assertThat(conv.parameterCount()).isEqualTo(format.parameterCount(shape) + 5);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void outputsBeginWithTheVarianceOfTheDenseLayer(KernelFormat format) {
        KernelShape shape = new KernelShape(16, 192, 3, 3);
        KernelFormat wide = format instanceof KernelFormat.Tucker
                ? KernelFormat.tucker(16, 192)
                : format instanceof KernelFormat.FullCanonical ? KernelFormat.fullCanonical(300) : format;
        double ratio = 0;
        int draws = 10;
        for (int draw = 0; draw < draws; draw++) {
            RandomStream random = RandomStream.seeded(100 + draw);
            ConvKernel kernel = wide.draw(shape, shape.heVariance(), random.child(0));
            Tensor x = Tensor.randn(random.child(1), 1, 192, 5, 5, 5);
            // Independent inputs of variance 1 through He's kernels: variance 2.
            ratio += Window.valid().apply(x, kernel.materialise()).var(1).item() / 2 / draws;
        }
        assertThat(ratio).isBetween(0.9, 1.1);
    }

    @Test
    void aRankThatSavesNothingIsReportedWithBothCounts() {
        KernelShape small = new KernelShape(1, 2, 2, 3);
        assertThat(KernelFormat.canonical(2).warning(small))
                .hasValueSatisfying(text -> assertThat(text).contains("24 weights", "dense 18"));
        assertThat(KernelFormat.canonical(2).warning(new KernelShape(1, 2, 2, 5)))
                .isEmpty();
        assertThat(KernelFormat.dense().warning(small)).isEmpty();
    }

    @Test
    void evenWindowsRanksBelowOneAndImpossibleFormatsAreRefused() {
        assertThatThrownBy(() -> Window.same(4))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("odd number of taps, given 4");
        assertThatThrownBy(() -> KernelFormat.canonical(0)).isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> new KernelShape(1, 1, 4, 3)).isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() ->
                        KernelFormat.hierarchical(1, 1).draw(new KernelShape(1, 1, 2, 3), 1, RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("three axes");
        assertThatThrownBy(() -> KernelFormat.tucker(9, 1).draw(new KernelShape(2, 2, 2, 3), 1, RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("above the channels");
    }
}
