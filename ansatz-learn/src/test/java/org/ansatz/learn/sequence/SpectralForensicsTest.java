package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SpectralForensicsTest {
    private static final int LENGTH = 64;

    private static SpectralForensics measured(MomentumAttention attention) {
        TransformerDecoder decoder = TransformerDecoder.builder()
                .symbols(12)
                .layers(2)
                .width(16)
                .embeddingSize(0.5)
                .attention(attention)
                .build(DType.FLOAT64, RandomStream.seeded(5));
        Tensor tokens = Tensor.of(RandomStream.seeded(6).integers(0, 12, 40 * LENGTH), 40, LENGTH);
        return SpectralForensics.of(decoder, tokens);
    }

    @Test
    void measuredGainsAreThoseOfTheTransferFunction() {
        for (ShearPlacement placement : new ShearPlacement[] {ShearPlacement.POST_ROPE, ShearPlacement.PRE_ROPE}) {
            SpectralForensics spectra = measured(MomentumAttention.builder()
                    .heads(2)
                    .queryGamma(1)
                    .keyGamma(0.5)
                    .placement(placement)
                    .build());
            assertThat(spectra.queryGainError(0, 1)).isBetween(1e-6, 0.05);
            assertThat(spectra.queryGainError(0, 1, 0.5)).isGreaterThan(0.3);
            for (int layer = 0; layer < 2; layer++) {
                for (int head = 0; head < 2; head++) {
                    for (int f = 0; f < spectra.frequencies().length; f++) {
                        double w = spectra.frequencies()[f];
                        double query = TransferFunction.firstDifference(1).gain(w);
                        double key = TransferFunction.firstDifference(0.5).gain(w);
                        assertThat(spectra.queryGain()[layer][head][f]).isCloseTo(query, within(0.05 * query));
                        assertThat(spectra.keyGain()[layer][head][f]).isCloseTo(key, within(0.05 * key));
                    }
                }
            }
        }
    }

    @Test
    void withoutShearTheGainIsOneAndPatternsSumToOne() {
        SpectralForensics spectra = measured(MomentumAttention.standard(2));
        for (double[] gain : spectra.queryGain()[1]) {
            for (double value : gain) {
                assertThat(value).isEqualTo(1);
            }
        }
        for (double[] power : spectra.patternPower()[0]) {
            assertThat(power[0]).isCloseTo(1, within(1e-12));
            assertThat(power[LENGTH / 2]).isBetween(0.0, 1.0);
        }
    }

    @Test
    void shortSequencesAndSequencesWithoutRepetitionAreRefused() {
        TransformerDecoder decoder =
                TransformerDecoder.builder().symbols(12).build(DType.FLOAT64, RandomStream.seeded(5));
        Tensor distinct = Tensor.of(new long[] {1, 2, 3}, 1, 3);
        assertThatThrownBy(() -> SpectralForensics.of(decoder, distinct))
                .hasMessageContaining("at least 4 places, got 3");
        assertThatThrownBy(() -> InductionScore.of(decoder, distinct)).hasMessageContaining("no symbol occurs twice");
    }

    @Test
    void theInductionScoreIsTheAttentionToSuccessors() {
        TransformerDecoder decoder =
                TransformerDecoder.builder().symbols(12).build(DType.FLOAT64, RandomStream.seeded(5));
        Tensor tokens = Tensor.of(new long[] {1, 2, 1, 3, 1}, 1, 5);
        double[] weights = decoder.trace(tokens, SequenceLayout.whole())
                .layers()
                .get(0)
                .weights()
                .toDoubles();
        InductionScore score = InductionScore.of(decoder, tokens);
        assertThat(score.places()).isEqualTo(2);
        assertThat(score.byHead()[0][0]).isCloseTo((weights[2 * 5 + 1] + weights[4 * 5 + 3]) / 2, within(1e-14));
        assertThat(score.best()).isEqualTo(score.byHead()[0][0]);
    }
}
