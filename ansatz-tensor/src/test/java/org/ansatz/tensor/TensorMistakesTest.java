package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TensorMistakesTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Arguments shape(String message, Supplier<Object> mistake) {
        return arguments(ShapeMismatch.class, message, mistake);
    }

    private static Arguments argument(String message, Supplier<Object> mistake) {
        return arguments(IllegalArgumentException.class, message, mistake);
    }

    private static Tensor z(long... shape) {
        return Tensor.zeros(shape);
    }

    private static Tensor whole(long... shape) {
        return Tensor.zeros(DType.INT64, Device.CPU, shape);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                shape("add: shapes [2, 3] and [4]: sizes 3 and 4 of dimension -1 do not broadcast", () -> z(2, 3).add(
                                z(4))),
                shape("mul: shapes [2, 3] and [3, 2]: sizes 3 and 2 of dimension -1 do not broadcast", () -> z(2, 3)
                        .mul(z(3, 2))),
                shape("lt: shapes [2] and [3]: sizes 2 and 3 of dimension -1 do not broadcast", () -> z(2).lt(z(3))),
                shape(
                        "of: shape [2, 2] has 4 elements, the array has 3",
                        () -> Tensor.of(new double[] {1, 2, 3}, 2, 2)),
                shape("zeros: negative size in shape [2, -1]", () -> z(2, -1)),
                shape("reshape: shapes [2, 3] and [4, 2]: they differ in the number of elements", () -> z(2, 3).reshape(
                                4, 2)),
                shape("reshape: shapes [6] and [-1, -1]: only one size may be -1", () -> z(6).reshape(-1, -1)),
                shape("expand: shapes [2, 3] and [2]: the first does not expand to the second", () -> z(2, 3).expand(
                                2)),
                shape("matmul: shapes [2, 3] and [2, 3]: inner sizes 3 and 2 differ", () -> z(2, 3).matmul(z(2, 3))),
                shape("matmul: shapes [4, 2, 3] and [5, 3, 2]: the batch dimensions do not broadcast", () -> z(4, 2, 3)
                        .matmul(z(5, 3, 2))),
                shape("bmm: shapes [1, 2, 3] and [2, 3, 2]: needs [batch, n, k] and [batch, k, m]", () -> z(1, 2, 3)
                        .bmm(z(2, 3, 2))),
                shape("dot: shapes [2] and [3]: needs two vectors of one length", () -> z(2).dot(z(3))),
                shape(
                        "cat: shapes [2, 3] and [3, 3]: they may differ only in dimension 1",
                        () -> Tensor.cat(1, z(2, 3), z(3, 3))),
                shape("stack: shapes [2] and [3]: they must be equal", () -> Tensor.stack(0, z(2), z(3))),
                shape("squeeze: dimension 1 of shape [2, 3] has not size 1", () -> z(2, 3).squeeze(1)),
                shape("split: pieces [1, 1] do not add up to dimension 0 of shape [3]", () -> z(3).split(0, 1, 1)),
                shape("permute: [0] does not name every dimension of shape [2, 3]", () -> z(2, 3).permute(0)),
                shape("gather: shapes [2, 3] and [3, 1]: the indices may be longer only in dimension 1", () -> z(2, 3)
                        .gather(1, whole(3, 1))),
                shape("scatterAdd: shapes [3] and [2]: more indices than values", () -> z(5).scatterAdd(
                                0, whole(3), z(2))),
                shape(
                        "einsum: shapes [2, 3] and [4, 2]: 'j' of 'ij,jk->ik' has sizes 3 and 4",
                        () -> Tensor.einsum("ij,jk->ik", z(2, 3), z(4, 2))),
                shape(
                        "einsum: 'ij' of 'ij,jk->ik' names 2 dimensions, its operand has shape [2]",
                        () -> Tensor.einsum("ij,jk->ik", z(2), z(2, 2))),
                argument("einsum: 'ij,jk->ik' has 2 operands, given 1", () -> Tensor.einsum("ij,jk->ik", z(2, 2))),
                argument(
                        "einsum: 'k' of the result of 'ij->k' is in no operand", () -> Tensor.einsum("ij->k", z(2, 2))),
                shape(
                        "conv1d: shapes [1, 3, 8] and [4, 2, 3]: 3 channels, the weights are for 2 in 1 groups",
                        () -> z(1, 3, 8).conv1d(z(4, 2, 3), Convolution.PLAIN)),
                shape(
                        "conv2d: shapes [1, 1, 2, 2] and [1, 1, 3, 3]: the taps reach further than the padded input",
                        () -> z(1, 1, 2, 2).conv2d(z(1, 1, 3, 3), Convolution.PLAIN)),
                shape(
                        "addInPlace: shapes [3] and [2]: sizes 3 and 2 of dimension -1 do not broadcast",
                        () -> z(2).addInPlace(z(3))),
                shape("copyFrom: shapes [2, 2] and [2]: the first does not expand to the second", () -> z(2).copyFrom(
                                z(2, 2))),
                shape("complex: shapes [2] and [3]: they must be equal", () -> Tensor.complex(z(2), z(3))),
                shape(
                        "solve: needs a square matrix (or a batch of them), given shape [2, 3]",
                        () -> Linalg.solve(z(2, 3), z(2))),
                shape(
                        "solve: shapes [2, 2] and [3]: the right-hand side must have as many rows",
                        () -> Linalg.solve(z(2, 2), z(3))),
                shape(
                        "irfft: a real result of length 8 needs 5 numbers in dimension 0, the shape is [4]",
                        () -> Fft.irfft(z(4), 8, 0)),
                shape(
                        "gradient: the output must be a number, it has shape [2]; sum it, or use vjp",
                        () -> Autograd.gradient(z(2), z(2), false)),
                argument("sum: no dimension 2 in shape [2, 3]", () -> z(2, 3).sum(2)),
                argument("mean: dimension 0 twice in [0, 0]", () -> z(2, 3).mean(0, 0)),
                argument("narrow: [1, 4) is outside dimension 0 of shape [3]", () -> z(3).narrow(0, 1, 3)),
                argument("select: [3, 4) is outside dimension 0 of shape [3]", () -> z(3).select(0, 3)),
                argument("indexSelect: indices must be int64, given float64", () -> z(3).indexSelect(0, z(1))),
                argument("where: the condition must be bool, given float64", () -> Tensor.where(z(1), z(1), z(1))),
                argument("matmul: tensors of types float64 and int64; convert one of them", () -> z(2, 2).matmul(
                                whole(2, 2))),
                argument("mean: the tensor is int64; convert it to float64 first", () -> whole(2).mean()),
                argument("max: the tensor of shape [0] is empty", () -> z(0).max()),
                argument("item: needs exactly one element, the tensor has shape [2]", () -> z(2).item()),
                argument("toLongs: the tensor is float64; convert it to int64 first", () -> z(2).toLongs()),
                argument(
                        "toDoubles: the tensor is complex128; take real, imag or abs first",
                        () -> Tensor.complex(z(1), z(1)).toDoubles()),
                argument("requiresGrad: tensors of type int64 have no gradient", () -> whole(2).requiresGrad()),
                argument("no element type 'float16'; there are float32, float64", () -> DType.parse("float16")),
                argument("no device 'gpu'; give cpu, cuda or cuda:N", () -> Device.parse("gpu")),
                argument("imag: needs complex numbers, given float64", () -> z(2).imag()),
                argument("clamp: [1.0, 0.0] is empty", () -> z(2).clamp(1, 0)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void mistakesNameWhatWasGiven(Class<? extends RuntimeException> type, String message, Supplier<Object> mistake) {
        assertThatThrownBy(mistake::get).isInstanceOf(type).message().startsWith(message);
    }

    @Test
    void whatOnlyTheEngineKnowsIsReportedWithoutItsTrace() {
        assertThatThrownBy(() -> z(3).indexSelect(0, Tensor.of(new long[] {7})))
                .isInstanceOf(EngineFailure.class)
                .hasMessageStartingWith("indexSelect: ")
                .hasMessageNotContainingAny("frame #", "Exception raised")
                .hasNoCause();
        assertThatThrownBy(() -> Tensor.zeros(1L << 40)).isInstanceOf(EngineFailure.class);
    }

    @Test
    void devicesThatAreNotThereAreRefused() {
        Device missing = Device.cuda(99);
        assertThatThrownBy(() -> Tensor.zeros(DType.FLOAT32, missing, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("device cuda:99 is not available here; there are [cpu");
        assertThatThrownBy(() -> z(2).to(missing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parametersAreNotChangedWhileRecording() {
        Tensor parameter = z(2).requiresGrad();
        assertThatThrownBy(() -> parameter.addInPlace(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Autograd.noGrad");
        Autograd.noGrad(() -> parameter.addInPlace(1));
        assertThat(parameter.sum().item()).isEqualTo(2);
    }
}
