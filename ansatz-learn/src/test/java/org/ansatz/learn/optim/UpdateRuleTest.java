package org.ansatz.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UpdateRuleTest {
    private static final Schedule TENTH = Schedule.constant(0.1);

    @Test
    void adamsFirstMoveHasTheLengthOfTheRateWhateverTheGradient() {
        double[] x = {1, 1, 1};
        Adam.of(3, TENTH).step(x, new double[] {1e-3, -20, 4e5});
        assertThat(x).containsExactly(new double[] {0.9, 1.1, 0.9}, within(1e-5));
    }

    @Test
    void adamsSecondMoveFollowsTheBiasCorrectedMoments() {
        double[] x = {0};
        Adam adam = Adam.of(1, TENTH);
        adam.step(x, new double[] {1});
        double before = x[0];
        adam.step(x, new double[] {3});
        double m = (0.9 * 0.1 + 0.1 * 3) / (1 - 0.81);
        double v = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.999 * 0.999);
        assertThat(x[0] - before).isCloseTo(-0.1 * m / (Math.sqrt(v) + 1e-8), within(1e-14));
    }

    @Test
    void decoupledDecayShrinksByRateTimesDecayAndDoesNotEnterTheMoments() {
        double[] x = {2};
        Adam.decoupled(1, TENTH, 0.5).step(x, new double[] {0});
        assertThat(x[0]).isCloseTo(2 * (1 - 0.1 * 0.5), within(1e-15));
    }

    @Test
    void momentumAndNesterovFollowTheirRecurrences() {
        double[] heavyBall = {0};
        double[] nesterov = {0};
        Sgd plain = new Sgd(1, TENTH, 0.5, false);
        Sgd ahead = new Sgd(1, TENTH, 0.5, true);
        for (double g : new double[] {1, 2}) {
            plain.step(heavyBall, new double[] {g});
            ahead.step(nesterov, new double[] {g});
        }
        // v = 1, 2.5; Nesterov moves by g + v / 2 = 1.5, 3.25.
        assertThat(heavyBall[0]).isCloseTo(-0.1 * 3.5, within(1e-15));
        assertThat(nesterov[0]).isCloseTo(-0.1 * 4.75, within(1e-15));
    }

    @Test
    void betasAndMomentumOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Adam(1, TENTH, 1, 0.9, 1e-8, 0)).hasMessageContaining("[0, 1), got 1.0 and 0.9");
        assertThatThrownBy(() -> new Sgd(1, TENTH, -0.1, false)).hasMessageContaining("[0, 1), got -0.1");
    }
}
