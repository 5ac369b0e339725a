package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.ansatz.physics.problem.InvalidProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path temporary;

    @Test
    void aNewFolderIsMadeWithItsParentsAndLeftEmpty() throws Exception {
        RunFolder folder = RunFolder.create(temporary.resolve("a/b"), "burgers");
        assertThat(folder.path()).isEmptyDirectory();
    }

    @Test
    void runsOfTheSameSecondGetFoldersOfTheirOwn() {
        LocalDateTime time = LocalDateTime.of(2024, 5, 17, 9, 30, 1);
        assertThat(RunFolder.create(temporary, "flow past/a disc", time).path())
                .isEqualTo(temporary.resolve("flow-past-a-disc-20240517-093001"));
        assertThat(RunFolder.create(temporary, "flow past/a disc", time).path())
                .isEqualTo(temporary.resolve("flow-past-a-disc-20240517-093001-2"));
    }

    @Test
    void aFolderThatIsNotEmptyIsRefused() throws Exception {
        Files.writeString(temporary.resolve("thesis.txt"), "dear reader");
        assertThatThrownBy(() -> RunFolder.create(temporary, "x"))
                .isInstanceOf(InvalidProblem.class)
                .hasMessage(temporary + ": the folder is not empty; a run writes into a new or empty one");
    }

    @Test
    void aPathThroughAFileIsRefusedWithItsReason() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> RunFolder.create(file, "x")).hasMessage(file + ": is a file, a run needs a folder");
        assertThatThrownBy(() -> RunFolder.create(file.resolve("run"), "x"))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("run: the run folder cannot be written (");
    }

    @Test
    void onlyAFolderWithConfigurationOrMetricsIsARun() throws Exception {
        assertThatThrownBy(() -> RunFolder.open(temporary.resolve("no")))
                .hasMessageContaining("there is no such run folder");
        assertThatThrownBy(() -> RunFolder.open(temporary)).hasMessageContaining("not a run folder");
        Files.writeString(temporary.resolve("metrics.json"), "{}");
        assertThat(RunFolder.open(temporary).path()).isEqualTo(temporary);
    }
}
