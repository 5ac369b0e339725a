package org.ansatz.physics.problem;

import java.util.List;

/**
 * The lines of a problem file.
 *
 * @param label the file's name in messages
 */
record SourceText(String label, List<String> lines) {
    SourceText(String label, String text) {
        this(label, List.of(text.split("\\R", -1)));
    }

    /** A mistake at a line and column, both from zero. */
    InvalidProblem mistake(int line, int column, String message) {
        String place = label + ":" + (line + 1) + ":" + (column + 1) + ": ";
        String shown = line < lines.size() ? lines.get(line) : "";
        return new InvalidProblem(place + message + (shown.isBlank() ? "" : "\n" + Caret.under(shown, column)));
    }

    /**
     * A node of the file: a scalar's characters are found again in the file, whatever its style.
     *
     * @param value the scalar's text, or null for lists and mappings
     */
    Place place(int line, int column, String value) {
        return (message, offset) -> {
            int[] at = value == null || offset <= 0 && !startsWithQuote(line, column)
                    ? new int[] {line, column}
                    : find(line, column, value, offset);
            return mistake(at[0], at[1], message);
        };
    }

    private boolean startsWithQuote(int line, int column) {
        return line < lines.size()
                && column < lines.get(line).length()
                && "\"'|>".indexOf(lines.get(line).charAt(column)) >= 0;
    }

    /**
     * Walks through the scalar's text and the file together. What the file has and the text has not is indentation, a
     * line's end, a comment of a block, a quote or the sign of an escape.
     */
    private int[] find(int line, int column, String value, int offset) {
        int row = line;
        int at = column;
        if (startsWithQuote(line, column)) {
            boolean block = "|>".indexOf(lines.get(line).charAt(column)) >= 0;
            row = block ? line + 1 : line;
            at = block ? 0 : column + 1;
        }
        int[] last = {row, at};
        for (int i = 0; i <= Math.min(offset, value.length()); i++) {
            boolean end = i == value.length();
            char wanted = end ? '\0' : value.charAt(i);
            int[] next = end ? new int[] {row, at} : seek(row, at, wanted);
            if (next == null) {
                return last;
            }
            last = next;
            row = next[0];
            at = next[1] + 1;
        }
        return last;
    }

    private int[] seek(int line, int column, char wanted) {
        int row = line;
        int at = column;
        while (row < lines.size()) {
            String text = lines.get(row);
            boolean space = Character.isWhitespace(wanted);
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == wanted || space && Character.isWhitespace(c)) {
                    return new int[] {row, at};
                }
                if (!Character.isWhitespace(c) && c != '\\' && c != '\'') {
                    return null;
                }
                at++;
            }
            if (space) {
                return new int[] {row, text.length()};
            }
            row++;
            at = 0;
        }
        return null;
    }
}
