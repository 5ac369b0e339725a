package org.ansatz.dynamics.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KinkCollisionTest {
    @Test
    void fastPairsPartAfterOneBounceAndPairsInTheWindowAfterTwo() {
        KinkCollision fast = KinkCollision.run(0.3, new KinkCollision.Setup(512, 200, 20, 0.08, 100));
        assertThat(fast.bounces()).hasSize(1);
        assertThat(fast.bounces().get(0)).isCloseTo(30.6, within(0.3));
        assertThat(fast.exitSpeed()).isCloseTo(0.137, within(0.01));
        assertThat(KinkCollision.run(0.2, new KinkCollision.Setup(1024, 200, 20, 0.04, 130))
                        .bounces())
                .hasSize(2);
        assertThat(KinkCollision.run(0.19, new KinkCollision.Setup(512, 200, 20, 0.08, 100))
                        .exitSpeed())
                .isNaN();
    }

    @Test
    void theCriticalSpeedIsBetweenCaptureAndEscape() {
        KinkCollision.Setup setup = new KinkCollision.Setup(512, 150, 14, 0.08, 110);
        double edge =
                KinkCollision.edge(0.24, 0.28, setup, found -> found.bounces().size() == 1, 5e-3);
        assertThat(edge).isBetween(0.25, 0.27);
        assertThatThrownBy(() -> KinkCollision.edge(0.28, 0.3, setup, KinkCollision::parted, 5e-3))
                .hasMessageContaining("0.28 and 0.3 end alike");
    }
}
