package org.ansatz.physics.problem;

/**
 * Something that a check of a problem found.
 *
 * @param message one sentence for the user
 * @param place the section, and the entry in it, that the sentence is about
 */
public record Finding(Severity severity, String message, String place) {
    /** How much it matters. */
    public enum Severity {
        /** Worth knowing; nothing is wrong. */
        NOTE,
        /** The problem can be solved as it stands, but hardly means what it says. */
        WARNING
    }
}
