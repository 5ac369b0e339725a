package org.ansatz.physics.problem;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ansatz.physics.expr.Nearest;

/**
 * A mapping of settings in a file: typed values by key with defaults, settings of the command line over those of the file. It
 * remembers what was in force.
 */
public final class Section {
    private final Entry.Members members;
    private final Settings over;
    private final Map<String, String> effective = new LinkedHashMap<>();

    /**
     * A mapping of settings.
     *
     * @param where completes "unknown key `k`", such as " in train"
     * @throws InvalidProblem for a key that is not among the valid ones
     */
    public Section(Entry.Members members, List<String> valid, String where, Settings over) {
        this.members = members.only(valid, where);
        this.over = over;
    }

    /** Values in force by key, in the order in which they were asked for. */
    public Map<String, String> effective() {
        return effective;
    }

    public boolean has(String key) {
        return over.has(key) || members.has(key);
    }

    private <T> T remember(String key, T value) {
        effective.put(key, String.valueOf(value).toLowerCase(Locale.ROOT));
        return value;
    }

    /** The error of a value. */
    public InvalidProblem mistake(String key, String complaint) {
        String message = key + ": " + complaint;
        if (over.has(key)) {
            return over.invalid(key, complaint);
        }
        return members.has(key) ? members.get(key).mistake(message) : members.mistake(message);
    }

    private String text(String key, String expected) {
        if (over.has(key)) {
            return over.text(key, "");
        }
        return members.has(key) ? members.get(key).text(expected) : null;
    }

    public String text(String key, String expected, String otherwise) {
        String text = text(key, expected);
        if (text == null && otherwise == null) {
            throw members.mistake("`" + key + "` is missing: " + expected);
        }
        effective.put(key, text == null ? otherwise : text);
        return text == null ? otherwise : text;
    }

    public double number(String key, double otherwise) {
        String text = text(key, "a number");
        if (text == null) {
            return remember(key, otherwise);
        }
        try {
            double value = Double.parseDouble(text.trim());
            if (Double.isFinite(value)) {
                return remember(key, value);
            }
        } catch (NumberFormatException e) {
            throw mistake(key, "`" + text + "` is not a number");
        }
        throw mistake(key, "`" + text + "` is not a finite number");
    }

    public int integer(String key, int otherwise, int least) {
        double value = number(key, otherwise);
        if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
            throw mistake(key, "`" + text(key, "") + "` is not a whole number from " + least);
        }
        return remember(key, (int) value);
    }

    public boolean flag(String key, boolean otherwise) {
        return remember(
                key,
                word(key, List.of("true", "false"), String.valueOf(otherwise)).equals("true"));
    }

    /** One of some words. */
    public String word(String key, List<String> words, String otherwise) {
        String text = text(key, "one of " + String.join(", ", words));
        String word = text == null ? otherwise : text.trim().toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw mistake(key, "unknown word `" + text + "`" + Nearest.hint(word, words));
        }
        return remember(key, word);
    }

    /** The constant of an enumeration by its name in lower case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        String word = word(key, words, otherwise.name().toLowerCase(Locale.ROOT));
        return type.getEnumConstants()[words.indexOf(word)];
    }

    /** A list of texts, or one alone. */
    public List<String> texts(String key, List<String> otherwise) {
        List<String> texts = otherwise;
        if (over.has(key)) {
            texts = Arrays.stream(over.text(key, "").replaceAll("[\\[\\]]", "").split(",", -1))
                    .map(String::trim)
                    .toList();
        } else if (members.has(key)) {
            texts = members.get(key).oneOrMore().stream()
                    .map(entry -> entry.text("a name"))
                    .toList();
        }
        effective.put(key, "[" + String.join(", ", texts) + "]");
        return texts;
    }

    /** A list of whole numbers that must be there. */
    public int[] integers(String key, String expected) {
        if (!has(key)) {
            throw members.mistake("`" + key + "` is missing: " + expected);
        }
        List<String> texts = texts(key, List.of());
        try {
            return texts.stream()
                    .mapToInt(text -> Integer.parseInt(text.trim()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw mistake(key, texts.stream().collect(Collectors.joining(", ", "[", "]")) + " is not " + expected);
        }
    }

    /** Lets a part of the library read a value and gives its complaint the place of the key. */
    public <T> T placed(String key, java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidProblem e) {
            throw mistake(key, e.getMessage().replaceFirst("^" + key + ":? ", ""));
        }
    }
}
