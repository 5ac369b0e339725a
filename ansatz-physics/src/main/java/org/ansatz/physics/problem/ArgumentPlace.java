package org.ansatz.physics.problem;

/**
 * An argument of the builder.
 *
 * @param description says which, such as {@code equation `continuity`}
 * @param text the argument, or null where there is none to show
 */
record ArgumentPlace(String description, String text) implements Place {
    @Override
    public InvalidProblem mistake(String message, int offset) {
        return new InvalidProblem(
                description + ": " + message + (text == null ? "" : "\n" + Caret.under(text, offset)));
    }
}
