package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpHighFrequencyTest {
    private static Run in(Path folder) {
        return new Run() {
            @Override
            public long seed() {
                return 0;
            }

            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }

            @Override
            public void say(String message) {}

            @Override
            public void progress(double fraction, String stage, long step, Map<String, Double> figures) {}

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
    }

    @Test
    void aLearnedSpectrumFindsTheFrequencyThatItsBaselinesMiss(@TempDir Path folder) throws Exception {
        Settings settings = Settings.empty().with("network_steps", 100);
        StudyReport report = new GpHighFrequency().run(Scale.TINY, settings, in(folder));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("E1.student-t.relative_l2").value()).isLessThan(1e-2);
        assertThat(report.figure("E1.se.relative_l2").value()).isGreaterThan(0.5);
        for (String picture : List.of("student-t-solution", "student-t-spectrum-end", "gaussian-frequencies", "race")) {
            assertThat(Files.size(folder.resolve("figures/one-frequency-" + picture + ".png")))
                    .isGreaterThan(5000);
        }
    }

    @Test
    void frequencyErrorsAreDistancesOfTheHeavyPeaksFromTheTruth() {
        SpectrumTrial trial = SpectrumTrial.fit(
                "student-t", HighFrequencyProblem.two("1", 64), Settings.empty().with("steps", 2), 1, 1, Run.silent(0));
        // At the beginning thirty equal peaks spread over 0 to 20: those nearest to each truth have their own mean.
        double[] errors = trial.frequencyErrors();
        assertThat(errors).hasSize(2);
        assertThat(errors[0]).isCloseTo(14.961 - 7.7, within(1.5));
        assertThat(trial.groupErrors()[0]).isLessThan(14.961);
    }

    @Test
    void anUnknownExperimentIsRefused() {
        assertThatThrownBy(() -> new GpHighFrequency()
                        .run(Scale.TINY, Settings.empty().with("experiments", "E7"), Run.silent(0)))
                .hasMessageContaining("no experiment \"E7\"; it has [E1, E1b, E2, E3, E4, E5]");
    }
}
