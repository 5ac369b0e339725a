package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodingTest {
    private static final int LENGTH = 12;

    private static TransformerDecoder decoder(MomentumAttention attention, DType type) {
        return TransformerDecoder.builder()
                .symbols(20)
                .layers(2)
                .width(16)
                .hidden(24)
                .attention(attention)
                .build(type, RandomStream.seeded(8));
    }

    private static MomentumAttention.Builder momentum() {
        return MomentumAttention.builder()
                .heads(2)
                .queryGamma(0.7)
                .keyGamma(1.2)
                .valueGamma(0.4);
    }

    private static Tensor tokens() {
        return Tensor.of(RandomStream.seeded(9).integers(0, 20, 2 * LENGTH), 2, LENGTH);
    }

    /** Decodes in pieces, each in a scope that ends before the next. */
    private static double largestDifference(
            TransformerDecoder decoder, SequenceLayout layout, Tensor tokens, int... pieces) {
        Tensor whole = decoder.forward(tokens, layout.extended(LENGTH));
        double largest = 0;
        try (DecoderCache cache = decoder.cache(layout)) {
            for (int piece : pieces) {
                Scope scope = Scope.open();
                try {
                    int from = cache.length();
                    Tensor part = decoder.decode(tokens.narrow(1, from, piece), cache);
                    largest = Math.max(
                            largest,
                            part.sub(whole.narrow(1, from, piece)).abs().max().item());
                } finally {
                    scope.close();
                }
            }
            assertThat(cache.length()).isEqualTo(LENGTH);
        }
        return largest;
    }

    @ParameterizedTest
    @EnumSource(ShearPlacement.class)
    void placeByPlaceGivesWhatTheWholeSequenceDoes(ShearPlacement placement) {
        MomentumAttention attention = momentum().placement(placement).build();
        int[] single = new int[LENGTH];
        java.util.Arrays.fill(single, 1);
        SequenceLayout whole = SequenceLayout.whole();
        assertThat(largestDifference(decoder(attention, DType.FLOAT64), whole, tokens(), single))
                .isLessThan(1e-12);
        assertThat(largestDifference(decoder(attention, DType.FLOAT64), whole, tokens(), 5, 1, 4, 2))
                .isLessThan(1e-12);
        assertThat(largestDifference(decoder(attention, DType.FLOAT32), whole, tokens(), single))
                .isLessThan(1e-5);
    }

    @Test
    void paddedPromptsAndLearnedCouplingsGoOnToo() {
        MomentumAttention attention = MomentumAttention.builder()
                .heads(2)
                .coupling(ShearCoupling.LEARNED)
                .build();
        assertThat(largestDifference(
                        decoder(attention, DType.FLOAT64), SequenceLayout.leftPadded(5, 3, 0), tokens(), 5, 1, 1, 5))
                .isLessThan(1e-12);
    }

    @Test
    void otherRowsThanBeforeAreRefused() {
        TransformerDecoder decoder = decoder(momentum().build(), DType.FLOAT64);
        try (DecoderCache cache = decoder.cache()) {
            decoder.decode(tokens(), cache);
            assertThatThrownBy(() -> decoder.decode(Tensor.of(new long[] {1}, 1, 1), cache))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 sequences, given 1");
        }
    }
}
