package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TransferFunctionTest {
    private static void holds(double gamma, double w, double gain, double phase) {
        TransferFunction response = TransferFunction.firstDifference(gamma);
        assertThat(response.gain(w)).isCloseTo(gain, within(1e-10));
        assertThat(response.phase(w)).isCloseTo(phase, within(1e-10));
    }

    @Test
    void gainAndPhaseAgreeWithValuesComputedElsewhere() {
        holds(1, Math.PI / 4, 1.4736257582, 0.5004740368);
        holds(1, Math.PI / 2, 2.2360679775, 0.4636476090);
        holds(1, Math.PI, 3, 0);
        holds(0.5, Math.PI / 4, 1.1997248969, 0.2991367319);
        assertThat(TransferFunction.firstDifference(0.5).gain(Math.PI)).isCloseTo(2, within(1e-12));
    }

    @Test
    void restPassesUnchangedAndTheFastestIsRaisedMost() {
        for (double gamma : new double[] {0.1, 0.5, 2, 4}) {
            TransferFunction.Bode bode = TransferFunction.firstDifference(gamma).bode(50);
            assertThat(bode.gain()[0]).isCloseTo(1, within(1e-14));
            assertThat(bode.gain()[49]).isCloseTo(1 + 2 * gamma, within(1e-12));
            assertThat(bode.gain()).isSorted();
            for (int k = 0; k < 50; k++) {
                double w = bode.frequencies()[k];
                assertThat(bode.gain()[k] * bode.gain()[k])
                        .isCloseTo(1 + 2 * gamma * (1 + gamma) * (1 - Math.cos(w)), within(1e-11));
                assertThat(bode.phase()[k]).isGreaterThanOrEqualTo(-1e-15);
            }
        }
    }

    @Test
    void theDifferenceAloneVanishesAtRest() {
        assertThat(TransferFunction.momentum().gain(0)).isZero();
        assertThat(TransferFunction.momentum().gain(1.1)).isCloseTo(2 * Math.sin(0.55), within(1e-14));
    }

    @Test
    void constantContentsHaveMomentumInFastPairsOnly() {
        RotaryPositions positions = new RotaryPositions(8, 10_000);
        assertThat(positions.momentumGain(0)).isCloseTo(0.9589, within(5e-5));
        assertThat(positions.frequency(2)).isCloseTo(0.01, within(1e-15));
        assertThat(positions.momentumGain(2)).isCloseTo(0.0100, within(5e-5));
        Tensor rotated = positions.rotate(Tensor.ones(1, 1, 5, 8), 0);
        double[] p = KinematicShear.momentum(rotated, 2).select(2, 3).toDoubles();
        for (int i = 0; i < 4; i++) {
            double size = Math.hypot(p[2 * i], p[2 * i + 1]) / Math.sqrt(2);
            assertThat(size).isCloseTo(positions.momentumGain(i), within(1e-12));
        }
    }

    @Test
    void filtersWithoutFiniteTapsAreRefused() {
        assertThatThrownBy(TransferFunction::fir).hasMessageContaining("at least one tap");
        assertThatThrownBy(() -> TransferFunction.firstDifference(Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> TransferFunction.momentum().bode(1)).hasMessageContaining("got 1");
    }
}
