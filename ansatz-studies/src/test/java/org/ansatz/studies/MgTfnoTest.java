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
    void experimentsThatDoNotExistAreRefused() {
        Settings settings = new Settings(Map.of("experiments", "E7"));
        assertThatThrownBy(() -> new MgTfno().run(Scale.TINY, settings, Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no experiment \"E7\"");
    }
}
