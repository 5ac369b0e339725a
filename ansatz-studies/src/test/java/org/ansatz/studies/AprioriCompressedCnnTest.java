package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.reference.fem.WaveZone;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AprioriCompressedCnnTest {
    @Test
    void rankTwoRecoversAStepOfTheWaveEquationAndRankOneRestsAtItsFloor(@TempDir Path folder) throws Exception {
        StudyReport report = new AprioriCompressedCnn().run(Scale.TINY, Settings.empty(), new FolderRun(folder));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("E1.k3.rank2_kernel_error").value()).isLessThan(1e-6);
        assertThat(report.figure("E1.k3.rank1_kernel_error").value()).isBetween(0.113, 0.116);
        assertThat(report.figure("E1.k3.rank2_parameters").value()).isEqualTo(24);
        assertThat(Files.size(folder.resolve("figures/E1-k3-loss.png"))).isGreaterThan(5000);
    }

    @Test
    void aFewStepsOfAllExperimentsGiveAllFiguresAndPictures(@TempDir Path folder) throws Exception {
        Settings settings = Settings.empty().with("experiments", "E2,E3,AE,P");
        StudyReport report = new AprioriCompressedCnn().run(Scale.TINY, settings, new FolderRun(folder));
        assertThat(report.figure("E2.dense.kernel_parameters").value()).isEqualTo(89_000);
        assertThat(report.figure("E2.R1.kernel_parameters").value()).isEqualTo(10_680);
        assertThat(report.figure("E2.R2.kernel_saving").value()).isBetween(4.16, 4.17);
        assertThat(report.figure("E2.R2_Q2.kernel_saving").value()).isEqualTo(2.5);
        // True boundary values drive the zone to what the full model has, but for the splines between frames.
        assertThat(report.figure("E3.dense.interior_error").baseline()).isLessThan(0.02);
        assertThat(report.figure("E3.dense.interior_error").value()).isPositive();
        assertThat(report.figure("AE.R1.kernel_saving").value()).isBetween(8.0, 8.34);
        assertThat(report.figure("AE.R2.error").baseline())
                .isEqualTo(report.figure("AE.dense.error").value());
        assertThat(report.figure("P.R1.kernel_saving").value()).isEqualTo(2.5);
        assertThat(report.figure("P.R2.error_after_10").value()).isPositive();
        assertThat(report.figure("P.few_R1.gap_median").value()).isNotNaN();
        assertThat(Files.size(folder.resolve("figures/P-rollout.png"))).isGreaterThan(5000);
        for (String picture :
                new String[] {"frames", "loss-training", "few-loss-held-back", "error-by-rank", "filters-time"}) {
            assertThat(Files.size(folder.resolve("figures/E2-" + picture + ".png")))
                    .isGreaterThan(5000);
        }
        assertThat(Files.readAllLines(folder.resolve("costs.csv"))).hasSize(6);
    }

    @Test
    void drawsOfOneStreamAreTheSameHoweverManyFollow() {
        WaveZone zone = new WaveZone(16, 8, 2, 2, 0.5);
        WaveDraws three = WaveDraws.of(zone, 3, RandomStream.seeded(1));
        WaveDraws five = WaveDraws.of(zone, 5, RandomStream.seeded(1));
        assertThat(five.first(3).pulses()).isEqualTo(three.pulses());
        assertThat(five.data().blocks()[2]).containsExactly(three.data().blocks()[2]);
        assertThat(three.pulses())
                .allSatisfy(pulse -> assertThat(pulse.outside()).isEmpty());
        for (double[] scaled : three.data().parameters()) {
            assertThat(java.util.Arrays.stream(scaled).boxed()).hasSize(4).allSatisfy(value -> assertThat(value)
                    .isBetween(-1.0, 1.0));
        }
    }

    @Test
    void anUnknownExperimentCountOrRateIsRefused() {
        Run run = Run.silent(0);
        assertThatThrownBy(() -> new AprioriCompressedCnn()
                        .run(Scale.TINY, Settings.empty().with("experiments", "E4"), run))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no experiment \"E4\"");
        assertThatThrownBy(() -> new AprioriCompressedCnn()
                        .run(Scale.TINY, Settings.empty().with("steps", "0"), run))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new AprioriCompressedCnn()
                        .run(Scale.TINY, Settings.empty().with("rates", "1e-3,fast"), run))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("rates must be positive numbers separated by commas, got `fast`");
    }
}
