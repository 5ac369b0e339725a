package org.ansatz.dynamics.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A scenario of the solver amangkurat, lines {@code key = value} with comments after {@code #}, as a simulation file of ours: with
 * correct initial data, a boundary that fits them, a grid without the second end point, and a constant step.
 */
public final class ScenarioFile {
    private static final List<String> KEYS = List.of(
            "scenario_name",
            "nx",
            "x_min",
            "x_max",
            "t_final",
            "dt",
            "adaptive_dt",
            "potential",
            "mass",
            "lambda",
            "vacuum",
            "ic_type",
            "amplitude",
            "width",
            "position",
            "velocity",
            "frequency",
            "separation",
            "n_frames",
            "save_netcdf",
            "save_animation");
    /** Closer pairs overlap, so that they are no solution of the equation at the start. */
    private static final double OVERLAP = 4 * Math.sqrt(2);

    private static final int LEAST_POINTS = 8;

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private ScenarioFile(Path file, String text) {
        this.file = file;
        String[] all = text.split("\\R", -1);
        for (int i = 0; i < all.length; i++) {
            String line = all[i].replaceFirst("#.*", "").trim();
            if (line.isEmpty()) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new InvalidProblem(file + ":" + (i + 1) + ": expected `key = value`, found `" + line + "`");
            }
            String key = line.substring(0, equals).trim();
            if (!KEYS.contains(key)) {
                throw new InvalidProblem(file + ":" + (i + 1) + ": unknown key `" + key + "`" + Nearest.hint(key, KEYS)
                        + "; there are " + String.join(", ", KEYS));
            }
            values.put(key, line.substring(equals + 1).trim());
            lines.put(key, i + 1);
        }
    }

    /**
     * The text of the simulation file.
     *
     * @param text of the scenario
     * @throws InvalidProblem at the first mistake, with file and line
     */
    public static String simulation(Path file, String text) {
        return new ScenarioFile(file, text).simulation();
    }

    /** What should be said about a scenario that can be simulated: a pair that overlaps, a changing step that is not followed. */
    public static Optional<String> warning(Path file, String text) {
        ScenarioFile scenario = new ScenarioFile(file, text);
        double d = scenario.number("separation", 20);
        // The width of a kink is that of unit constants by v sqrt(lambda).
        double least = OVERLAP / (scenario.positive("vacuum", 1) * Math.sqrt(scenario.positive("lambda", 1)));
        List<String> warnings = new ArrayList<>();
        if (scenario.word("ic_type", "gaussian").equals("kink_antikink") && d < least) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "separation = %s: closer than %.4g kink and antikink overlap and begin with radiation",
                    d,
                    least));
        }
        if (scenario.word("adaptive_dt", "false").equalsIgnoreCase("true")) {
            warnings.add(
                    "adaptive_dt = true is not followed: steps that change without the momentum kick the field; dt stays");
        }
        return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
    }

    private InvalidProblem mistake(String key, String message) {
        String place = lines.containsKey(key) ? file + ":" + lines.get(key) : String.valueOf(file);
        return new InvalidProblem(place + ": " + key + ": " + message);
    }

    private String word(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    private double number(String key, double otherwise) {
        String text = values.get(key);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw mistake(key, "`" + text + "` is not a number");
        }
    }

    private int whole(String key, int otherwise, int least, int multiple) {
        double value = number(key, otherwise);
        if (value != Math.rint(value) || value < least || value > 1 << 24 || value % multiple != 0) {
            throw mistake(
                    key,
                    "must be " + (multiple == 2 ? "an even" : "a whole") + " number from " + least + ", got "
                            + values.get(key));
        }
        return (int) value;
    }

    private double positive(String key, double otherwise) {
        double value = number(key, otherwise);
        if (!(value > 0)) {
            throw mistake(key, "must be positive, got " + value);
        }
        return value;
    }

    private String simulation() {
        double left = number("x_min", -30);
        double right = number("x_max", 30);
        if (!(left < right)) {
            throw mistake("x_max", "must be above x_min = " + left + ", got " + right);
        }
        StringBuilder text = new StringBuilder();
        text.append("name: ").append(word("scenario_name", "scenario").replaceAll("[^\\p{L}\\p{Nd}._-]+", "-"));
        text.append("\ncoordinates: {x: [")
                .append(left)
                .append(", ")
                .append(right)
                .append("]}\nfields: [phi]\n");
        text.append("parameters: ").append(parameters()).append('\n');
        text.append("potential: ").append(potential()).append('\n');
        if (word("ic_type", "gaussian").equals("kink")) {
            text.append("boundaries: {x: antiperiodic}\n");
        }
        text.append("initial:\n").append(initial());
        charge().ifPresent(formula ->
                text.append("observables: {charge: {integral: ").append(formula).append("}}\n"));
        text.append("simulate: {until: ").append(positive("t_final", 50));
        text.append(", points: ").append(whole("nx", 512, LEAST_POINTS, 2));
        text.append(", dt: ").append(positive("dt", 0.005));
        text.append(", frames: ").append(whole("n_frames", 200, 1, 1)).append("}\n");
        return text.toString();
    }

    private String parameters() {
        double u = number("velocity", 0);
        double omega = number("frequency", 0.5);
        boolean moves = !word("ic_type", "gaussian").equals("gaussian");
        if (moves && !(Math.abs(u) < 1)) {
            throw mistake("velocity", "must be below that of light, |u| < 1, got " + u);
        }
        if (!(omega > 0 && omega < 1)) {
            throw mistake("frequency", "must be between 0 and 1, got " + omega);
        }
        return String.format(
                Locale.ROOT,
                "{m: %s, lambda: %s, v: %s, A: %s, w: %s, x0: %s, u: %s, omega: %s, d: %s, s: %s,"
                        + " eta: sqrt(1 - omega^2)}",
                positive("mass", 1),
                positive("lambda", 1),
                positive("vacuum", 1),
                number("amplitude", 1),
                positive("width", 2),
                number("position", 0),
                u,
                omega,
                positive("separation", 20),
                moves ? "v*sqrt(lambda/2/(1 - u^2))" : "1");
    }

    private String potential() {
        String word = word("potential", "phi4");
        return switch (word) {
            case "linear" -> "m^2*phi^2/2";
            case "phi4" -> "lambda/4*(phi^2 - v^2)^2";
            case "sine_gordon" -> "1 - cos(phi)";
            default -> throw mistake("potential", unknown(word, List.of("linear", "phi4", "sine_gordon")));
        };
    }

    /** The density of the topological charge: the way between vacua that the field goes along the line. */
    private Optional<String> charge() {
        return switch (word("potential", "phi4")) {
            case "phi4" -> Optional.of("phi_x/(2*v)");
            case "sine_gordon" -> Optional.of("phi_x/(2*pi)");
            default -> Optional.empty();
        };
    }

    private static String unknown(String word, List<String> words) {
        return "unknown word `" + word + "`" + Nearest.hint(word, words);
    }

    private String initial() {
        String word = word("ic_type", "gaussian");
        return switch (word) {
            // The released code's moving start: pi is the speed times the field.
            case "gaussian" -> field("A*exp(-((x - x0)/w)^2)", "u*A*exp(-((x - x0)/w)^2)");
            case "kink" -> {
                needs("phi4");
                yield field("v*tanh(s*(x - x0))", "-u*v*s/cosh(s*(x - x0))^2");
            }
            case "breather" -> {
                needs("sine_gordon");
                yield field("4*atan(eta/omega/cosh(eta*(x - x0)))", "0");
            }
            case "kink_antikink" -> {
                needs("phi4");
                yield field(
                        "v*tanh(s*(x + d/2)) - v*tanh(s*(x - d/2)) - v",
                        "-u*v*s*(1/cosh(s*(x + d/2))^2 + 1/cosh(s*(x - d/2))^2)");
            }
            default ->
                throw mistake("ic_type", unknown(word, List.of("gaussian", "kink", "breather", "kink_antikink")));
        };
    }

    private static String field(String value, String rate) {
        return "  phi: " + value + "\n  phi_t: " + rate + "\n";
    }

    private void needs(String potential) {
        if (!word("potential", "phi4").equals(potential)) {
            throw mistake("ic_type", "`" + word("ic_type", "gaussian") + "` needs potential = " + potential);
        }
    }
}
