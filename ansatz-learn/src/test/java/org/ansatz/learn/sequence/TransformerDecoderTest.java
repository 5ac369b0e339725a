package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.ansatz.learn.layer.SlopeCheck;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerDecoderTest {
    private final TransformerDecoder decoder = decoder(MomentumAttention.standard(2));

    private static DecoderSettings.Builder shape() {
        return TransformerDecoder.builder().symbols(7).layers(2).width(8).hidden(12);
    }

    private static TransformerDecoder decoder(MomentumAttention attention) {
        return shape().attention(attention).build(DType.FLOAT64, RandomStream.seeded(1));
    }

    private static MomentumAttention.Builder momentum() {
        return MomentumAttention.builder().heads(2);
    }

    private static Tensor tokens(long... symbols) {
        return Tensor.of(symbols, 1, symbols.length);
    }

    @Test
    void predictionsDoNotSeeWhatComesLater() {
        for (MomentumAttention attention : new MomentumAttention[] {
            MomentumAttention.standard(2),
            momentum().build(),
            momentum().placement(ShearPlacement.PRE_ROPE).valueGamma(0.5).build()
        }) {
            TransformerDecoder model = decoder(attention);
            Tensor one = model.forward(tokens(1, 2, 3, 4, 5));
            Tensor other = model.forward(tokens(1, 2, 3, 6, 0));
            assertThat(one.narrow(1, 0, 3).allClose(other.narrow(1, 0, 3), 0, 1e-14))
                    .isTrue();
            assertThat(one.narrow(1, 3, 1).allClose(other.narrow(1, 3, 1), 0, 1e-6))
                    .isFalse();
        }
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
        for (ShearCoupling coupling : ShearCoupling.values()) {
            TransformerDecoder model =
                    decoder(momentum().coupling(coupling).gamma(0.7).build());
            Supplier<Tensor> loss = () -> model.forward(sequence).pow(2).sum();
            SlopeCheck.agree(model.parameters(), loss, RandomStream.seeded(5), 1e-6, 1e-4);
        }
        TransformerDecoder layerNorm =
                shape().layerNorm().attention(momentum().build()).build(DType.FLOAT64, RandomStream.seeded(2));
        Supplier<Tensor> loss = () -> layerNorm.forward(sequence).pow(2).sum();
        SlopeCheck.agree(layerNorm.parameters(), loss, RandomStream.seeded(5), 1e-6, 1e-4);
    }

    @Test
    void aDecoderThatWasReadPredictsWhatTheWrittenOneDoes(@TempDir Path folder) throws Exception {
        TransformerDecoder model = shape().layerNorm()
                .padding(6)
                .attention(momentum()
                        .coupling(ShearCoupling.LEARNED_SEPARATELY)
                        .keyGamma(0.3)
                        .build())
                .build(DType.FLOAT64, RandomStream.seeded(3));
        Path file = folder.resolve("decoder.safetensors");
        model.save(file);
        TransformerDecoder read = TransformerDecoder.load(file, DType.FLOAT64, Device.CPU);
        assertThat(read.settings()).isEqualTo(model.settings());
        Tensor sequence = tokens(1, 2, 3, 1, 2);
        assertThat(read.forward(sequence).toDoubles())
                .containsExactly(model.forward(sequence).toDoubles());
    }

    @Test
    void filesOfOtherThingsAreRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("other.safetensors");
        Safetensors.write(file, Map.of(), Map.of("format", "something"));
        assertThatThrownBy(() -> TransformerDecoder.load(file, DType.FLOAT64, Device.CPU))
                .hasMessageContaining("holds no decoder");
        decoder.save(file);
        Safetensors.Content content = Safetensors.read(file);
        Map<String, String> words = new java.util.HashMap<>(content.metadata());
        words.put("placement", "SIDEWAYS");
        Path changed = folder.resolve("changed.safetensors");
        Safetensors.write(changed, content.tensors(), words);
        assertThatThrownBy(() -> TransformerDecoder.load(changed, DType.FLOAT64, Device.CPU))
                .hasMessageContaining("placement")
                .hasMessageContaining("SIDEWAYS");
        assertThat(Files.exists(changed)).isTrue();
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> shape().width(6)
                        .attention(MomentumAttention.standard(2))
                        .settings())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of twice its heads")
                .hasMessageContaining("width 6 and 2 heads");
        assertThatThrownBy(
                        () -> shape().attention(MomentumAttention.standard(3)).settings())
                .hasMessageContaining("width 8 and 3 heads");
        shape().width(6).attention(momentum().withoutPositions().build()).settings();
        assertThatThrownBy(() -> shape().symbols(0).settings()).hasMessageContaining("positive numbers of symbols");
    }

    @Test
    void symbolsBeyondTheAlphabetAreNamed() {
        assertThatThrownBy(() -> decoder.forward(Tensor.of(new long[] {0, 1, 2, 7}, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("symbol 7 at place 1 of row 1");
        assertThatThrownBy(() -> decoder.forward(Tensor.of(new long[] {0, 1}))).hasMessageContaining("[batch, length]");
    }

    @Test
    void paddingAndDocumentEndsNeedALayout() {
        TransformerDecoder model = shape().padding(0)
                .documentEnd(6)
                .attention(momentum().build())
                .build(DType.FLOAT64, RandomStream.seeded(4));
        assertThatThrownBy(() -> model.forward(tokens(0, 0, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place 0 of row 0 is padding");
        assertThatThrownBy(() -> model.forward(tokens(1, 2, 6, 3)))
                .hasMessageContaining("place 2 of row 0 ends a document");
        assertThat(model.forward(tokens(1, 2, 3, 6)).shape()).containsExactly(1, 4, 7);
        assertThat(model.forward(tokens(0, 0, 1, 2), SequenceLayout.leftPadded(4, 2))
                        .shape())
                .containsExactly(1, 4, 7);
    }
}
