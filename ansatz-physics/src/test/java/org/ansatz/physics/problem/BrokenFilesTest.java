package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code broken} is refused with the message in the file of the same name that ends in {@code .txt}. */
class BrokenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/broken");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".yaml"))
                    .map(f -> f.replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theMistakeIsNamedWithItsPlace(String name) throws IOException {
        String expected = Files.readString(FOLDER.resolve(name + ".txt")).stripTrailing();
        assertThatThrownBy(() -> ProblemFile.read(FOLDER.resolve(name + ".yaml")))
                .isExactlyInstanceOf(InvalidProblem.class)
                .satisfies(e ->
                        assertThat(e.getMessage().replace(FOLDER + "/", "")).isEqualTo(expected));
    }

    @Test
    void thereAreManyBrokenFiles() throws IOException {
        assertThat(names()).hasSizeGreaterThan(150);
    }

    @Test
    void aMissingFileAndAFolderAreNamed(@TempDir Path folder) {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> ProblemFile.read(missing))
                .isExactlyInstanceOf(InvalidProblem.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> ProblemFile.read(folder))
                .isExactlyInstanceOf(InvalidProblem.class)
                .hasMessage(folder + ": is a folder, not a problem file");
    }

    /** Cutting a good file anywhere, or losing one character of it, gives a problem or a message, never a crash. */
    @ParameterizedTest
    @MethodSource("org.ansatz.physics.problem.ExamplesTest#examples")
    void damagedFilesNeverCrashTheReader(Path file) throws IOException {
        String text = Files.readString(file);
        for (int at = 0; at < text.length(); at += 3) {
            readOrRefuse(text.substring(0, at), file);
            readOrRefuse(text.substring(0, at) + text.substring(at + 1), file);
        }
    }

    private static void readOrRefuse(String text, Path file) {
        try {
            assertThat(ProblemFile.parse(text, file)).isNotNull();
        } catch (InvalidProblem refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }
}
