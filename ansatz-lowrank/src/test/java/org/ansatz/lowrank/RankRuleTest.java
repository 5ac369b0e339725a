package org.ansatz.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
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
    void modesThatAreNotFactorisedKeepTheirSizeAndTheOthersTakeTheRestOfTheFraction() {
        long[] ranks = RankRule.tucker(SMALL, 0.2, Set.of(0, 1));
        assertThat(ranks).startsWith(24, 24);
        double count = 24 * 24 * ranks[2] * ranks[3] + SMALL[2] * ranks[2] + SMALL[3] * ranks[3];
        double dense = 24 * 24 * SMALL[2] * SMALL[3];
        // One rank more or less is some twelfth of the number.
        assertThat(count / dense).isBetween(0.16, 0.24);
        assertThatThrownBy(() -> RankRule.tucker(SMALL, 0.2, Set.of(4)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("fixed modes [4] must be some of the modes 0 to 3");
        assertThatThrownBy(() -> RankRule.tucker(SMALL, 0.2, Set.of(0, 1, 2, 3)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("not all");
    }

    @Test
    void entriesOfTensorsWithFixedModesHaveTheGivenStandardDeviation() {
        double square = 0;
        int draws = 1000;
        RandomStream random = RandomStream.seeded(3);
        for (int draw = 0; draw < draws; draw++) {
            TuckerTensor tensor = TuckerTensor.random(
                    new long[] {3, 4, 5},
                    new long[] {3, 2, 3},
                    Set.of(0),
                    0.3,
                    DType.COMPLEX128,
                    Device.CPU,
                    random.child(draw));
            assertThat(tensor.reconstruct().shape()).containsExactly(3, 4, 5);
            square += tensor.reconstruct().abs().square().mean().item() / draws;
        }
        assertThat(Math.sqrt(square)).isBetween(0.95 * 0.3, 1.05 * 0.3);
        assertThatThrownBy(() -> TuckerTensor.random(
                        new long[] {3, 4},
                        new long[] {2, 2},
                        Set.of(0),
                        1,
                        DType.FLOAT64,
                        Device.CPU,
                        RandomStream.seeded(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("mode 0 of size 3 is not factorised but has rank 2");
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
