package org.ansatz.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TransformerDecoderTest {
    private final TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
    private final TransformerDecoder decoder =
            new TransformerDecoder(parameters, new TransformerDecoder.Shape(7, 2, 8, 2, 12), RandomStream.seeded(1));

    private static Tensor tokens(long... symbols) {
        return Tensor.of(symbols, 1, symbols.length);
    }

    @Test
    void predictionsDoNotSeeWhatComesLater() {
        Tensor one = decoder.forward(tokens(1, 2, 3, 4, 5));
        Tensor other = decoder.forward(tokens(1, 2, 3, 6, 0));
        assertThat(one.narrow(1, 0, 3).allClose(other.narrow(1, 0, 3), 0, 1e-14))
                .isTrue();
        assertThat(one.narrow(1, 3, 1).allClose(other.narrow(1, 3, 1), 0, 1e-6)).isFalse();
    }

    @Test
    void orderMattersAndBatchesDoNot() {
        Tensor one = decoder.forward(tokens(1, 2, 3));
        Tensor swapped = decoder.forward(tokens(2, 1, 3));
        assertThat(one.select(1, 2).allClose(swapped.select(1, 2), 0, 1e-8)).isFalse();
        Tensor both = decoder.forward(Tensor.of(new long[] {1, 2, 3, 2, 1, 3}, 2, 3));
        assertThat(both.narrow(0, 1, 1).allClose(swapped, 0, 1e-14)).isTrue();
    }

    @Test
    void slopesAgreeWithDifferences() {
        Tensor sequence = tokens(0, 3, 1, 6);
        java.util.function.Supplier<Tensor> loss =
                () -> decoder.forward(sequence).pow(2).sum();
        SlopeCheck.agree(parameters, loss, RandomStream.seeded(5), 1e-6, 1e-4);
    }

    @Test
    void aWidthThatHeadsDoNotDivideIsRefused() {
        assertThatThrownBy(() -> new TransformerDecoder.Shape(7, 1, 6, 2, 4))
                .hasMessageContaining("multiple of twice its heads");
    }
}
