package org.ansatz.physics.monitor;

import java.util.List;
import java.util.Optional;
import org.ansatz.learn.optim.NamedOptimizer;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings.Setting;

/**
 * A monitor as users write it: {@code noether}, or {@code noether(force=true rows=200)}.
 *
 * @param force whether laws are also printed for groups that are no symmetries
 * @param rows largest number of rows per charge in {@code noether.csv}, 0 for what suits their number
 */
public record MonitorChoice(boolean force, int rows) {
    /** The setting that methods declare which can be watched. */
    public static final Setting SETTING = new Setting(
            "monitor",
            "none",
            "none, or noether: symmetries of the network and the charges of them during training by a first-order"
                    + " optimizer; noether(force=true) prints laws for broken ones too");

    private static final List<String> NAMES = List.of("none", "noether");
    private static final List<String> KEYS = List.of("force", "rows");
    private static final int LEAST_ROWS = 2;

    /**
     * Reads a choice; empty for {@code none}.
     *
     * @throws InvalidProblem if there is no such monitor or setting, or a value is none that it takes
     */
    public static Optional<MonitorChoice> parse(String text) {
        String trimmed = text.trim();
        int open = trimmed.indexOf('(');
        String name = open < 0 ? trimmed : trimmed.substring(0, open).trim();
        if (!NAMES.contains(name) || (open >= 0 && !trimmed.endsWith(")"))) {
            throw new InvalidProblem("`" + text + "`: expected none, noether, or noether(force=true rows=200)"
                    + (NAMES.contains(name) ? "" : Nearest.hint(name, NAMES)));
        }
        if (name.equals("none")) {
            return Optional.empty();
        }
        boolean force = false;
        int rows = 0;
        String inner = open < 0
                ? ""
                : trimmed.substring(open + 1, trimmed.length() - 1).trim();
        for (String pair : inner.isEmpty() ? new String[0] : inner.split("[\\s;]+")) {
            int equals = Math.max(0, pair.indexOf('='));
            String value = pair.substring(Math.min(pair.length(), equals + 1));
            switch (pair.substring(0, equals)) {
                case "force" -> force = flag(value);
                case "rows" -> rows = count(value);
                default ->
                    throw new InvalidProblem("`" + pair + "`: expected setting=value with" + " a setting among "
                            + String.join(", ", KEYS));
            }
        }
        return Optional.of(new MonitorChoice(force, rows));
    }

    private static boolean flag(String value) {
        if (!List.of("true", "false").contains(value)) {
            throw new InvalidProblem("force must be true or false, got `" + value + "`");
        }
        return value.equals("true");
    }

    private static int count(String value) {
        if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) < LEAST_ROWS) {
            throw new InvalidProblem("rows must be a whole number from " + LEAST_ROWS + ", got `" + value + "`");
        }
        return Integer.parseInt(value);
    }

    /**
     * Refuses optimizers whose steps cannot be watched.
     *
     * @throws InvalidProblem naming the optimizer
     */
    public static void requireFirstOrder(NamedOptimizer optimizer) {
        if (!optimizer.isFirstOrder()) {
            throw new InvalidProblem("noether watches every step of a first-order optimizer; " + optimizer.name()
                    + " is none, take sgd for example");
        }
    }
}
