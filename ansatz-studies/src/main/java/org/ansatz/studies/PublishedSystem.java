package org.ansatz.studies;

/**
 * A published system.
 *
 * @param name of the study that reproduces it
 * @param arxiv identifier, empty if there is none
 * @param date year and month of first publication
 * @param claim in one sentence
 */
public record PublishedSystem(String name, String title, String arxiv, String date, String claim) {
    /** Whether every word occurs somewhere in the entry, without regard to case. */
    boolean mentions(Iterable<String> words) {
        String text = String.join(" ", name, title, arxiv, date, claim).toLowerCase(java.util.Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word.toLowerCase(java.util.Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }
}
