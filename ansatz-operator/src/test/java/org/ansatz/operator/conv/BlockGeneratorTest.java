package org.ansatz.operator.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.operator.conv.LowRankConv.Evaluation;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Engine;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockGeneratorTest {
    static final GeneratorShape SMALL = new GeneratorShape(2, 12, List.of(4, 4, 8), List.of(6, 4, 3), 3);

    /** Travelling bumps: smooth in two parameters. */
    static BlockData data(int draws, long seed) {
        RandomStream random = RandomStream.seeded(seed);
        double[][] parameters = new double[draws][];
        double[][] blocks = new double[draws][4 * 4 * 8];
        for (int n = 0; n < draws; n++) {
            parameters[n] = new double[] {2 * random.uniform() - 1, 2 * random.uniform() - 1};
            for (int k = 0; k < blocks[n].length; k++) {
                int t = Math.floorDiv(k, 32);
                int y = Math.floorDiv(k, 8) % 4;
                int x = k % 8;
                blocks[n][k] = Math.exp(-Math.pow(x - 3.5 - parameters[n][0] - t * 0.5, 2) / 4)
                        * Math.cos(y - parameters[n][1]);
            }
        }
        return new BlockData(parameters, blocks, List.of(4, 4, 8));
    }

    // Blocks this small are faster on one thread.
    private static int threads;

    @BeforeAll
    static void takeOneThread() {
        threads = Engine.threads();
        Engine.setThreads(1);
    }

    @AfterAll
    static void giveThreadsBack() {
        Engine.setThreads(threads);
    }

    @ParameterizedTest
    @CsvSource({"1,3", "1,5", "1,7", "2,3", "2,5", "3,1", "3,3", "3,5"})
    void summedTapsOnTheCoarseGridAreTheConvolutionOfRepeatedValues(int axes, int taps) {
        Scope.run(() -> {
            RandomStream random = RandomStream.seeded(2);
            TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
            KernelShape shape = new KernelShape(3, 2, axes, taps);
            LowRankConv conv = LowRankConv.of(
                    parameters, "conv", KernelFormat.canonical(2).draw(shape, 1, random.child(0)), Window.same(taps));
            Autograd.noGrad(() -> parameters.get("conv.bias").copyFrom(Tensor.randn(random.child(1), 3)));
            long[] sizes = {2, 2, 4, 3, 5};
            Tensor x = Tensor.randn(random.child(2), java.util.Arrays.copyOf(sizes, axes + 2))
                    .requiresGrad();
            Tensor fused = new UpsampledConv(conv, parameters).forward(x);
            Tensor plain = new UpsampledConv(conv.evaluated(Evaluation.SEQUENTIAL), parameters).forward(x);
            assertThat(fused.shape()).isEqualTo(plain.shape());
            assertThat(fused.sub(plain).abs().max().item()).isLessThan(1e-13);
            Tensor weight = Tensor.randn(random.child(3), fused.shape());
            List<Tensor> leaves = new java.util.ArrayList<>(parameters.tensors());
            leaves.add(x);
            List<Tensor> a = Autograd.gradient(fused.mul(weight).sum(), leaves, false);
            List<Tensor> b = Autograd.gradient(plain.mul(weight).sum(), leaves, false);
            for (int k = 0; k < a.size(); k++) {
                assertThat(a.get(k).sub(b.get(k)).abs().max().item()).isLessThan(1e-12);
            }
            parameters.close();
        });
    }

    @Test
    void trainingLearnsTravellingBumpsInEveryFormat() throws Exception {
        BlockData training = data(60, 1);
        BlockData test = data(20, 2);
        for (KernelFormat format : List.of(KernelFormat.dense(), KernelFormat.canonical(1))) {
            BlockGenerator network = BlockGenerator.random(SMALL, format, DType.FLOAT32, RandomStream.seeded(0));
            BlockTraining.Result result = new BlockTraining(300, 16, 1e-2, 10).run(network, training, 0, () -> false);
            assertThat(result.checks()).hasSize(10);
            assertThat(result.bestStep()).isPositive();
            double[] errors = result.surrogate().relativeErrors(test);
            assertThat(java.util.Arrays.stream(errors).average().orElseThrow()).isLessThan(0.15);
            double[][] predicted = result.surrogate().predict(test.parameters());
            assertThat(result.surrogate().largestError(test))
                    .isGreaterThanOrEqualTo(Math.abs(predicted[3][7] - test.blocks()[3][7]))
                    .isBetween(1e-4, 1.0);
            network.close();
        }
    }

    @Test
    void anotherOptimizerTakesOtherSteps() throws Exception {
        BlockGenerator network =
                BlockGenerator.random(SMALL, KernelFormat.dense(), DType.FLOAT32, RandomStream.seeded(0));
        BlockTraining.Result result = new BlockTraining(OptimizerChoice.parse("muon"), 60, 16, 1e-2, 6)
                .run(network, data(60, 1), 0, () -> false);
        assertThat(result.checks().get(5).training())
                .isLessThan(0.5 * result.checks().get(0).training());
        network.close();
        assertThatThrownBy(() -> new BlockTraining(OptimizerChoice.parse("l-bfgs"), 60, 16, 1e-2, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first order");
    }

    @Test
    void theSameSeedTrainsTheSameNetwork() throws Exception {
        BlockData training = data(20, 1);
        double[][] seen = new double[2][];
        for (int run = 0; run < 2; run++) {
            BlockGenerator network =
                    BlockGenerator.random(SMALL, KernelFormat.canonical(2), DType.FLOAT32, RandomStream.seeded(4));
            BlockTraining.Result result = new BlockTraining(12, 8, 1e-3, 3).run(network, training, 5, () -> false);
            seen[run] = result.surrogate().predict(training.parameters())[0];
            network.close();
        }
        assertThat(seen[0]).containsExactly(seen[1]);
    }

    @Test
    void expandingACompressedNetworkKeepsWhatItSays() {
        Scope.run(() -> {
            BlockGenerator compressed =
                    BlockGenerator.random(SMALL, KernelFormat.canonical(2), DType.FLOAT64, RandomStream.seeded(1));
            BlockGenerator dense = compressed.expanded();
            BlockGenerator again = dense.compressed(KernelFormat.hierarchical(3, 3), RandomStream.seeded(2));
            Tensor x = Tensor.randn(RandomStream.seeded(3), 5, 2);
            Tensor wanted = compressed.forward(x);
            assertThat(dense.forward(x).sub(wanted).abs().max().item()).isLessThan(1e-13);
            assertThat(again.forward(x).sub(wanted).abs().max().item()).isLessThan(1e-12);
            long dense3 =
                    SMALL.kernels().stream().mapToLong(KernelShape::denseCount).sum();
            assertThat(dense.kernelParameterCount()).isEqualTo(dense3);
            assertThat(compressed.kernelParameterCount()).isEqualTo(dense3 / 27 * 18);
            compressed.close();
            dense.close();
            again.close();
        });
    }

    @Test
    void cuttingTrainedKernelsToOneTermWithoutTuningIsFarWorse() throws Exception {
        BlockData training = data(60, 1);
        BlockData test = data(20, 2);
        BlockGenerator dense =
                BlockGenerator.random(SMALL, KernelFormat.dense(), DType.FLOAT32, RandomStream.seeded(0));
        BlockSurrogate trained = new BlockTraining(300, 16, 1e-2, 10)
                .run(dense, training, 0, () -> false)
                .surrogate();
        BlockGenerator cut = dense.compressed(KernelFormat.canonical(1), RandomStream.seeded(0));
        double before =
                java.util.Arrays.stream(trained.relativeErrors(test)).average().orElseThrow();
        double after = java.util.Arrays.stream(
                        new BlockSurrogate(cut, trained.mean(), trained.deviation()).relativeErrors(test))
                .average()
                .orElseThrow();
        assertThat(after).isGreaterThan(3 * before);
        dense.close();
        cut.close();
    }

    @Test
    void nativeMemoryStaysFlatOverManySteps() throws Exception {
        BlockData training = data(20, 1);
        BlockGenerator network =
                BlockGenerator.random(SMALL, KernelFormat.canonical(1), DType.FLOAT32, RandomStream.seeded(4));
        Scope outer = Scope.open();
        try {
            new BlockTraining(60, 8, 1e-3, 3).run(network, training, 5, () -> false);
            // Nothing of a run stays behind in the caller's scope.
            assertThat(outer.size()).isZero();
        } finally {
            outer.close();
        }
        network.close();
    }

    @Test
    void costsAreThoseOfTheFile() throws Exception {
        BlockGenerator dense =
                BlockGenerator.random(SMALL, KernelFormat.dense(), DType.FLOAT32, RandomStream.seeded(0));
        BlockGenerator small =
                BlockGenerator.random(SMALL, KernelFormat.canonical(1), DType.FLOAT32, RandomStream.seeded(0));
        ConvCost first = ConvCost.of(dense);
        ConvCost second = ConvCost.of(small);
        assertThat(first.bytes() - second.bytes())
                .isBetween(
                        8 * (first.parameters() - second.parameters()) - 500,
                        8 * (first.parameters() - second.parameters()) + 500);
        assertThat(first.latencySeconds()).isPositive();
        // Four copies of the parameters, and at least the fields between the layers: 16 blocks of 6, 4 and 3 channels.
        long copies = 4 * Float.BYTES * first.parameters();
        assertThat(first.trainingBytes() - copies).isGreaterThan(16L * Float.BYTES * (6 * 8 + 4 * 16 + 3 * 128));
        assertThat(second.trainingBytes()).isLessThan(first.trainingBytes());
        dense.close();
        small.close();
    }

    @Test
    void blocksThatDoNotDivideAndDataThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> new GeneratorShape(4, 8, List.of(8, 12, 16), List.of(8, 4, 4, 4), 5))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[8, 12, 16] does not divide by 2^3 = 8");
        assertThatThrownBy(() -> new GeneratorShape(4, 8, List.of(8, 8, 16), List.of(8, 4, 4), 4))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("odd number of taps");
        assertThatThrownBy(() -> new BlockData(new double[][] {{1}}, new double[][] {{1, Double.NaN}}, List.of(2)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("value 1 of draw 0 is NaN");
        assertThatThrownBy(() -> new BlockData(new double[][] {{1}}, new double[][] {{1, 2, 3}}, List.of(2)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("3 values");
        BlockGenerator network =
                BlockGenerator.random(SMALL, KernelFormat.dense(), DType.FLOAT32, RandomStream.seeded(0));
        assertThatThrownBy(() -> new BlockTraining(5, 4, 1e-3, 1).run(network, data(5, 1), 0, () -> false))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("10 draws");
        assertThatThrownBy(() -> new BlockTraining(5, 0, 1e-3, 1)).isInstanceOf(InvalidProblem.class);
        network.close();
    }
}
