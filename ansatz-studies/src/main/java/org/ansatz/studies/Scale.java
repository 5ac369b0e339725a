package org.ansatz.studies;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much of a study is run. */
public enum Scale {
    /** Seconds; for continuous integration. */
    TINY,
    /** Minutes on two cores; these figures stand beside the paper's. */
    STANDARD,
    /** The paper's own sizes. */
    PAPER;

    /**
     * Reads {@code tiny}, {@code standard} or {@code paper}.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static Scale named(String word) {
        for (Scale scale : values()) {
            if (scale.word().equals(word)) {
                return scale;
            }
        }
        throw new IllegalArgumentException("no scale \"" + word + "\"; there are "
                + Arrays.stream(values()).map(Scale::word).collect(Collectors.joining(", ")));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
