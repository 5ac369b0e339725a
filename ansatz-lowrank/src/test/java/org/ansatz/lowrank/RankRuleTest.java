package org.ansatz.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class RankRuleTest {
    private static final long[] LARGE = {64, 64, 64, 33};
    private static final long[] SMALL = {24, 24, 12, 7};

    private static long tuckerCount(long[] shape, long[] ranks) {
        long core = 1;
        long matrices = 0;
        for (int k = 0; k < shape.length; k++) {
            core *= ranks[k];
            matrices += shape[k] * ranks[k];
        }
        return core + matrices;
    }

    @Test
    void tuckerRanksAreThoseOfThePublishedShapes() {
        assertThat(RankRule.tucker(LARGE, 0.1)).containsExactly(36, 36, 36, 19);
        assertThat(RankRule.tucker(LARGE, 0.01)).containsExactly(20, 20, 20, 10);
        assertThat(RankRule.tucker(SMALL, 0.1)).containsExactly(13, 13, 6, 4);
        assertThat(RankRule.tucker(SMALL, 0.05)).containsExactly(11, 11, 5, 3);
        assertThat(tuckerCount(LARGE, RankRule.tucker(LARGE, 0.1))).isEqualTo(894_003);
        assertThat(tuckerCount(SMALL, RankRule.tucker(SMALL, 0.05))).isEqualTo(2424);
    }

    @Test
    void canonicalRanksAreThoseOfThePublishedShapes() {
        assertThat(RankRule.canonical(LARGE, 0.1)).isEqualTo(3845);
        assertThat(RankRule.canonical(LARGE, 0.01)).isEqualTo(384);
        assertThat(RankRule.canonical(SMALL, 0.1)).isEqualTo(72);
        assertThat(RankRule.canonical(SMALL, 0.05)).isEqualTo(36);
    }

    @Test
    void trainsKeepWithinAFewPercentOfTheFractionAndWithinTheirCuts() {
        long[] ranks = RankRule.tensorTrain(SMALL, 0.1);
        assertThat(ranks).startsWith(1).endsWith(1);
        // The last cut has only 7 columns.
        assertThat(ranks[3]).isEqualTo(7);
        assertThat(ranks[1]).isEqualTo(ranks[2]);
        long[] even = {20, 20, 20};
        long r = RankRule.tensorTrain(even, 0.2)[1];
        assertThat((double) (20 * r + 20 * r * r + 20 * r) / 8000).isBetween(0.18, 0.22);
    }

    @Test
    void ranksOutsideTheirBoundsAreNamed() {
        assertThatThrownBy(() -> RankRule.tucker(SMALL, 0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("given 0.0");
        assertThatThrownBy(() -> CanonicalTensor.random(SMALL, 0, 1, DType.FLOAT64, Device.CPU, RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("rank 0");
        assertThatThrownBy(() -> TuckerTensor.random(
                        SMALL, new long[] {25, 2, 2, 2}, 1, DType.FLOAT64, Device.CPU, RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[25, 2, 2, 2]");
        assertThatThrownBy(() -> TensorTrain.random(
                        SMALL, new long[] {1, 5, 5, 8, 1}, 1, DType.FLOAT64, Device.CPU, RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("from 1 to [1, 24, 84, 7, 1]");
    }
}
