package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MgTfnoTest {
    @Test
    void factorisedWeightsLearnAsFastAsDenseOnesFromFewSteps(@TempDir Path folder) throws IOException {
        StudyReport report = new MgTfno().run(Scale.TINY, Settings.empty(), new FolderRun(folder));
        assertThat(report.missed()).isEmpty();
        for (String name : new String[] {"dense", "tucker", "cp", "tt"}) {
            // A relative error of 1 is that of predicting nothing.
            assertThat(report.figure("E1." + name + ".h1").value()).as(name).isLessThan(0.75);
        }
        assertThat(report.figure("E1.tucker.spectral_compression").value()).isGreaterThan(8);
        assertThat(Files.exists(folder.resolve("figures/e1-tucker.png"))).isTrue();
    }

    @Test
    void aLargeNetworkIsTrainedWithAHundredthOfItsSpectralWeights(@TempDir Path folder) throws IOException {
        Settings once = new Settings(Map.of("experiments", "large", "epochs", "1", "rates", "1e-2"));
        StudyReport report = new MgTfno().run(Scale.STANDARD, once, new FolderRun(folder));
        assertThat(report.figure("large.tucker100.spectral_compression").value())
                .isBetween(95.0, 110.0);
        assertThat(report.figure("large.dense.total_compression").value()).isEqualTo(1);
        assertThat(report.figure("large.tucker100_by_fno").value()).isPositive();
    }

    @Test
    void experimentsThatDoNotExistAreRefused() {
        Settings settings = new Settings(Map.of("experiments", "E7"));
        assertThatThrownBy(() -> new MgTfno().run(Scale.TINY, settings, Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no experiment \"E7\"");
    }
}
