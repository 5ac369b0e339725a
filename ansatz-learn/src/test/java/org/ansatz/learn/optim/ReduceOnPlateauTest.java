package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {
    @Test
    void theRateFallsOnlyAfterMoreBadStepsThanThePatience() {
        ReduceOnPlateau schedule = new ReduceOnPlateau(1, 0.1, 3, 1e-2, 1e-4);
        schedule.observe(5);
        for (int k = 0; k < 3; k++) {
            // Better, but by less than the threshold.
            schedule.observe(5 * (1 - 5e-5));
        }
        assertThat(schedule.rate(0)).isEqualTo(1);
        schedule.observe(5);
        assertThat(schedule.rate(0)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void aBetterLossForgivesTheBadStepsBeforeIt() {
        ReduceOnPlateau schedule = new ReduceOnPlateau(1, 0.1, 1, 1e-2, 1e-4);
        for (double loss : new double[] {5, 6, 4, 6, 3, 6}) {
            schedule.observe(loss);
        }
        assertThat(schedule.rate(0)).isEqualTo(1);
    }

    @Test
    void itIsExhaustedAtTheSmallestRate() {
        ReduceOnPlateau schedule = new ReduceOnPlateau(1, 0.1, 0, 1e-2, 1e-4);
        schedule.observe(1);
        assertThat(schedule.exhausted()).isFalse();
        schedule.observe(1);
        assertThat(schedule.exhausted()).isFalse();
        schedule.observe(1);
        schedule.observe(1);
        assertThat(schedule.exhausted()).isTrue();
        assertThat(schedule.rate(9)).isEqualTo(1e-2);
    }

    @Test
    void aFactorThatDoesNotReduceIsRefused() {
        assertThatThrownBy(() -> new ReduceOnPlateau(1, 1, 5, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor in (0, 1)");
    }
}
