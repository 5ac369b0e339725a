package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
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
        return parse(text(file), file);
    }

    /** The text of a file. */
    static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidProblem(file + ": is a folder, not a problem file");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidProblem(file + ": there is no such file");
        } catch (IOException e) {
            throw new InvalidProblem(file + ": cannot be read (" + e.getMessage() + ")");
        }
        return decode(bytes, String.valueOf(file.getFileName()));
    }

    private static String decode(byte[] bytes, String label) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            String[] before = text.toString().split("\\R", -1);
            throw new InvalidProblem(label + ":" + before.length + ":" + (before[before.length - 1].length() + 1)
                    + ": not a text file in UTF-8");
        }
        return text.toString();
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
