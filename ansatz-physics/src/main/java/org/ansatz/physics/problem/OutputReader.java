package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Nearest;

/** Reads an output: {@code expression at POINT}, {@code integral(e, SET)}, {@code max(e)}, {@code min(e)}, {@code ... at t = T}. */
final class OutputReader {
    private static final Pattern AT = Pattern.compile("(?U)\\bat\\b");
    private static final Pattern CALL = Pattern.compile("^\\s*(integral|max|min)\\s*\\(", Pattern.DOTALL);
    private static final Pattern JOINED = Pattern.compile("(?U)\\band\\b|,");

    private final String text;
    private final Names names;
    private final Set<String> pieces;
    private final Domain domain;
    private final Map<String, Double> fixed = new LinkedHashMap<>();

    OutputReader(String text, Names names, Set<String> pieces, Domain domain) {
        this.text = text;
        this.names = names;
        this.pieces = pieces;
        this.domain = domain;
    }

    /** A stretch of the text. */
    private record Part(int from, int to) {}

    /**
     * @throws FormulaError at the first mistake
     */
    Output read() {
        Matcher at = AT.matcher(text);
        int end = text.length();
        while (at.find()) {
            end = at.start();
        }
        if (end < text.length()) {
            readPoint(end + 2);
        }
        Matcher call = CALL.matcher(text);
        if (call.find() && closes(call.end(), end)) {
            List<Part> arguments = arguments(call.end(), text.lastIndexOf(')', end - 1));
            if (call.group(1).equals("integral")) {
                return integral(call.start(1), arguments);
            }
            if (arguments.size() == 1) {
                Output.Kind kind = call.group(1).equals("max") ? Output.Kind.MAX : Output.Kind.MIN;
                return new Output(kind, inside(arguments.get(0)), fixed, List.of());
            }
        }
        for (String coordinate : names.inputs()) {
            if (!fixed.containsKey(coordinate)) {
                throw new FormulaError(
                        "a value at a point fixes every coordinate; `" + coordinate + "` is free", text, text.length());
            }
        }
        return new Output(Output.Kind.POINT, inside(new Part(0, end)), fixed, List.of());
    }

    private Expr expression(Part part) {
        try {
            return FormulaReader.expression(text.substring(part.from(), part.to()), names);
        } catch (FormulaError e) {
            throw e.within(text, part.from());
        }
    }

    private Expr inside(Part part) {
        Expr e = expression(part);
        if (EquationReader.hasNormal(e)) {
            throw new FormulaError("a normal exists on the boundary only: integral(..., boundary)", text, part.from());
        }
        return e;
    }

    private void readPoint(int from) {
        int start = from;
        Matcher join = JOINED.matcher(text);
        boolean more = true;
        while (more) {
            more = join.find(start);
            Part part = new Part(start, more ? join.start() : text.length());
            readCoordinate(part);
            start = more ? join.end() : start;
        }
    }

    private void readCoordinate(Part part) {
        FormulaReader.Sides sides;
        try {
            sides = FormulaReader.equation(text.substring(part.from(), part.to()), names);
        } catch (FormulaError e) {
            throw e.within(text, part.from());
        }
        String name = sides.left() instanceof Expr.Coordinate c
                ? c.name()
                : sides.left() instanceof Expr.Parameter p ? p.name() : "";
        int input = names.inputs().indexOf(name);
        if (input < 0 || !(sides.right() instanceof Expr.Constant value)) {
            throw new FormulaError("a point is given as `x = 0 and y = 1`", text, skipBlanks(part.from()));
        }
        Interval interval = domain.inputs().get(input).interval();
        double slack = 1e-9 * interval.length();
        if (value.value() < interval.min() - slack || value.value() > interval.max() + slack) {
            throw new FormulaError(
                    "`" + name + " = " + value.value() + "` lies outside [" + interval.min() + ", " + interval.max()
                            + "]",
                    text,
                    skipBlanks(part.from()));
        }
        if (fixed.put(name, value.value()) != null) {
            throw new FormulaError("`" + name + "` is fixed twice", text, skipBlanks(part.from()));
        }
        if (fixed.size() == names.inputs().size()) {
            double[] point = names.inputs().stream().mapToDouble(fixed::get).toArray();
            if (!domain.contains(point)) {
                throw new FormulaError("the point lies outside the region", text, skipBlanks(part.from()));
            }
        }
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private Output integral(int at, List<Part> arguments) {
        if (arguments.size() != 2) {
            throw new FormulaError("an integral is `integral(expression, SET)`", text, at);
        }
        Part part = arguments.get(1);
        String set = text.substring(part.from(), part.to()).trim();
        List<String> valid = new ArrayList<>(List.of("boundary", "domain"));
        valid.addAll(pieces);
        names.shapes().stream().filter(s -> !pieces.contains(s)).forEach(valid::add);
        if (!valid.contains(set)) {
            throw new FormulaError(
                    "`" + set + "` is neither `boundary`, `domain` nor a shape" + Nearest.hint(set, valid),
                    text,
                    skipBlanks(part.from()));
        }
        boolean surface = !set.equals("domain") && (set.equals("boundary") || pieces.contains(set));
        Expr of = surface ? expression(arguments.get(0)) : inside(arguments.get(0));
        return new Output(Output.Kind.INTEGRAL, of, fixed, List.of(set));
    }

    /** Whether the parenthesis opened just before {@code from} closes as the last character before {@code end}. */
    private boolean closes(int from, int end) {
        int depth = 1;
        for (int i = from; i < end; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return text.substring(i + 1, end).isBlank();
            }
        }
        return false;
    }

    private List<Part> arguments(int from, int to) {
        List<Part> parts = new ArrayList<>();
        int depth = 0;
        int start = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(new Part(start, i));
                start = i + 1;
            }
        }
        parts.add(new Part(start, to));
        return parts;
    }
}
