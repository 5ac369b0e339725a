package org.ansatz.physics.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A solver's settings as given by the user: text by name, typed on reading against the solver's declared {@link Setting}s.
 */
public final class Settings {
    /** What a solver can be told: name, default as text, meaning. */
    public record Setting(String name, String defaultValue, String meaning) {}

    private final Map<String, String> given;

    public Settings(Map<String, String> given) {
        this.given = new LinkedHashMap<>(given);
    }

    public static Settings empty() {
        return new Settings(Map.of());
    }

    public Settings with(String name, Object value) {
        Map<String, String> copy = new LinkedHashMap<>(given);
        copy.put(name, String.valueOf(value));
        return new Settings(copy);
    }

    /** All of them, in the order given. */
    public Map<String, String> given() {
        return java.util.Collections.unmodifiableMap(given);
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    public String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    public double number(String name, double otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("solve: " + name + ": " + text + " is not a number", e);
        }
    }

    public int integer(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("solve: " + name + ": " + given.get(name) + " is not a whole number");
        }
        return (int) value;
    }

    public boolean flag(String name, boolean otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        return switch (text.trim()) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default ->
                throw new IllegalArgumentException("solve: " + name + ": " + text + " is neither true nor false");
        };
    }

    /** A list of whole numbers written {@code [32, 32]}. */
    public List<Integer> integers(String name, List<Integer> otherwise) {
        String text = given.get(name);
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
            throw new IllegalArgumentException(
                    "solve: " + name + ": " + text + " is not a list of whole numbers such as [32, 32]", e);
        }
    }
}
