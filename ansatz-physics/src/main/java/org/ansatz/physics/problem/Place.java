package org.ansatz.physics.problem;

/** Where something was given, for messages: a position in a file, or an argument of the builder. */
public interface Place {
    /** A mistake at the start of what was given; the message names the place and shows it with a caret. */
    default InvalidProblem mistake(String message) {
        return mistake(message, 0);
    }

    /**
     * A mistake at one character of a text.
     *
     * @param offset the character's index in the text as its reader sees it (quotes removed, lines joined)
     */
    InvalidProblem mistake(String message, int offset);
}
