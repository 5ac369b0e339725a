package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads problem files (docs/problem-file.md). Every mistake is an {@link InvalidProblem} with file, line and column. */
public final class ProblemFile {
    private ProblemFile() {}

    /**
     * Reads a problem from a file.
     *
     * @throws InvalidProblem at the first mistake
     */
    public static Problem read(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidProblem(file + ": is a folder, not a problem file");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidProblem(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new InvalidProblem(file + ": is not a text file in UTF-8");
        } catch (IOException e) {
            throw new InvalidProblem(file + ": cannot be read (" + e.getMessage() + ")");
        }
        return parse(text, file);
    }

    /**
     * Reads a problem from text; {@code file} names it in messages and anchors relative file names.
     *
     * @throws InvalidProblem at the first mistake
     */
    public static Problem parse(String text, Path file) {
        String label = String.valueOf(file.getFileName());
        Entry root = YamlDocument.parse(label, text);
        String fallback = label.replaceFirst("\\.ya?ml$", "");
        return ProblemReader.read(root, file.toAbsolutePath().getParent(), fallback, new ProblemSource(file, text));
    }
}
