package org.ansatz.dynamics.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KinkCollisionTest {
    @Test
    void fastPairsPartAfterOneBounceAndPairsInTheWindowAfterTwo() {
        KinkCollision fast = KinkCollision.run(0.3, 512, 200, 20, 0.08, 100);
        assertThat(fast.bounces()).hasSize(1);
        assertThat(fast.bounces().get(0)).isCloseTo(30.6, within(0.3));
        assertThat(fast.exitSpeed()).isCloseTo(0.137, within(0.01));
        assertThat(KinkCollision.run(0.2, 1024, 200, 20, 0.04, 130).bounces()).hasSize(2);
        assertThat(KinkCollision.run(0.19, 512, 200, 20, 0.08, 100).exitSpeed()).isNaN();
    }
}
