package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SequenceLayoutTest {
    private final TransformerDecoder decoder = TransformerDecoder.builder()
            .symbols(9)
            .layers(2)
            .width(8)
            .attention(MomentumAttention.builder().heads(2).valueGamma(0.5).build())
            .build(DType.FLOAT64, RandomStream.seeded(7));

    private static Tensor row(long... symbols) {
        return Tensor.of(symbols, 1, symbols.length);
    }

    private static void close(Tensor one, Tensor other) {
        assertThat(one.sub(other).abs().max().item()).isLessThan(1e-12);
    }

    @Test
    void packedDocumentsAreAsIfTheyWereAlone() {
        SequenceLayout packed = SequenceLayout.segments(new long[][] {{5, 5, 5, 2, 2, 2, 2}});
        Tensor together = decoder.forward(row(1, 2, 3, 1, 4, 5, 6), packed);
        close(together.narrow(1, 0, 3), decoder.forward(row(1, 2, 3)));
        close(together.narrow(1, 3, 4), decoder.forward(row(1, 4, 5, 6)));
        Tensor mixed = decoder.forward(row(1, 2, 3, 1, 4, 5, 6));
        assertThat(mixed.narrow(1, 3, 4).allClose(together.narrow(1, 3, 4), 0, 1e-4))
                .isFalse();
    }

    @Test
    void paddingChangesNothingAtRealPlaces() {
        Tensor alone = decoder.forward(row(1, 2, 3));
        Tensor left = decoder.forward(row(0, 8, 1, 2, 3), SequenceLayout.leftPadded(5, 2));
        close(left.narrow(1, 2, 3), alone);
        assertThat(left.isFinite().all().item()).isEqualTo(1);
        Tensor right = decoder.forward(row(1, 2, 3, 0, 0), SequenceLayout.rightPadded(5, 3));
        close(right.narrow(1, 0, 3), alone);
    }

    @Test
    void theDifferenceAtTheFirstRealPlaceIsZero() {
        Attended first = decoder.trace(row(0, 8, 1, 2, 3), SequenceLayout.leftPadded(5, 2))
                .layers()
                .get(0);
        close(first.shearedQuery().select(2, 2), first.query().select(2, 2));
        close(first.shearedKey().select(2, 2), first.key().select(2, 2));
        assertThat(first.shearedKey().select(2, 3).allClose(first.key().select(2, 3), 0, 1e-3))
                .isFalse();
    }

    @Test
    void aShuffledOrderSeesNothingBeforeItsTime() {
        SequenceLayout shuffled = SequenceLayout.shuffled(6, RandomStream.seeded(1));
        Tensor one = decoder.forward(row(1, 2, 3, 4, 5, 6), shuffled);
        Tensor other = decoder.forward(row(1, 2, 3, 7, 8, 0), shuffled);
        close(one.narrow(1, 0, 3), other.narrow(1, 0, 3));
        Tensor ordered = decoder.forward(row(1, 2, 3, 4, 5, 6));
        assertThat(one.allClose(ordered, 0, 1e-3)).isFalse();
        assertThatThrownBy(() -> decoder.cache(shuffled)).hasMessageContaining("cannot be decoded");
    }

    @Test
    void layoutsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> SequenceLayout.segments(new long[][] {{1, 2, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("segment 1 of row 0")
                .hasMessageContaining("place 2");
        assertThatThrownBy(() -> SequenceLayout.segments(new long[][] {{1, 1}, {1}}))
                .hasMessageContaining("row 1 of the segments has 1 places");
        assertThatThrownBy(() -> SequenceLayout.segments(new long[0][])).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> SequenceLayout.leftPadded(3, 0, 3)).hasMessageContaining("row 1 of length 3");
        assertThatThrownBy(() -> decoder.forward(row(1, 2), SequenceLayout.leftPadded(3, 1)))
                .hasMessageContaining("1 rows of 3 places");
    }
}
