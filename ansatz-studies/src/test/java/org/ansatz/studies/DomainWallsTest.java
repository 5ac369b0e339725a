package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;

class DomainWallsTest {
    @Test
    void theTinyStudyMeetsItsBars() throws Exception {
        StudyReport report = new DomainWalls().run(Scale.TINY, Settings.of("threads=1"), Run.silent(0));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("energy_balance_order").value()).isBetween(1.8, 2.2);
    }

    @Test
    void experimentsThatItHasNotAreRefused() {
        assertThatThrownBy(() -> new DomainWalls().run(Scale.TINY, Settings.of("experiments=E9"), Run.silent(0)))
                .hasMessageContaining("it has [E");
    }
}
