package org.ansatz.dynamics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogParabolaTest {
    @Test
    void parabolasInTheLogarithmAreFoundAgain() {
        double[] x = {0.1, 0.25, 0.5, 1, 2, 4, 8};
        for (double peak : new double[] {0.3, 0.93, 1.4, 3}) {
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = 0.9 - 0.1 * Math.pow(Math.log(x[i] / peak), 2);
            }
            LogParabola found = LogParabola.of(x, y);
            assertThat(found.peak()).isCloseTo(peak, within(1e-12));
            assertThat(found.top()).isCloseTo(0.9, within(1e-12));
            assertThat(found.interior()).isTrue();
            assertThat(found.at(4)).isCloseTo(y[5], within(1e-12));
        }
    }

    @Test
    void maximaAtTheEndsAreNotEnclosed() {
        LogParabola last = LogParabola.of(new double[] {1, 2, 4}, new double[] {0, 1, 2});
        assertThat(last.interior()).isFalse();
        assertThat(last.peak()).isEqualTo(4);
        LogParabola flat = LogParabola.of(new double[] {1, 2, 4}, new double[] {1, 1, 1});
        assertThat(flat.peak()).isEqualTo(1);
    }

    @Test
    void tooFewPointsAreRefused() {
        assertThatThrownBy(() -> LogParabola.of(new double[] {1, 2}, new double[] {1, 2}))
                .hasMessageContaining("at least three");
        assertThatThrownBy(() -> LogParabola.of(new double[] {0, 1, 2}, new double[] {1, 2, 1}))
                .hasMessageContaining("got 0.0");
    }
}
