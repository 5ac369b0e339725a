package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class EpochsTest {
    @Test
    void everySampleComesOncePerEpochInAnOrderThatTheStepAloneDecides() {
        Epochs epochs = new Epochs(10, 4, RandomStream.seeded(1));
        long[] two = LongStream.range(0, 5)
                .flatMap(step -> Arrays.stream(epochs.batch(step)))
                .toArray();
        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(Arrays.copyOfRange(two, 10 * epoch, 10 * epoch + 10))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(Arrays.copyOf(two, 10)).isNotEqualTo(Arrays.copyOfRange(two, 10, 20));
        assertThat(new Epochs(10, 4, RandomStream.seeded(1)).batch(3)).containsExactly(Arrays.copyOfRange(two, 12, 16));
    }

    @Test
    void smallSetsAreTakenWholeAndEmptyOnesRefused() {
        assertThat(new Epochs(3, 8, RandomStream.seeded(1)).batch(0)).containsExactlyInAnyOrder(0, 1, 2);
        assertThatThrownBy(() -> new Epochs(0, 8, RandomStream.seeded(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 samples in batches of 8");
    }
}
