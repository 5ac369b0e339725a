package org.ansatz.physics.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that a formula may use. Grows while a problem file is read: parameters may use earlier ones, functions
 * earlier functions.
 */
public final class Names {
    private final List<String> inputs = new ArrayList<>();
    private final Set<String> ranging = new LinkedHashSet<>();
    private final Set<String> unknowns = new LinkedHashSet<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final Map<String, Double> constants = new LinkedHashMap<>();
    private final Map<String, Expr> functions = new LinkedHashMap<>();
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> shapes = new LinkedHashSet<>();
    private final Set<String> later = new LinkedHashSet<>();

    public void addCoordinate(String name) {
        inputs.add(name);
    }

    public void addRanging(String name) {
        inputs.add(name);
        ranging.add(name);
    }

    public void addUnknown(String name) {
        unknowns.add(name);
    }

    public void addField(String name) {
        fields.add(name);
    }

    public void addConstant(String name, double value) {
        constants.put(name, value);
    }

    public void addFunction(String name, Expr body) {
        functions.put(name, body);
    }

    public void addTable(String name) {
        tables.add(name);
    }

    public void addShape(String name) {
        shapes.add(name);
    }

    /** A name that its section declares further down; using it before is a mistake with a message of its own. */
    public void announce(String name) {
        later.add(name);
    }

    /** Whether the name is announced and not declared yet. */
    public boolean isLater(String name) {
        return later.contains(name) && !isDeclared(name);
    }

    /** Coordinates, then ranging parameters. */
    public List<String> inputs() {
        return inputs;
    }

    public Set<String> ranging() {
        return ranging;
    }

    public Set<String> unknowns() {
        return unknowns;
    }

    public Set<String> fields() {
        return fields;
    }

    public Map<String, Double> constants() {
        return constants;
    }

    public Map<String, Expr> functions() {
        return functions;
    }

    public Set<String> tables() {
        return tables;
    }

    public Set<String> shapes() {
        return shapes;
    }

    public List<String> coordinates() {
        return inputs.stream().filter(i -> !ranging.contains(i)).toList();
    }

    /** Coordinates but time. */
    public List<String> spatial() {
        return coordinates().stream().filter(c -> !c.equals("t")).toList();
    }

    public boolean isDeclared(String name) {
        return inputs.contains(name)
                || unknowns.contains(name)
                || fields.contains(name)
                || constants.containsKey(name)
                || functions.containsKey(name)
                || tables.contains(name);
    }

    /** Whatever a formula may say, for hints. */
    Set<String> words() {
        Set<String> words = new LinkedHashSet<>(inputs);
        words.addAll(fields);
        words.addAll(unknowns);
        words.addAll(constants.keySet());
        words.addAll(functions.keySet());
        words.addAll(tables);
        words.add("pi");
        return words;
    }

    /** Words that may stand before a parenthesis. */
    static Set<String> callables() {
        Set<String> words = new LinkedHashSet<>(List.of("D", "laplacian", "grad_dot", "inside", "sum"));
        for (Expr.Function f : Expr.Function.values()) {
            if (f != Expr.Function.NOT) {
                words.add(f.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return words;
    }
}
