package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a problem in Java with the structure and the checks of a problem file; expressions are text in its language.
 *
 * <pre>{@code
 * Problem burgers = Problem.named("burgers")
 *         .coordinate("x", -1, 1)
 *         .coordinate("t", 0, 1)
 *         .fields("u")
 *         .parameter("nu", "0.01/pi")
 *         .equation("u_t + u*u_x = nu*u_xx")
 *         .condition("t = 0", "u", "-sin(pi*x)")
 *         .condition("boundary", "u", "0")
 *         .build();
 * }</pre>
 *
 * <p>Sections may be given in any order; relative file names begin at the working directory. Every mistake is an {@link
 * InvalidProblem} of {@link #build} that names the argument.
 */
public final class ProblemBuilder {
    private final String name;
    private final Map<String, Entry.Member> top = new LinkedHashMap<>();
    private final Map<String, Map<String, Entry.Member>> maps = new LinkedHashMap<>();
    private final Map<String, List<Entry>> lists = new LinkedHashMap<>();

    ProblemBuilder(String name) {
        this.name = name;
        section("name", scalar("the problem's name", name));
    }

    private static Entry.Scalar scalar(String description, String text) {
        return new Entry.Scalar(text, new ArgumentPlace(description, text));
    }

    private static Entry list(String description, List<? extends Entry> items) {
        return new Entry.Sequence(List.copyOf(items), new ArgumentPlace(description, null));
    }

    private static Entry numbers(String description, double... numbers) {
        return list(
                description,
                Arrays.stream(numbers)
                        .mapToObj(v -> scalar(description, number(v)))
                        .toList());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static Entry map(String description, Map<String, Entry> members) {
        Map<String, Entry.Member> all = new LinkedHashMap<>();
        members.forEach((key, value) -> all.put(key, new Entry.Member(scalar(description, key), value)));
        return new Entry.Mapping(Collections.unmodifiableMap(all), new ArgumentPlace(description, null));
    }

    private void section(String section, Entry value) {
        top.put(section, new Entry.Member(scalar("the section `" + section + "`", section), value));
    }

    private ProblemBuilder member(String section, String description, String key, Entry value) {
        Entry.Scalar named = scalar(description, key);
        if (maps.computeIfAbsent(section, s -> new LinkedHashMap<>()).put(key, new Entry.Member(named, value))
                != null) {
            throw named.mistake("`" + key + "` is given twice");
        }
        return this;
    }

    private ProblemBuilder item(String section, Entry value) {
        lists.computeIfAbsent(section, s -> new ArrayList<>()).add(value);
        return this;
    }

    /** A title for reports. */
    public ProblemBuilder title(String title) {
        section("title", scalar("the title", title));
        return this;
    }

    /** A coordinate on an interval; the one named {@code t} is time. */
    public ProblemBuilder coordinate(String coordinate, double from, double to) {
        return coordinate(coordinate, number(from), number(to));
    }

    /** A coordinate whose interval ends are constant expressions. */
    public ProblemBuilder coordinate(String coordinate, String from, String to) {
        String what = "coordinate `" + coordinate + "`";
        return member("coordinates", what, coordinate, list(what, List.of(scalar(what, from), scalar(what, to))));
    }

    /** Unknown functions of all coordinates. */
    public ProblemBuilder fields(String... fields) {
        for (String field : fields) {
            item("fields", scalar("field `" + field + "`", field));
        }
        return this;
    }

    /** A constant. */
    public ProblemBuilder parameter(String parameter, double value) {
        return parameter(parameter, number(value));
    }

    /** A constant as an expression in earlier ones. */
    public ProblemBuilder parameter(String parameter, String value) {
        String what = "parameter `" + parameter + "`";
        return member("parameters", what, parameter, scalar(what, value));
    }

    /** A constant to be identified. */
    public ProblemBuilder unknown(String parameter, double initial) {
        return unknown(parameter, initial, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * A constant to be identified between bounds, either of which may be infinite.
     *
     * @param initial first guess, inside the bounds
     */
    public ProblemBuilder unknown(String parameter, double initial, double min, double max) {
        String what = "parameter `" + parameter + "`";
        Map<String, Entry> keys = new LinkedHashMap<>();
        keys.put("unknown", scalar(what, "true"));
        keys.put("initial", scalar(what, number(initial)));
        if (min != Double.NEGATIVE_INFINITY) {
            keys.put("min", scalar(what, number(min)));
        }
        if (max != Double.POSITIVE_INFINITY) {
            keys.put("max", scalar(what, number(max)));
        }
        return member("parameters", what, parameter, map(what, keys));
    }

    /** A parameter for every value of which, in an interval, the solution is sought. */
    public ProblemBuilder range(String parameter, double from, double to) {
        String what = "parameter `" + parameter + "`";
        return member("parameters", what, parameter, map(what, Map.of("range", numbers(what, from, to))));
    }

    /** A named expression in coordinates, parameters and earlier functions. */
    public ProblemBuilder function(String function, String expression) {
        String what = "function `" + function + "`";
        return member("functions", what, function, scalar(what, expression));
    }

    /** A function given by numbers in a CSV file or a grid NPZ. */
    public ProblemBuilder table(String function, Path file) {
        String what = "function `" + function + "`";
        return member("functions", what, function, map(what, Map.of("table", scalar(what, file.toString()))));
    }

    private ProblemBuilder shape(String shape, String kind, Entry body) {
        String what = "shape `" + shape + "`";
        return member("shapes", what, shape, map(what, Map.of(kind, body)));
    }

    /** A box by the intervals of some spatial coordinates. */
    public ProblemBuilder box(String shape, Map<String, Interval> sides) {
        String what = "shape `" + shape + "`";
        Map<String, Entry> intervals = new LinkedHashMap<>();
        sides.forEach((coordinate, side) -> intervals.put(coordinate, numbers(what, side.min(), side.max())));
        return shape(shape, "box", map(what, intervals));
    }

    /** A disc or, with three numbers in the centre, a ball. */
    public ProblemBuilder disk(String shape, double radius, double... centre) {
        String what = "shape `" + shape + "`";
        Map<String, Entry> keys = new LinkedHashMap<>();
        keys.put("center", numbers(what, centre));
        keys.put("radius", scalar(what, number(radius)));
        return shape(shape, "disk", map(what, keys));
    }

    /** A polygon by its vertices {x, y}. */
    public ProblemBuilder polygon(String shape, double[]... vertices) {
        String what = "shape `" + shape + "`";
        return shape(
                shape,
                "polygon",
                list(what, Arrays.stream(vertices).map(v -> numbers(what, v)).toList()));
    }

    /** A Gmsh mesh. */
    public ProblemBuilder mesh(String shape, Path file) {
        return shape(shape, "mesh", scalar("shape `" + shape + "`", file.toString()));
    }

    /** The spatial domain as unions, differences and intersections of shapes, {@code plate - hole}. */
    public ProblemBuilder region(String region) {
        section("region", scalar("the region", region));
        return this;
    }

    /** An equation without a name of its own. */
    public ProblemBuilder equation(String equation) {
        int number = lists.getOrDefault("equations", List.of()).size() + 1;
        return item("equations", scalar("equation " + number, equation));
    }

    /** A named equation. */
    public ProblemBuilder equation(String law, String equation) {
        String what = "equation `" + law + "`";
        return item("equations", map(what, Map.of(law, scalar(what, equation))));
    }

    /**
     * A condition.
     *
     * @param at where it holds, {@code x = 0 or boundary and y > 1}
     * @param key a field, a derivative of one, or {@code equation}
     * @param expression the value, or the equation
     */
    public ProblemBuilder condition(String at, String key, String expression) {
        return condition(at, Map.of(key, expression));
    }

    /** Several keys with their expressions at one place. */
    public ProblemBuilder condition(String at, Map<String, String> keys) {
        Map<String, Entry> members = new LinkedHashMap<>();
        members.put("at", scalar("the place of a condition", at));
        keys.forEach((key, value) -> members.put(key, scalar("condition on `" + key + "` at `" + at + "`", value)));
        return item("conditions", map("condition at `" + at + "`", members));
    }

    /** All fields match at both ends of a coordinate, up to one order less than its highest derivative. */
    public ProblemBuilder periodic(String coordinate) {
        String what = "periodic condition";
        return item("conditions", map(what, Map.of("periodic", scalar(what, coordinate))));
    }

    /** Some fields and their derivatives up to {@code order} match at both ends of a coordinate. */
    public ProblemBuilder periodic(String coordinate, List<String> which, int order) {
        String what = "periodic condition";
        Map<String, Entry> keys = new LinkedHashMap<>();
        keys.put("periodic", scalar(what, coordinate));
        keys.put("fields", list(what, which.stream().map(f -> scalar(what, f)).toList()));
        keys.put("order", scalar(what, Integer.toString(order)));
        return item("conditions", map(what, keys));
    }

    /** The integral of {@code of} over some coordinates is {@code equals}, for every value of the others. */
    public ProblemBuilder integral(List<String> over, String of, String equals) {
        String what = "integral condition";
        Map<String, Entry> keys = new LinkedHashMap<>();
        keys.put("over", list(what, over.stream().map(c -> scalar(what, c)).toList()));
        keys.put("of", scalar(what, of));
        keys.put("equals", scalar(what, equals));
        return item("conditions", map(what, Map.of("integral", map(what, keys))));
    }

    /** Measured values; the noise is unknown. */
    public ProblemBuilder observations(Path file) {
        String what = "observations";
        return item(what, map(what, Map.of("file", scalar(what, file.toString()))));
    }

    /** Measured values with the standard deviation of their noise. */
    public ProblemBuilder observations(Path file, double sigma) {
        String what = "observations";
        Map<String, Entry> keys = new LinkedHashMap<>();
        keys.put("file", scalar(what, file.toString()));
        keys.put("sigma", scalar(what, number(sigma)));
        return item(what, map(what, keys));
    }

    /** A field's closed form, to measure errors against. */
    public ProblemBuilder exact(String field, String expression) {
        String what = "exact `" + field + "`";
        return member("exact", what, field, scalar(what, expression));
    }

    /** Reference data, an NPZ of arrays named by coordinates and fields. */
    public ProblemBuilder reference(Path file) {
        section("reference", scalar("the reference", file.toString()));
        return this;
    }

    /** A scalar to report, such as {@code u at x = 0 and t = 1} or {@code integral(u, domain)}. */
    public ProblemBuilder output(String output, String text) {
        String what = "output `" + output + "`";
        return member("outputs", what, output, scalar(what, text));
    }

    /** A setting of the solver; lists are written {@code [32, 32]}. */
    public ProblemBuilder setting(String setting, Object value) {
        String what = "setting `" + setting + "`";
        return member("solve", what, setting, ProblemWriter.setting(what, String.valueOf(value)));
    }

    /**
     * @throws InvalidProblem at the first mistake, naming the argument
     */
    public Problem build() {
        Map<String, Entry.Member> all = new LinkedHashMap<>(top);
        maps.forEach((section, members) -> all.put(
                section,
                new Entry.Member(
                        scalar("the section `" + section + "`", section),
                        new Entry.Mapping(
                                Collections.unmodifiableMap(members), new ArgumentPlace("`" + section + "`", null)))));
        lists.forEach((section, items) -> all.put(
                section,
                new Entry.Member(scalar("the section `" + section + "`", section), list("`" + section + "`", items))));
        Entry root =
                new Entry.Mapping(Collections.unmodifiableMap(all), new ArgumentPlace("problem `" + name + "`", null));
        String text = ProblemWriter.write(root);
        return ProblemReader.read(root, Path.of("").toAbsolutePath(), name, new ProblemSource(null, text));
    }
}
