package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void exponentialDecayIsContinuousInTheStep() {
        Schedule schedule = Schedule.exponential(1e-3, 0.9, 1000);
        assertThat(schedule.rate(0)).isEqualTo(1e-3);
        assertThat(schedule.rate(500)).isCloseTo(1e-3 * Math.sqrt(0.9), within(1e-18));
        assertThat(schedule.rate(2000)).isCloseTo(8.1e-4, within(1e-18));
    }

    @Test
    void stepDecayStaysWithinAStair() {
        Schedule schedule = Schedule.steps(1, 0.5, 10);
        assertThat(schedule.rate(9)).isEqualTo(1);
        assertThat(schedule.rate(10)).isEqualTo(0.5);
        assertThat(schedule.rate(25)).isEqualTo(0.25);
    }

    @Test
    void cosineEndsAtTheLastRateAndStaysThere() {
        Schedule schedule = Schedule.cosine(1, 0.1, 100);
        assertThat(schedule.rate(0)).isEqualTo(1);
        assertThat(schedule.rate(50)).isCloseTo(0.55, within(1e-15));
        assertThat(schedule.rate(100)).isEqualTo(0.1);
        assertThat(schedule.rate(1000)).isEqualTo(0.1);
    }

    @Test
    void warmUpRisesLinearlyThenHandsOver() {
        Schedule schedule = Schedule.steps(2, 0.5, 10).warmUp(4);
        assertThat(schedule.rate(0)).isEqualTo(0.5);
        assertThat(schedule.rate(3)).isEqualTo(2);
        assertThat(schedule.rate(4)).isEqualTo(2);
        assertThat(schedule.rate(14)).isEqualTo(1);
    }

    @Test
    void aLengthThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> Schedule.cosine(1, 0, 0)).hasMessageContaining("steps must be positive");
    }
}
