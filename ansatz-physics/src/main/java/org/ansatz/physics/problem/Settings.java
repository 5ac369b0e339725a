package org.ansatz.physics.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.ansatz.physics.expr.Nearest;

/**
 * A solver's settings as given by the user: text by name, typed on reading against the solver's declared {@link Setting}s.
 */
public final class Settings {
    /** What a solver can be told: name, default as text, meaning. */
    public record Setting(String name, String defaultValue, String meaning) {}

    private final Map<String, String> given;
    private final Map<String, String> places;

    public Settings(Map<String, String> given) {
        this(given, Map.of());
    }

    /**
     * @param places where a setting was given ({@code burgers.yaml:9:18}, {@code --set}), for messages; may lack some
     */
    public Settings(Map<String, String> given, Map<String, String> places) {
        this.given = new LinkedHashMap<>(given);
        this.places = Map.copyOf(places);
    }

    public static Settings empty() {
        return new Settings(Map.of());
    }

    public Settings with(String name, Object value) {
        Map<String, String> copy = new LinkedHashMap<>(given);
        copy.put(name, String.valueOf(value));
        Map<String, String> otherPlaces = new LinkedHashMap<>(places);
        otherPlaces.remove(name);
        return new Settings(copy, otherPlaces);
    }

    /** The same with a setting that was given at a place to be named in messages. */
    public Settings with(String name, Object value, String place) {
        Settings changed = with(name, value);
        Map<String, String> otherPlaces = new LinkedHashMap<>(changed.places);
        otherPlaces.put(name, place);
        return new Settings(changed.given, otherPlaces);
    }

    /** The settings whose names the predicate accepts. */
    public Settings only(Predicate<String> wanted) {
        Map<String, String> kept = new LinkedHashMap<>(given);
        kept.keySet().removeIf(wanted.negate());
        return new Settings(kept, places);
    }

    /** What was given, in order. */
    public Map<String, String> given() {
        return Collections.unmodifiableMap(given);
    }

    /** Where a setting was given, if known. */
    public Optional<String> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** The error of a setting whose value is not what is expected. */
    public InvalidProblem invalid(String name, String complaint) {
        String where = place(name).map(p -> p + ": ").orElse("");
        return new InvalidProblem(where + "solve: " + name + ": " + complaint);
    }

    /**
     * Checks the names against those that a method declares.
     *
     * @throws InvalidProblem for the first that is not declared, with the nearest that is
     */
    public void checkNames(String method, List<Setting> declared) {
        List<String> valid = declared.stream().map(Setting::name).toList();
        for (String name : given.keySet()) {
            if (!valid.contains(name) && !name.equals("method")) {
                String where = place(name).map(p -> p + ": ").orElse("");
                throw new InvalidProblem(
                        where + "unknown setting `" + name + "` of the method " + method + Nearest.hint(name, valid));
            }
        }
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
            throw invalid(name, "`" + text + "` is not a number");
        }
    }

    public int integer(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw invalid(name, "`" + given.get(name) + "` is not a whole number");
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
            default -> throw invalid(name, "`" + text + "` is neither true nor false");
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
            throw invalid(name, "`" + text + "` is not a list of whole numbers such as [32, 32]");
        }
    }
}
