package org.ansatz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    /** The known answers published with Random123 for philox4x32-10. */
    @Test
    void philoxGivesThePublishedWords() {
        int[] out = new int[4];
        RandomStream.philox(0, 0, 0, 0, 0, out);
        assertThat(out).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        RandomStream.philox(-1, -1, -1, -1, -1, out);
        assertThat(out).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        RandomStream.philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0x299f31d0a4093822L, out);
        assertThat(out).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        assertThat(RandomStream.seeded(42).normal(101))
                .isEqualTo(RandomStream.seeded(42).normal(101));
        assertThat(RandomStream.seeded(42).uniform(9))
                .isNotEqualTo(RandomStream.seeded(43).uniform(9));
    }

    @Test
    void aRestoredStreamGoesOn() {
        RandomStream stream = RandomStream.seeded(3).child(8);
        stream.uniform(7);
        stream.integer(0, 10);
        RandomStream.State state = stream.state();
        double[] next = stream.normal(5);
        assertThat(RandomStream.restored(state).normal(5)).isEqualTo(next);
    }

    @Test
    void childrenDoNotDependOnWhatTheParentDrew() {
        RandomStream parent = RandomStream.seeded(1);
        double[] before = parent.child(2).uniform(4);
        parent.uniform(100);
        assertThat(parent.child(2).uniform(4)).isEqualTo(before);
    }

    @Test
    void childrenDiffer() {
        Set<Long> first = new HashSet<>();
        RandomStream root = RandomStream.seeded(0);
        first.add(RandomStream.seeded(0).nextLong());
        for (int i = 0; i < 100; i++) {
            first.add(root.child(i).nextLong());
            first.add(root.child(i).child(i).nextLong());
            first.add(RandomStream.seeded(i + 1).child(0).nextLong());
        }
        assertThat(first).hasSize(301);
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        RandomStream stream = RandomStream.seeded(9);
        int n = 200_000;
        double[] uniform = stream.uniform(n);
        // Five standard errors of the mean, of the second moment, and of the correlation of neighbours.
        assertThat(Arrays.stream(uniform).average().orElseThrow()).isCloseTo(0.5, within(5 * 0.289 / Math.sqrt(n)));
        assertThat(Arrays.stream(uniform).allMatch(u -> u >= 0 && u < 1)).isTrue();
        double[] normal = stream.normal(n);
        double second = 0;
        double fourth = 0;
        double neighbours = 0;
        for (int i = 0; i < n; i++) {
            second += normal[i] * normal[i] / n;
            fourth += Math.pow(normal[i], 4) / n;
            neighbours += normal[i] * normal[(i + 1) % n] / n;
        }
        assertThat(Arrays.stream(normal).average().orElseThrow()).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(second).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(fourth).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
        assertThat(neighbours).isCloseTo(0, within(5 / Math.sqrt(n)));
    }

    @Test
    void wholeNumbersCoverTheirRangeEvenly() {
        RandomStream stream = RandomStream.seeded(5);
        int[] counts = new int[6];
        for (long value : stream.integers(-2, 4, 60_000)) {
            counts[(int) value + 2]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(10_000 - 460, 10_000 + 460);
        }
        assertThat(stream.integer(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
        assertThatThrownBy(() -> stream.integer(3, 3)).hasMessage("no whole numbers in [3, 3)");
    }

    @Test
    void permutationsHoldEveryNumberOnce() {
        int[] order = RandomStream.seeded(6).permutation(50);
        assertThat(order).isNotEqualTo(Arrays.stream(order).sorted().toArray());
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(java.util.stream.IntStream.range(0, 50).toArray());
    }

    @Test
    void tensorsAreFilledFromTheStream() {
        try (Scope scope = Scope.open()) {
            Tensor normal = scope.keep(Tensor.randn(RandomStream.seeded(2), 3, 4));
            assertThat(normal.toDoubles()).isEqualTo(RandomStream.seeded(2).normal(12));
            normal.close();
        }
    }
}
