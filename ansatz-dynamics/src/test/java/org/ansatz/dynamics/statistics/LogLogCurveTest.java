package org.ansatz.dynamics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogLogCurveTest {
    @Test
    void powerLawsAreStraightInLogarithms() {
        double[] x = {1, 2, 4, 8, 16};
        double[] y = Arrays.stream(x).map(v -> 3 * Math.pow(v, -2.5)).toArray();
        LogLogCurve curve = new LogLogCurve(x, y);
        assertThat(curve.slope(1.5, 20)).isCloseTo(-2.5, within(1e-12));
        assertThat(curve.at(5)).isCloseTo(3 * Math.pow(5, -2.5), within(1e-12));
        assertThat(curve.at(17)).isNaN();
        assertThat(curve.peak()).isEqualTo(1);
    }
}
