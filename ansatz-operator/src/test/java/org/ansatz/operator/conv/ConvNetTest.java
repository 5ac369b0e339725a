package org.ansatz.operator.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConvNetTest {
    private static ConvNetSettings settings(int axes, KernelFormat format, boolean residual, boolean periodic) {
        return new ConvNetSettings(2, 1, axes, 5, 3, 3, format, residual, periodic);
    }

    private static Tensor forward(ConvNetSettings settings, Tensor x) {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        return settings.create(parameters, RandomStream.seeded(3)).forward(x);
    }

    @Test
    void fieldsKeepTheirGridInEveryFormatAndDimension() {
        Scope.run(() -> {
            for (KernelFormat format : List.of(
                    KernelFormat.dense(),
                    KernelFormat.canonical(2),
                    KernelFormat.sharedInput(2),
                    KernelFormat.tucker(2, 2))) {
                for (int axes = 1; axes <= 3; axes++) {
                    long[] shape = Arrays.copyOf(new long[] {2, 2, 4, 5, 6}, axes + 2);
                    Tensor y = forward(
                            settings(axes, format, false, axes == 2), Tensor.randn(RandomStream.seeded(1), shape));
                    shape[1] = 1;
                    assertThat(y.shape()).containsExactly(shape);
                }
            }
        });
    }

    @Test
    void aShiftOfAPeriodicFieldShiftsTheResult() {
        Scope.run(() -> {
            ConvNetSettings periodic = settings(2, KernelFormat.canonical(2), true, true);
            Tensor x = Tensor.randn(RandomStream.seeded(1), 1, 2, 6, 7);
            Tensor moved = Tensor.cat(3, x.narrow(3, 5, 2), x.narrow(3, 0, 5));
            Tensor y = forward(periodic, x);
            Tensor expected = Tensor.cat(3, y.narrow(3, 5, 2), y.narrow(3, 0, 5));
            assertThat(forward(periodic, moved).sub(expected).abs().max().item())
                    .isLessThan(1e-14);
            Tensor walled = forward(settings(2, KernelFormat.canonical(2), true, false), moved);
            assertThat(walled.sub(expected).abs().max().item()).isGreaterThan(1e-3);
        });
    }

    @Test
    void aResidualNetworkAddsItsFirstInputs() {
        Scope.run(() -> {
            Tensor x = Tensor.randn(RandomStream.seeded(1), 1, 2, 6, 7);
            Tensor plain = forward(settings(2, KernelFormat.dense(), false, false), x);
            Tensor residual = forward(settings(2, KernelFormat.dense(), true, false), x);
            assertThat(residual.sub(plain).sub(x.narrow(1, 0, 1)).abs().max().item())
                    .isLessThan(1e-14);
        });
    }

    @Test
    void factorsAreWhatIsTrainedAndAllOfThemAre() {
        ConvNetSettings settings = settings(2, KernelFormat.canonical(1), false, true);
        try (TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU)) {
            ConvNet net = settings.create(parameters, RandomStream.seeded(3));
            assertThat(net.denseCount()).isEqualTo((2 * 5 + 5 * 5 + 5) * 9);
            assertThat(net.kernelParameterCount()).isEqualTo((2 * 5 + 5 * 5 + 5) * 6);
            assertThat(parameters.count()).isEqualTo(net.kernelParameterCount() + 5 + 5 + 1);
            Scope.run(() -> {
                Tensor loss = net.forward(Tensor.randn(RandomStream.seeded(1), 3, 2, 6, 7))
                        .square()
                        .mean();
                Autograd.gradient(loss, parameters.tensors(), false)
                        .forEach(g -> assertThat(g.abs().max().item()).isPositive());
            });
        }
        assertThat(settings.warning()).isEmpty();
        assertThat(settings(2, KernelFormat.canonical(2), false, true).warning().orElseThrow())
                .contains("saves nothing");
    }

    @Test
    void whatCannotBeIsRefused() {
        ConvNetSettings net = settings(2, KernelFormat.dense(), true, false);
        assertThatThrownBy(() -> net.withChannels(1, 2)
                        .create(new TensorParameters(DType.FLOAT64, Device.CPU), RandomStream.seeded(1)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("1 input and 2 output channels");
        assertThatThrownBy(() -> net.checkGrid(2, 8))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("3 taps");
        assertThatThrownBy(() -> net.checkGrid(8))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("2 axes");
        assertThatThrownBy(() -> new ConvNetSettings(1, 1, 2, 4, 2, 4, KernelFormat.dense(), false, false))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("odd number of taps");
    }
}
