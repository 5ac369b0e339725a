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
    private static final Pattern AT = Pattern.compile("\\bat\\b");

    private OutputReader() {}

    static Output read(String text, Names names, Set<String> pieces) {
        Map<String, Double> fixed = new LinkedHashMap<>();
        String body = text;
        Matcher at = AT.matcher(text);
        int cut = -1;
        while (at.find()) {
            cut = at.start();
        }
        if (cut >= 0) {
            body = text.substring(0, cut).trim();
            readPoint(text, cut + 2, names, fixed);
        }
        Matcher call = Pattern.compile("^\\s*(integral|max|min)\\s*\\((.*)\\)\\s*$", Pattern.DOTALL)
                .matcher(body);
        if (call.matches() && isOneCall(body)) {
            List<String> arguments = arguments(call.group(2));
            if (call.group(1).equals("integral")) {
                return integral(text, arguments, fixed, names, pieces);
            }
            if (arguments.size() == 1) {
                Output.Kind kind = call.group(1).equals("max") ? Output.Kind.MAX : Output.Kind.MIN;
                return new Output(kind, FormulaReader.expression(arguments.get(0), names), fixed, List.of());
            }
        }
        for (String coordinate : names.inputs()) {
            if (!fixed.containsKey(coordinate)) {
                throw new FormulaError(
                        "a value at a point fixes every coordinate; `" + coordinate + "` is free in `" + text + "`",
                        text,
                        text.length());
            }
        }
        return new Output(Output.Kind.POINT, FormulaReader.expression(body, names), fixed, List.of());
    }

    private static void readPoint(String text, int from, Names names, Map<String, Double> fixed) {
        for (String part : text.substring(from).split("\\band\\b|,")) {
            FormulaReader.Sides sides = FormulaReader.equation(part.trim(), names);
            String name = sides.left() instanceof Expr.Coordinate c
                    ? c.name()
                    : sides.left() instanceof Expr.Parameter p ? p.name() : null;
            if (name == null || !(sides.right() instanceof Expr.Constant value)) {
                throw new FormulaError("a point is given as `x = 0 and y = 1`", text, from);
            }
            fixed.put(name, value.value());
        }
    }

    private static Output integral(
            String text, List<String> arguments, Map<String, Double> fixed, Names names, Set<String> pieces) {
        if (arguments.size() != 2) {
            throw new FormulaError("an integral is `integral(expression, SET)`", text, 0);
        }
        String set = arguments.get(1).trim();
        List<String> valid = new ArrayList<>(pieces);
        valid.addAll(List.of("boundary", "domain"));
        valid.addAll(names.shapes());
        if (!valid.contains(set)) {
            throw new FormulaError(
                    "`" + set + "` is neither `boundary`, `domain` nor a shape" + Nearest.hint(set, valid),
                    text,
                    Math.max(0, text.indexOf(set)));
        }
        return new Output(Output.Kind.INTEGRAL, FormulaReader.expression(arguments.get(0), names), fixed, List.of(set));
    }

    /** Whether the parenthesis after the first word closes at the end. */
    private static boolean isOneCall(String body) {
        int depth = 0;
        String trimmed = body.trim();
        for (int i = trimmed.indexOf('('); i < trimmed.length(); i++) {
            depth += trimmed.charAt(i) == '(' ? 1 : trimmed.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i == trimmed.length() - 1;
            }
        }
        return false;
    }

    private static List<String> arguments(String inner) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(inner.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(inner.substring(start));
        return parts;
    }
}
