package org.ansatz.cli;

import java.io.PrintStream;

/**
 * Where the command writes.
 *
 * @param out results
 * @param err progress and messages
 * @param columns width of the terminal that {@code err} is, 0 if it is none
 * @param interruption whether the user asked to stop
 */
record Console(PrintStream out, PrintStream err, int columns, Interruption interruption) {
    boolean isTerminal() {
        return columns > 0;
    }
}
