package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyInterruptionTest {
    @ParameterizedTest
    @ValueSource(strings = {"apriori-compressed-cnn", "mg-tfno", "lordnet", "chebyshev-tucker"})
    void aStudyThatWasAskedToStopReportsNoFigures(String study, @TempDir Path folder) {
        Interruption interruption = new Interruption();
        interruption.ask();
        Path run = folder.resolve("run");
        Invocation stopped = Invocation.of(interruption, "run", study, "--scale", "tiny", "--out", run);
        assertThat(stopped.status()).isEqualTo(130);
        assertThat(stopped.err()).contains("stopped", "no figures are written", run.toString());
        assertThat(run.resolve("metrics.json")).doesNotExist();
        assertThat(stopped.out()).isEmpty();
    }

    @Test
    void settingsThatAreRefusedLeaveNoFolder(@TempDir Path folder) {
        Path run = folder.resolve("run");
        Invocation refused = Invocation.of("run", "mg-tfno", "--set", "experiments=E7", "--out", run);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("no experiment \"E7\"");
        assertThat(run).doesNotExist();
        // The folder is the user's own here.
        assertThat(Invocation.of("run", "mg-tfno", "--set", "experiments=E7", "--out", folder)
                        .status())
                .isEqualTo(2);
        assertThat(folder).exists();
    }

    @Test
    void aStudyThatRanToItsEndReportsThem(@TempDir Path folder) {
        Path run = folder.resolve("run");
        Invocation whole = Invocation.of("run", "chebyshev-tucker", "--scale", "tiny", "--out", run);
        assertThat(whole.status()).as(whole.err()).isZero();
        assertThat(run.resolve("metrics.json")).isNotEmptyFile();
    }
}
