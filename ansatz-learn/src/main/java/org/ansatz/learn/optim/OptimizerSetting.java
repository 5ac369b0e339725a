package org.ansatz.learn.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an optimizer can be told.
 *
 * @param defaultValue as text
 */
public record OptimizerSetting(String name, String defaultValue, String meaning) {
    /** Given texts over declared defaults, typed on reading. */
    record Values(String optimizer, List<OptimizerSetting> declared, Map<String, String> given) {
        Values {
            for (String name : given.keySet()) {
                if (declared.stream().noneMatch(setting -> setting.name().equals(name))) {
                    throw new IllegalArgumentException("optimizer " + optimizer + " has no setting \"" + name
                            + "\"; it has "
                            + declared.stream().map(OptimizerSetting::name).toList());
                }
            }
        }

        private String text(String name) {
            for (OptimizerSetting setting : declared) {
                if (setting.name().equals(name)) {
                    return given.getOrDefault(name, setting.defaultValue()).trim();
                }
            }
            throw new IllegalStateException("optimizer " + optimizer + " does not declare " + name);
        }

        double number(String name) {
            String text = text(name);
            if (text.equals("inf")) {
                return Double.POSITIVE_INFINITY;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw wrong(name, text, "a number", e);
            }
        }

        int integer(String name) {
            String text = text(name);
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw wrong(name, text, "a whole number", e);
            }
        }

        boolean flag(String name) {
            String text = text(name);
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(name, text, "true or false", null);
            };
        }

        /** One of the words of an enum, in lower case. */
        <E extends Enum<E>> E word(String name, Class<E> type) {
            String text = text(name);
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return constant;
                }
            }
            String words = Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw wrong(name, text, "one of " + words, null);
        }

        private IllegalArgumentException wrong(String name, String text, String expected, Exception cause) {
            return new IllegalArgumentException(
                    "optimizer " + optimizer + ": " + name + " must be " + expected + ", got " + text, cause);
        }
    }
}
