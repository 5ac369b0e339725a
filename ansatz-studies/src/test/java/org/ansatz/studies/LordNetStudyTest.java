package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LordNetStudyTest {
    private final LordNetStudy study = new LordNetStudy();

    @Test
    void aLinearLayerLearnsTheInverseFromResidualsWithoutEverSeeingASolution(@TempDir Path folder) throws IOException {
        StudyReport report = study.run(Scale.TINY, new Settings(Map.of()), new FolderRun(folder));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("E1.linear.error").value()).isLessThan(0.1);
        assertThat(report.figure("E1.linear.bound_by_error").value()).isGreaterThanOrEqualTo(1);
        assertThat(report.figure("E1.linear.solver_calls_in_training").value()).isZero();
        assertThat(folder.resolve("figures").resolve("ranks.png")).isNotEmptyFile();
    }

    @Test
    void allNetworksAndThePicturesAreMadeAndOnlyTheOneWithLabelsAsksTheSolver(@TempDir Path folder) throws IOException {
        Settings few = new Settings(Map.of("experiments", "E1,E3", "steps", "3", "rates", "1e-3"));
        StudyReport report = study.run(Scale.STANDARD, few, new FolderRun(folder));
        assertThat(report.figure("E1.lordnet.parameters").value()).isEqualTo(17521);
        assertThat(report.figure("E1.cnn.parameters").value()).isEqualTo(18865);
        assertThat(report.figure("E1.fno.parameters").value()).isBetween(0.8 * 17521, 1.2 * 17521);
        assertThat(report.figure("E1.fno.solver_calls_in_training").value()).isZero();
        assertThat(report.figure("E1.labels.solver_calls_in_training").value()).isGreaterThanOrEqualTo(3 * 32);
        assertThat(report.figure("E3.iterations").baseline()).isPositive();
        for (String picture : new String[] {"e1-loss", "e1-error", "e1-prediction", "e1-matrices"}) {
            assertThat(folder.resolve("figures").resolve(picture + ".png")).isNotEmptyFile();
        }
    }

    @Test
    void boundaryDataAndThreeDimensionsHaveTheSameContestAndNeverAskTheSolverInTraining(@TempDir Path folder)
            throws IOException {
        Settings few = new Settings(Map.of("experiments", "boundary,box", "steps", "3", "rates", "1e-3"));
        StudyReport report = study.run(Scale.STANDARD, few, new FolderRun(folder));
        for (String experiment : new String[] {"boundary", "box"}) {
            double lord = report.figure(experiment + ".lordnet.parameters").value();
            assertThat(report.figure(experiment + ".cnn.parameters").value()).isBetween(0.8 * lord, 1.2 * lord);
            assertThat(report.figure(experiment + ".lordnet.solver_calls_in_training")
                            .value())
                    .isZero();
            assertThat(report.figure(experiment + ".lordnet.bound_by_error").value())
                    .isGreaterThanOrEqualTo(1);
            assertThat(folder.resolve("figures").resolve(experiment + "-prediction.png"))
                    .isNotEmptyFile();
        }
        assertThat(report.figure("boundary.lordnet.parameters").value())
                .isEqualTo(2 * (16 * 2 * 18 * 18 + 2 * (16 * 16 + 16)) + 2 * 16 + 16 + 16 + 1);
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedByName() {
        assertRefused("networks", "cnn", "networks must contain lordnet");
        assertRefused("networks", "lordnet,unet", "no network \"unet\"");
        assertRefused("experiments", "E3", "E3 needs E1");
        assertRefused("experiments", "E4", "no experiment \"E4\"");
        assertRefused("cavity_steps", "0", "cavity_steps must be at least 1");
        assertRefused("depth", "3", "no setting \"depth\"");
    }

    private void assertRefused(String name, String value, String message) {
        assertThatThrownBy(() -> study.run(Scale.STANDARD, new Settings(Map.of(name, value)), Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining(message);
    }
}
