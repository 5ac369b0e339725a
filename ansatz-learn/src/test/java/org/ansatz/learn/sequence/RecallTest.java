package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.learn.sequence.SequenceTraining.Plan;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static final AssociativeRecall RECALL = new AssociativeRecall(16, 8);

    private static double accuracy(AssociativeRecall task, double sharpness, MomentumAttention attention) {
        SequenceBatch batch = task.draw(RandomStream.seeded(21), 200);
        return new RecallConstruction(task.symbols(), sharpness, attention).accuracy(batch, task.keys(), task.keys());
    }

    private static MomentumAttention keys(double gamma) {
        return MomentumAttention.builder()
                .queryGamma(0)
                .keyGamma(gamma)
                .withoutPositions()
                .build();
    }

    @Test
    void handMadeWeightsRecallWithAnyGammaAndGuessWithout() {
        for (double sharpness : new double[] {5, 20, 100}) {
            for (double gamma : new double[] {0.05, 0.25, 1}) {
                assertThat(accuracy(RECALL, sharpness, keys(gamma))).isEqualTo(1);
            }
            assertThat(accuracy(RECALL, sharpness, keys(0))).isCloseTo(0.125, within(0.02));
        }
        assertThat(RecallConstruction.keysOnly(32, 5, 1).attention()).isEqualTo(keys(1));
    }

    @Test
    void shearedQueriesNeedASeparatorBeforeTheQuestions() {
        MomentumAttention both =
                MomentumAttention.builder().gamma(1).withoutPositions().build();
        assertThat(accuracy(RECALL, 20, both)).isBetween(0.9, 0.99);
        assertThat(accuracy(new AssociativeRecall(16, 8, true), 20, both)).isEqualTo(1);
    }

    @Test
    void questionsAreThePairsInAnotherOrder() {
        for (boolean separated : new boolean[] {false, true}) {
            AssociativeRecall task = new AssociativeRecall(10, 6, separated);
            SequenceBatch batch = task.draw(RandomStream.seeded(1), 50);
            for (int i = 0; i < batch.places().length; i++) {
                long[] row = batch.tokens()[(int) (batch.places()[i] / task.length())];
                long asked = row[(int) (batch.places()[i] % task.length())];
                int at = 0;
                while (row[at] != asked) {
                    at += 2;
                }
                assertThat(at).isLessThan(2 * task.pairs());
                assertThat(row[at + 1]).isEqualTo(batch.targets()[i]).isBetween(10L, 19L);
            }
            assertThat(Arrays.stream(batch.tokens()[0]).distinct().count()).isEqualTo(12 + (separated ? 1 : 0));
            assertThat(task.draw(RandomStream.seeded(1), 50).tokens()).isDeepEqualTo(batch.tokens());
        }
    }

    @Test
    void secondCopiesFollowTheSeparatorAtRandomDistances() {
        RepeatedSequence task = new RepeatedSequence(30, 8, 24);
        SequenceBatch batch = task.draw(RandomStream.seeded(2), 200);
        long[] lengths = new long[200];
        for (int i = 0; i < batch.places().length; i++) {
            long[] row = batch.tokens()[(int) (batch.places()[i] / task.length())];
            int t = (int) (batch.places()[i] % task.length());
            int first = 0;
            while (row[first] != row[t]) {
                first++;
            }
            assertThat(first).isLessThan(t);
            assertThat(row[first + 1]).isEqualTo(batch.targets()[i]).isEqualTo(row[t + 1]);
            lengths[(int) (batch.places()[i] / task.length())] = t - first - 1L;
        }
        assertThat(Arrays.stream(lengths).min().orElseThrow()).isEqualTo(8);
        assertThat(Arrays.stream(lengths).max().orElseThrow()).isEqualTo(24);
    }

    @Test
    void tasksThatCannotBeDrawnAreRefused() {
        assertThatThrownBy(() -> new AssociativeRecall(4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 pairs and 4 keys");
        assertThatThrownBy(() -> new RepeatedSequence(20, 8, 24)).hasMessageContaining("8 to 24 of 20");
        assertThatThrownBy(() -> new Plan(0, 1, 1, 1, 0)).hasMessageContaining("got 0, 1, 1, 1.0");
        TransformerDecoder small = TransformerDecoder.builder().symbols(5).build(DType.FLOAT32, RandomStream.seeded(1));
        assertThatThrownBy(() -> new SequenceTraining(small, RECALL, new Plan(1, 1, 1, 1, 0)))
                .hasMessageContaining("32 symbols, the decoder 5");
    }

    private static TransformerDecoder trained(MomentumAttention attention, int steps) throws Exception {
        TransformerDecoder decoder = TransformerDecoder.builder()
                .symbols(16)
                .width(32)
                .layerNorm()
                .embeddingSize(0.5)
                .attention(attention)
                .build(DType.FLOAT32, RandomStream.seeded(3));
        assertThat(new SequenceTraining(decoder, new AssociativeRecall(8, 4), new Plan(steps, 64, 1e-2, 10, 4)).train())
                .isTrue();
        return decoder;
    }

    @Test
    void sixtyStepsTeachOneLayerWithMomentumWhatItCannotLearnWithout() throws Exception {
        SequenceBatch test = new AssociativeRecall(8, 4).draw(RandomStream.seeded(99), 500);
        try (TransformerDecoder momentum =
                        trained(MomentumAttention.builder().heads(2).build(), 60);
                TransformerDecoder standard = trained(MomentumAttention.standard(2), 60)) {
            double with = test.score(momentum).accuracy();
            assertThat(with - test.score(standard).accuracy()).isGreaterThan(0.3);
            assertThat(test.score(standard).accuracy()).isCloseTo(0.25, within(0.06));
            assertThat(with - test.score(momentum.ablated()).accuracy()).isGreaterThan(0.3);
            double score = InductionScore.of(momentum, test.tensor()).best();
            assertThat(score).isGreaterThan(0.2);
            assertThat(score)
                    .isGreaterThan(
                            2 * InductionScore.of(standard, test.tensor()).best());
        }
    }
}
