package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Figure;
import org.ansatz.solve.gp.SpectralMixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpHighFrequencyTest {
    @Test
    void aLearnedSpectrumFindsTheFrequencyThatItsBaselinesMiss(@TempDir Path folder) throws Exception {
        Settings settings = Settings.empty().with("network_steps", 100);
        StudyReport report = new GpHighFrequency().run(Scale.TINY, settings, new FolderRun(folder));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("E1.student-t.relative_l2").value()).isLessThan(1e-2);
        assertThat(report.figure("E1.se.relative_l2").value()).isGreaterThan(0.5);
        for (String picture : List.of(
                "student-t-solution", "student-t-spectrum-end", "gaussian-frequencies", "race", "steps", "objective")) {
            assertThat(Files.size(folder.resolve("figures/one-frequency-" + picture + ".png")))
                    .isGreaterThan(5000);
        }
    }

    @Test
    void otherExperimentsHaveATinySizeToo(@TempDir Path folder) throws Exception {
        Settings settings = Settings.empty().with("experiments", "E3, E4").with("joint_steps", 20);
        StudyReport report = new GpHighFrequency().run(Scale.TINY, settings, new FolderRun(folder));
        assertThat(report.figure("E3.student-t.relative_l2").value()).isBetween(1e-6, 5e-3);
        assertThat(report.figure("E3.heaviest_frequency_error").value()).isLessThan(0.1);
        Figure race = report.figure("E4.profiled.relative_l2");
        assertThat(race.value()).isLessThan(0.1 * race.baseline());
        assertThat(Files.size(folder.resolve("figures/square-solution.png"))).isGreaterThan(5000);
    }

    @Test
    void frequencyErrorsAreDistancesOfTheHeavyPeaksFromTheTruth() {
        SpectrumTrial trial = SpectrumTrial.fit(
                "student-t",
                HighFrequencyProblem.two("1", 64, 20),
                Settings.empty().with("steps", 2),
                1,
                1,
                Run.silent(0));
        // At the beginning thirty equal peaks spread over 0 to 20: those nearest to each truth have their own mean.
        double[] errors = trial.frequencyErrors();
        assertThat(errors).hasSize(2);
        assertThat(errors[0]).isCloseTo(14.961 - 7.7, within(1.5));
        assertThat(trial.heaviestErrors()[0]).isLessThan(14.961);
        // Weighted means of both groups; the last peak is beyond nine tenths of the weight.
        SpectralMixture kernel = SpectralMixture.studentT(4, 1)
                .with(
                        new double[] {
                            Math.log(0.5), Math.log(0.3), Math.log(0.15), Math.log(0.05), 0, 0, 0, 0, 15, -17, 16.6, 3
                        },
                        0);
        double[] means = trial.frequencyErrors(kernel);
        assertThat(means[0]).isCloseTo(Math.abs(15 - 94 / (2 * Math.PI)), within(1e-12));
        assertThat(means[1]).isCloseTo(Math.abs((0.3 * 17 + 0.15 * 16.6) / 0.45 - 106 / (2 * Math.PI)), within(1e-12));
    }

    @Test
    void theCatalogueHasTheSameProblemsOnFewerPoints() {
        List<String> reduced = HighFrequencyProblem.catalogue(false).stream()
                .map(row -> row.posed().problem().name())
                .toList();
        assertThat(reduced).containsExactly("growing", "multi-scale", "on-parabola", "advection", "allen-cahn-square");
        // sin(x - 200 y) is carried along without a source.
        var advected = HighFrequencyProblem.advection(10, 80).problem();
        double[][] near = {{0.3, 0.3 + 1e-5, 0.3 - 1e-5, 0.3, 0.3}, {0.4, 0.4, 0.4, 0.4 + 1e-7, 0.4 - 1e-7}};
        double[] u = advected.values(advected.exact().get("u"), near);
        assertThat(200 * (u[1] - u[2]) / 2e-5 + (u[3] - u[4]) / 2e-7).isCloseTo(0, within(1e-4));
    }

    @Test
    void anUnknownExperimentOrACountBelowOneIsRefused() {
        GpHighFrequency study = new GpHighFrequency();
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("experiments", "E7"), Run.silent(0)))
                .hasMessageContaining("no experiment \"E7\"; it has [E1, E1b, E2, E3, E4, E5]");
        assertThatThrownBy(() -> study.run(Scale.TINY, Settings.empty().with("joint_steps", 0), Run.silent(0)))
                .hasMessageContaining("joint_steps must be at least 1, got 0");
    }
}
