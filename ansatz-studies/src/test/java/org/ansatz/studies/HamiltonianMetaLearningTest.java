package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HamiltonianMetaLearningTest {
    @Test
    void afterThirtyIterationsAModelAdaptsFasterThanARandomOne(@TempDir Path folder) throws Exception {
        StudyReport report = new HamiltonianMetaLearning().run(Scale.TINY, Settings.empty(), new FolderRun(folder));
        double meta = report.figure("E1.S.pendulum.P1.field_50.meta").value();
        double random = report.figure("E1.S.pendulum.P1.field_50.random").value();
        assertThat(meta).isLessThan(0.6 * random);
        assertThat(Files.exists(folder.resolve("figures/S-pendulum-field.png"))).isTrue();
        assertThat(Files.exists(folder.resolve("checkpoint/S-pendulum-meta-trained-0.safetensors")))
                .isTrue();
    }

    @Test
    void systemsThatDoNotExistAreRefused() {
        Settings settings = Settings.empty().with("systems", "pendulums");
        assertThatThrownBy(() -> new HamiltonianMetaLearning().run(Scale.TINY, settings, Run.silent(0)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("no system \"pendulums\"");
    }
}
