package org.ansatz.operator.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Engine;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BlockAutoencoderTest {
    private static final GeneratorShape SHAPE = BlockGeneratorTest.SMALL.withParameters(3);
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

    @Test
    void theEncoderIsTheMirrorOfTheDecoder() {
        List<long[]> mirrored =
                SHAPE.mirroredKernels().stream().map(KernelShape::dense).toList();
        assertThat(mirrored).hasSize(3);
        assertThat(mirrored.get(0)).containsExactly(3, 1, 3, 3, 3);
        assertThat(mirrored.get(1)).containsExactly(4, 3, 3, 3, 3);
        assertThat(mirrored.get(2)).containsExactly(6, 4, 3, 3, 3);
        long count = 0;
        for (KernelShape kernel : SHAPE.kernels()) {
            count += kernel.denseCount();
        }
        for (KernelShape kernel : SHAPE.mirroredKernels()) {
            count += kernel.denseCount();
        }
        BlockAutoencoder network =
                BlockAutoencoder.random(SHAPE, KernelFormat.dense(), DType.FLOAT32, RandomStream.seeded(0));
        assertThat(network.kernelParameterCount()).isEqualTo(count);
        network.close();
    }

    @Test
    void slopesAreThoseOfFiniteDifferences() {
        Scope.run(() -> {
            BlockAutoencoder network =
                    BlockAutoencoder.random(SHAPE, KernelFormat.canonical(2), DType.FLOAT64, RandomStream.seeded(1));
            Tensor x = Tensor.randn(RandomStream.seeded(2), 2, 1, 4, 4, 8);
            List<Tensor> leaves = network.parameters().tensors();
            List<Tensor> slopes = Autograd.gradient(network.forward(x).square().mean(), leaves, false);
            double step = 1e-5;
            for (int k = 0; k < leaves.size(); k++) {
                Tensor leaf = leaves.get(k);
                Tensor direction = Tensor.randn(RandomStream.seeded(3 + k), leaf.shape());
                double wanted = slopes.get(k).mul(direction).sum().item();
                Autograd.noGrad(() -> leaf.copyFrom(leaf.add(direction.mul(step))));
                double above = Autograd.noGrad(() -> network.forward(x).square().mean())
                        .item();
                Autograd.noGrad(() -> leaf.copyFrom(leaf.sub(direction.mul(2 * step))));
                double below = Autograd.noGrad(() -> network.forward(x).square().mean())
                        .item();
                Autograd.noGrad(() -> leaf.copyFrom(leaf.add(direction.mul(step))));
                assertThat((above - below) / (2 * step))
                        .as(network.parameters().names().get(k))
                        .isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-7 * (1 + Math.abs(wanted))));
            }
            network.close();
        });
    }

    @Test
    void codesOfThreeNumbersTellTravellingBumpsOfTwoParameters() throws Exception {
        BlockData test = BlockGeneratorTest.data(20, 2);
        for (KernelFormat format : List.of(KernelFormat.dense(), KernelFormat.canonical(1))) {
            BlockAutoencoder network = BlockAutoencoder.random(SHAPE, format, DType.FLOAT32, RandomStream.seeded(0));
            BlockSurrogate trained = new BlockTraining(300, 16, 1e-2, 10)
                    .run(network, BlockGeneratorTest.data(60, 1), 0, () -> false)
                    .surrogate();
            double error = Arrays.stream(trained.relativeErrors(test)).average().orElseThrow();
            assertThat(error).isLessThan(0.2);
            assertThat(BlockSurrogate.relativeL2(trained.predict(test.blocks())[7], test.blocks()[7]))
                    .isEqualTo(trained.relativeErrors(test)[7]);
            network.close();
        }
    }

    @Test
    void expandingKeepsWhatItSays() {
        Scope.run(() -> {
            BlockAutoencoder network =
                    BlockAutoencoder.random(SHAPE, KernelFormat.canonical(2), DType.FLOAT64, RandomStream.seeded(1));
            BlockAutoencoder dense = network.expanded();
            Tensor x = Tensor.randn(RandomStream.seeded(3), 2, 1, 4, 4, 8);
            assertThat(dense.encode(x).shape()).containsExactly(2, 3);
            assertThat(dense.forward(x).sub(network.forward(x)).abs().max().item())
                    .isLessThan(1e-13);
            assertThat(dense.decode(dense.encode(x))
                            .sub(dense.forward(x))
                            .abs()
                            .max()
                            .item())
                    .isZero();
            network.close();
            dense.close();
        });
    }

    @Test
    void blocksOfOtherSizesAreNamed() {
        Scope.run(() -> {
            BlockAutoencoder network =
                    BlockAutoencoder.random(SHAPE, KernelFormat.dense(), DType.FLOAT64, RandomStream.seeded(1));
            assertThatThrownBy(() -> network.forward(Tensor.zeros(2, 1, 4, 4, 4)))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("takes [2, 1, 4, 4, 8], given [2, 1, 4, 4, 4]");
            assertThatThrownBy(() -> network.decode(Tensor.zeros(2, 4)))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining("[batch, 3]");
            network.close();
        });
    }
}
