package org.ansatz.cli;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Progress on standard error: one line that is drawn anew on a terminal, a line now and then elsewhere. Safe for use from
 * several threads.
 */
final class ProgressLine {
    private static final double TERMINAL_INTERVAL = 0.2;
    private static final double PLAIN_INTERVAL = 20;
    private static final int BAR_WIDTH = 24;
    private static final int TERMS_SHOWN = 5;

    private final Console console;
    private final long begun = System.nanoTime();
    private double lastDrawn;
    private boolean drawn;

    ProgressLine(Console console) {
        this.console = console;
    }

    synchronized void say(String message) {
        clear();
        console.err().println("  " + message);
    }

    synchronized void update(double fraction, String stage, long step, Map<String, Double> figures) {
        double seconds = (System.nanoTime() - begun) * 1e-9;
        if (seconds - lastDrawn < (console.isTerminal() ? TERMINAL_INTERVAL : PLAIN_INTERVAL)) {
            return;
        }
        lastDrawn = seconds;
        String text = text(fraction, stage, step, figures, seconds);
        if (console.isTerminal()) {
            int width = console.columns() - 1;
            String line = text.length() > width ? text.substring(0, width) : text;
            console.err().print("\r" + line + " ".repeat(width - line.length()));
            console.err().flush();
            drawn = true;
        } else {
            console.err().println(text);
        }
    }

    /** Removes the line from a terminal. */
    synchronized void clear() {
        if (drawn) {
            console.err().print("\r" + " ".repeat(console.columns() - 1) + "\r");
            console.err().flush();
            drawn = false;
        }
    }

    private static String text(double fraction, String stage, long step, Map<String, Double> figures, double seconds) {
        double done = Math.max(0, Math.min(1, fraction));
        int filled = (int) Math.round(done * BAR_WIDTH);
        String bar = "[" + "=".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "]";
        String left = done > 0.005 ? clock(seconds * (1 - done) / done) + " left at most" : "";
        String terms = figures.entrySet().stream()
                .limit(TERMS_SHOWN)
                .map(e -> String.format(Locale.ROOT, "%s %.1e", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%s %3.0f%%  %s  %s, step %d  %s", bar, 100 * done, left, stage, step, terms);
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
