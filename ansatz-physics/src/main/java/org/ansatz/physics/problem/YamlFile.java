package org.ansatz.physics.problem;

import java.nio.file.Path;

/**
 * A YAML file that is not a problem: its entries with their places, so that mistakes are told with file, line and column.
 *
 * @param text of the file
 * @param root its one document
 */
public record YamlFile(Path file, String text, Entry root) {
    /**
     * Reads a file.
     *
     * @throws InvalidProblem if there is none, or it is not one YAML document
     */
    public static YamlFile read(Path file) {
        return parse(ProblemFile.text(file), file);
    }

    /**
     * Reads a text; {@code file} names it in messages.
     *
     * @throws InvalidProblem if it is not one YAML document
     */
    public static YamlFile parse(String text, Path file) {
        return new YamlFile(file, text, YamlDocument.parse(String.valueOf(file.getFileName()), text));
    }
}
