package org.ansatz.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.ansatz.learn.sequence.TransformerDecoder;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentumAttentionStudyTest {
    @Test
    void oneLayerRecallsWithMomentumAndGuessesWithout(@TempDir Path folder) throws Exception {
        StudyReport report = new MomentumAttentionStudy().run(Scale.TINY, Settings.empty(), new FolderRun(folder));
        assertThat(report.missed()).isEmpty();
        assertThat(report.figure("A.construction.accuracy").value()).isEqualTo(1);
        assertThat(report.figure("A.gamma_1.accuracy_over_gamma_0").value()).isGreaterThan(0.3);
        assertThat(report.figure("A.gamma_1.ablated_accuracy").value()).isLessThan(0.4);
        for (String picture : new String[] {"recall-accuracy", "attention", "gain-measured", "bode", "rotary-gain"}) {
            assertThat(folder.resolve("figures").resolve(picture + ".png")).isNotEmptyFile();
        }
        try (TransformerDecoder read = TransformerDecoder.load(
                folder.resolve("models").resolve("gamma_1.safetensors"), DType.FLOAT32, Device.CPU)) {
            assertThat(read.queryGammas(0)).containsExactly(1);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        for (String[] wrong : new String[][] {{"steps", "0"}, {"experiments", "D"}, {"gamma", "1"}}) {
            assertThatThrownBy(() -> new MomentumAttentionStudy()
                            .run(Scale.TINY, Settings.empty().with(wrong[0], wrong[1]), Run.silent(1)))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining(wrong[0].equals("experiments") ? "experiment" : wrong[0]);
        }
    }
}
