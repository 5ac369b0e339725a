package org.ansatz.physics.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.ansatz.physics.expr.Nearest;

/**
 * A solver's settings as given by the user: text by name, typed on reading against the solver's declared {@link Setting}s.
 */
public final class Settings {
    /** What a solver can be told: name, default as text, meaning. */
    public record Setting(String name, String defaultValue, String meaning) {}

    private static final Place NOWHERE = (message, offset) -> new InvalidProblem(message);

    /** What stands behind a name: its text, and where name and value were given. */
    record Given(String text, Place name, Place value) {}

    private final Map<String, Given> given = new LinkedHashMap<>();

    /** Settings by name, in order. */
    public Settings(Map<String, String> texts) {
        texts.forEach((name, text) -> given.put(name, new Given(text, NOWHERE, NOWHERE)));
    }

    static Settings of(Map<String, Given> given) {
        Settings settings = new Settings(Map.of());
        settings.given.putAll(given);
        return settings;
    }

    public static Settings empty() {
        return new Settings(Map.of());
    }

    /**
     * Settings from {@code name=value} pairs, as on the command line.
     *
     * @throws IllegalArgumentException if one is no such pair
     */
    public static Settings of(String... assignments) {
        return empty().and(assignments);
    }

    /**
     * These and further ones from {@code name=value} pairs, which replace those of the same name.
     *
     * @throws IllegalArgumentException if one is no such pair
     */
    public Settings and(String... assignments) {
        Settings all = this;
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("\"" + assignment + "\": expected name=value");
            }
            all = all.with(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return all;
    }

    public Settings with(String name, Object value) {
        return with(name, new Given(String.valueOf(value), NOWHERE, NOWHERE));
    }

    /** The same with a setting that was given at a place to be named in messages, such as {@code --set points=10}. */
    public Settings with(String name, Object value, String place) {
        Place at = (message, offset) -> new InvalidProblem(place + ": " + message);
        return with(name, new Given(String.valueOf(value), at, at));
    }

    private Settings with(String name, Given value) {
        Map<String, Given> copy = new LinkedHashMap<>(given);
        copy.put(name, value);
        return of(copy);
    }

    /** The settings whose names the predicate accepts. */
    public Settings only(Predicate<String> wanted) {
        Map<String, Given> kept = new LinkedHashMap<>(given);
        kept.keySet().removeIf(wanted.negate());
        return of(kept);
    }

    /** What was given, in order. */
    public Map<String, String> given() {
        Map<String, String> texts = new LinkedHashMap<>();
        given.forEach((name, value) -> texts.put(name, value.text()));
        return Collections.unmodifiableMap(texts);
    }

    /** The error of a setting whose value is not what is expected; it names the place where that is known. */
    public InvalidProblem invalid(String name, String complaint) {
        Place place = given.containsKey(name) ? given.get(name).value() : NOWHERE;
        return place.mistake("solve: " + name + ": " + complaint);
    }

    /** A complaint that begins with {@code solve: name:}, with the place of that setting. */
    public InvalidProblem placed(InvalidProblem complaint) {
        return given.keySet().stream()
                .filter(name -> complaint.getMessage().startsWith("solve: " + name + ":"))
                .findFirst()
                .map(name -> given.get(name).value().mistake(complaint.getMessage()))
                .orElse(complaint);
    }

    /**
     * Checks the names against those that a method declares.
     *
     * @throws InvalidProblem for the first that is not declared, with the nearest that is
     */
    public void checkNames(String method, List<Setting> declared) {
        List<String> valid = declared.stream().map(Setting::name).toList();
        given.forEach((name, value) -> {
            if (!valid.contains(name) && !name.equals("method")) {
                throw value.name().mistake("unknown setting `" + name + "` of " + method + Nearest.hint(name, valid));
            }
        });
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    public String text(String name, String otherwise) {
        return given.containsKey(name) ? given.get(name).text() : otherwise;
    }

    public double number(String name, double otherwise) {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw invalid(name, "`" + text + "` is not a number");
        }
    }

    public int integer(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw invalid(name, "`" + text(name, "") + "` is not a whole number");
        }
        return (int) value;
    }

    public boolean flag(String name, boolean otherwise) {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        return switch (text.trim()) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw invalid(name, "`" + text + "` is neither true nor false");
        };
    }

    /** A list of whole numbers written {@code [32, 32]}. */
    public List<Integer> integers(String name, List<Integer> otherwise) {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        try {
            String inner = text.trim().replaceAll("^\\[|\\]$", "").trim();
            return inner.isEmpty()
                    ? List.of()
                    : java.util.Arrays.stream(inner.split("\\s*,\\s*", -1))
                            .map(Integer::valueOf)
                            .toList();
        } catch (NumberFormatException e) {
            throw invalid(name, "`" + text + "` is not a list of whole numbers such as [32, 32]");
        }
    }
}
