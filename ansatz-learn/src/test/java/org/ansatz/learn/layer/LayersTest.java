package org.ansatz.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
    private final RandomStream random = RandomStream.seeded(3);

    @Test
    void channelMlpIsTwoMatricesAndAGeluAtEveryPoint() {
        ChannelMlp mlp = new ChannelMlp(parameters, "mlp", 3, 4, 2, random);
        Tensor x = Tensor.randn(random, 2, 3, 4, 5);
        Tensor y = mlp.forward(x);
        assertThat(y.shape()).containsExactly(2, 2, 4, 5);
        Tensor first = parameters.get("mlp.first.weight").squeeze(2);
        Tensor second = parameters.get("mlp.second.weight").squeeze(2);
        Tensor point = x.select(0, 1).select(1, 2).select(1, 3);
        Tensor expected = second.matmul(first.matmul(point)
                        .add(parameters.get("mlp.first.bias"))
                        .gelu())
                .add(parameters.get("mlp.second.bias"));
        Tensor found = y.select(0, 1).select(1, 2).select(1, 3);
        assertThat(found.allClose(expected, 1e-12, 1e-12)).isTrue();
        assertThat(parameters.count()).isEqualTo(3 * 4 + 4 + 4 * 2 + 2);
    }

    @Test
    void normalisedFieldsHaveMeanZeroAndVarianceOne() {
        Tensor x = Tensor.randn(random, 2, 3, 8, 8).mul(5).add(2);
        Tensor instance = FieldNorm.instance().forward(x);
        assertThat(instance.mean(2, 3).abs().max().item()).isCloseTo(0, within(1e-12));
        assertThat(instance.square().mean(2, 3).sub(1).abs().max().item()).isCloseTo(0, within(1e-5));
        Tensor group = FieldNorm.group(parameters, "norm", 3).forward(x);
        assertThat(group.mean(1, 2, 3).abs().max().item()).isCloseTo(0, within(1e-12));
        assertThat(group.mean(2, 3).abs().max().item()).isGreaterThan(1e-3);
    }

    @Test
    void derivativesOfTheLayersAgreeWithDifferences() {
        ChannelMlp mlp = new ChannelMlp(parameters, "mlp", 2, 3, 2, random);
        FieldNorm norm = FieldNorm.group(parameters, "norm", 2);
        ChannelScale scale = new ChannelScale(parameters, "gate", 2);
        Tensor x = Tensor.randn(random, 2, 2, 6);
        java.util.function.Supplier<Tensor> loss =
                () -> norm.forward(mlp.forward(x)).add(scale.forward(x)).pow(3).sum();
        SlopeCheck.agree(parameters, loss, random, 1e-5, 1e-5);
    }

    @Test
    void complexParametersAreStoredAsPairs() {
        Tensor w = Tensor.complex(Tensor.randn(random, 2, 3), Tensor.randn(random, 2, 3));
        Tensor p = parameters.add("w", w);
        assertThat(p.dtype()).isEqualTo(DType.COMPLEX128);
        assertThat(parameters.count()).isEqualTo(12);
        Map<String, NdArray> saved = parameters.arrays();
        assertThat(saved.get("w").shape()).containsExactly(2, 3, 2);
        Autograd.noGrad(() -> p.zeroInPlace());
        parameters.restore(saved);
        assertThat(p.detach().real().allClose(w.real(), 0, 0)).isTrue();
        assertThat(p.detach().imag().allClose(w.imag(), 0, 0)).isTrue();
        assertThatThrownBy(() -> parameters.restore(Map.of()))
                .hasMessageContaining("parameter w needs shape [2, 3, 2]");
        assertThatThrownBy(() -> parameters.add("w", w)).hasMessageContaining("exists already");
    }
}
