package org.ansatz.physics.expr;

import java.util.Collection;
import java.util.Locale;

/** The nearest valid word to a mistyped one. */
public final class Nearest {
    private Nearest() {}

    /** {@code "; did you mean `x`?"}, or the list of valid words if none is near. */
    public static String hint(String given, Collection<String> valid) {
        String best = null;
        int least = Math.max(2, given.length() / 2) + 1;
        for (String word : valid) {
            int d = distance(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (d < least && d < Math.max(given.length(), word.length())) {
                least = d;
                best = word;
            }
        }
        if (best != null) {
            return "; did you mean `" + best + "`?";
        }
        return valid.isEmpty() ? "" : "; expected one of " + String.join(", ", valid);
    }

    /** Edits (insert, delete, replace, swap neighbours) from one word to the other. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
