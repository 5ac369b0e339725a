package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;

class AmangkuratTest {
    @Test
    void theTinyStudyMeetsItsBars() throws Exception {
        StudyReport report = new Amangkurat().run(Scale.TINY, Settings.empty(), Run.silent(0));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("B.static_kink.error").baseline()).isGreaterThan(1e-3);
    }

    @Test
    void experimentsThatItHasNotAreRefused() {
        Settings third = Settings.empty().with("experiments", "C");
        assertThatThrownBy(() -> new Amangkurat().run(Scale.TINY, third, Run.silent(0)))
                .hasMessageContaining("it has [A, B, collisions]");
    }
}
