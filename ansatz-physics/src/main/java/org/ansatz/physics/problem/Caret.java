package org.ansatz.physics.problem;

/** Shows a line of text with a caret under one of its characters. */
final class Caret {
    private static final int WIDTH = 120;
    private static final String INDENT = "    ";

    private Caret() {}

    /** Two lines; a long text is cut to the surroundings of the caret, its indentation is dropped. */
    static String under(String text, int column) {
        String line = text.replaceAll("[\\p{Cntrl}]", " ");
        int at = Math.max(0, Math.min(column, line.length()));
        int from = Math.min(at, line.length() - line.stripLeading().length());
        int to = line.stripTrailing().length();
        String head = "";
        String tail = "";
        if (to - from > WIDTH) {
            if (at - from > WIDTH / 2) {
                from = at - WIDTH / 2;
                head = "...";
            }
            if (to - from > WIDTH) {
                to = from + WIDTH;
                tail = "...";
            }
        }
        return INDENT + head + line.substring(from, Math.max(from, to)) + tail + "\n" + INDENT
                + " ".repeat(head.length() + at - from) + "^";
    }
}
