package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.FormulaReader;

/** Reads coordinates and parameters. Interval ends may use parameters; parameters that range are inputs as well. */
public final class InputReader {
    private final Declarations declarations;
    private final Map<String, Double> constants = new LinkedHashMap<>();
    private final List<UnknownParameter> unknowns = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

    public InputReader(Declarations declarations) {
        this.declarations = declarations;
    }

    /** Coordinates, then ranging parameters. */
    public List<Input> inputs() {
        return inputs;
    }

    Map<String, Double> constants() {
        return constants;
    }

    List<UnknownParameter> unknowns() {
        return unknowns;
    }

    /**
     * Reads both sections and declares what they name.
     *
     * @param parameters the section, or null
     * @throws InvalidProblem at the first mistake
     */
    public void read(Entry coordinates, Entry parameters) {
        Entry.Members intervals = coordinates.members("coordinates with their intervals, such as {x: [0, 1]}");
        if (intervals.size() == 0) {
            throw coordinates.mistake("at least one coordinate is needed");
        }
        for (Entry.Member member : intervals.all().values()) {
            if (member.key().text().equals("n")) {
                throw member.key().mistake("a coordinate may not be called `n`, the outward normal");
            }
            declarations.declare(member.key());
            declarations.names().addCoordinate(member.key().text());
        }
        List<Input> ranging = parameters == null ? List.of() : readParameters(parameters);
        for (Map.Entry<String, Entry.Member> member : intervals.all().entrySet()) {
            String name = member.getKey();
            Input.Kind kind = name.equals("t") ? Input.Kind.TIME : Input.Kind.SPACE;
            inputs.add(new Input(name, declarations.interval(member.getValue().value(), name), kind));
        }
        for (Input input : ranging) {
            inputs.add(input);
            declarations.names().addRanging(input.name());
        }
    }

    private List<Input> readParameters(Entry section) {
        Entry.Members members = section.members("parameters with their values, such as {nu: 0.01}");
        members.all().keySet().forEach(declarations.names()::announce);
        List<Input> ranging = new ArrayList<>();
        for (Map.Entry<String, Entry.Member> member : members.all().entrySet()) {
            String name = member.getKey();
            Entry body = member.getValue().value();
            declarations.declare(member.getValue().key());
            if (body instanceof Entry.Scalar) {
                double value = constantOf(body, ranging);
                constants.put(name, value);
                declarations.names().addConstant(name, value);
                continue;
            }
            Entry.Members keys = body.members("a value, {unknown: true, ...} or {range: [from, to]}");
            keys.only(List.of("unknown", "initial", "min", "max", "range"), " of a parameter");
            if (keys.has("range")) {
                if (keys.size() > 1) {
                    throw body.mistake("parameter `" + name + "` either ranges or is unknown; `range` stands alone");
                }
                ranging.add(new Input(name, declarations.interval(keys.get("range"), name), Input.Kind.RANGING));
            } else {
                readUnknown(name, keys);
            }
        }
        return ranging;
    }

    private double constantOf(Entry body, List<Input> ranging) {
        String text = body.text("a value");
        for (Input input : ranging) {
            if (text.matches("(?U).*(?<![\\w])" + input.name() + "(?![\\w]).*")) {
                throw body.mistake(
                        "a constant cannot depend on `" + input.name() + "`, which ranges; make it a function");
            }
        }
        Expr value = declarations.formula(body, () -> FormulaReader.expression(text, declarations.names()));
        if (value instanceof Expr.Constant c) {
            return c.value();
        }
        throw body.mistake(
                "`" + text + "` is not a constant; what depends on coordinates or unknown parameters is a function");
    }

    private void readUnknown(String name, Entry.Members keys) {
        String what = "parameter `" + name + "`: ";
        if (!keys.has("unknown") || !keys.get("unknown").text("true").equals("true")) {
            throw keys.mistake(what + "expected `unknown: true` or `range: [from, to]`");
        }
        double min = keys.has("min") ? declarations.constant(keys.get("min")) : Double.NEGATIVE_INFINITY;
        double max = keys.has("max") ? declarations.constant(keys.get("max")) : Double.POSITIVE_INFINITY;
        if (!(min < max)) {
            throw keys.get("min").mistake(what + "min " + min + " is not below max " + max);
        }
        double initial = keys.has("initial") ? declarations.constant(keys.get("initial")) : between(min, max);
        if (!(min < initial && initial < max)) {
            throw keys.get("initial")
                    .mistake(what + "initial " + initial + " is not inside (" + min + ", " + max + ")");
        }
        unknowns.add(new UnknownParameter(name, initial, min, max));
        declarations.names().addUnknown(name);
    }

    /** A first guess: the middle, one unit inside a single bound, one without bounds. */
    private static double between(double min, double max) {
        if (Double.isInfinite(min)) {
            return Double.isInfinite(max) ? 1 : max - 1;
        }
        return Double.isInfinite(max) ? min + 1 : 0.5 * (min + max);
    }
}
