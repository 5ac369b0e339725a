package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.geometry.GmshFile;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Regions;
import org.ansatz.physics.geometry.TriangleMesh;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads problem files (docs/problem-file.md). Every mistake is an {@link InvalidProblem} with file, line and column. */
public final class ProblemFile {
    private static final List<String> SECTIONS = List.of(
            "name",
            "title",
            "coordinates",
            "fields",
            "parameters",
            "functions",
            "shapes",
            "region",
            "equations",
            "conditions",
            "observations",
            "exact",
            "reference",
            "outputs",
            "solve");

    private final String label;
    private final Path folder;
    private final Names names = new Names();
    private final List<Input> coordinates = new ArrayList<>();
    private final List<Input> ranging = new ArrayList<>();
    private final List<UnknownParameter> unknowns = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Region> shapes = new LinkedHashMap<>();
    private final Set<String> pieces = new LinkedHashSet<>();
    private Region region;
    private int[] regionAxes = {};

    private ProblemFile(String label, Path folder) {
        this.label = label;
        this.folder = folder;
    }

    /**
     * Reads a problem from a file.
     *
     * @throws InvalidProblem at the first mistake
     */
    public static Problem read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new InvalidProblem(file + ": there is no such file");
        } catch (IOException e) {
            throw new InvalidProblem(file + ": cannot be read (" + e.getMessage() + ")");
        }
        return parse(text, file);
    }

    /**
     * Reads a problem from text; {@code file} names it in messages and anchors relative file names.
     *
     * @throws InvalidProblem at the first mistake
     */
    public static Problem parse(String text, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        ProblemFile reader = new ProblemFile(file.getFileName().toString(), folder);
        Node root = reader.compose(text);
        String fallback = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return reader.problem(reader.mapping(root, "a problem file"), fallback, new ProblemSource(file, text));
    }

    private Node compose(String text) {
        try {
            Optional<Node> node =
                    new Compose(LoadSettings.builder().setLabel(label).build()).composeString(text);
            return node.orElseThrow(() -> new InvalidProblem(label + ":1:1: the file is empty"));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            String place = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            String hint = text.contains("_{")
                    ? "\n    Inside {...} an expression with a brace or a comma must be quoted: \"u_{theta,theta}\"."
                    : "";
            throw new InvalidProblem(label + place + ": not valid YAML: " + e.getProblem() + hint);
        } catch (YamlEngineException e) {
            throw new InvalidProblem(label + ": not valid YAML: " + e.getMessage());
        }
    }

    // ---- places and messages

    private InvalidProblem error(Node at, String message) {
        return error(at, 0, message, null);
    }

    private InvalidProblem error(Node at, int offset, String message, String picture) {
        Mark mark = at.getStartMark().orElse(null);
        String place = label;
        if (mark != null) {
            boolean quoted =
                    at instanceof ScalarNode s && s.getScalarStyle().toString().matches("['\"]");
            place += ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1 + offset + (quoted ? 1 : 0));
        }
        return new InvalidProblem(place + ": " + message + (picture == null ? "" : "\n" + picture));
    }

    private interface Reading<T> {
        T get();
    }

    private <T> T formula(Node at, Reading<T> reading) {
        try {
            return reading.get();
        } catch (FormulaError e) {
            throw error(at, e.position(), e.getMessage(), e.picture());
        }
    }

    private Expr expression(Node node) {
        String text = text(node, "an expression");
        return formula(node, () -> FormulaReader.expression(text, names));
    }

    private double constant(Node node) {
        Expr e = expression(node);
        if (e instanceof Expr.Constant c) {
            if (!Double.isFinite(c.value())) {
                throw error(node, "`" + text(node, "") + "` is not a finite number");
            }
            return c.value();
        }
        throw error(node, "`" + text(node, "") + "` must be a constant: numbers, pi, e and earlier parameters");
    }

    private String text(Node node, String expected) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, "expected " + expected + ", found a " + kind(node));
    }

    private static String kind(Node node) {
        return node instanceof MappingNode ? "mapping" : node instanceof SequenceNode ? "list" : "scalar";
    }

    private List<Node> sequence(Node node, String expected) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw error(node, "expected " + expected + ", found a " + kind(node));
    }

    private List<Node> oneOrMore(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    /** Entries by key with their key nodes; duplicates and split expressions are mistakes. */
    private Map<String, NodeTuple> mapping(Node node, String expected) {
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, "expected " + expected + " (a mapping), found a " + kind(node));
        }
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode(), "a name");
            boolean empty = tuple.getValueNode() instanceof ScalarNode value
                    && value.getValue().isEmpty()
                    && value.getScalarStyle().toString().equals(":");
            if (empty && mapping.getFlowStyle() == FlowStyle.FLOW) {
                throw error(
                        tuple.getKeyNode(),
                        "`" + key + "` has no value: a comma inside {...} splits an expression; quote it, such as "
                                + "\"D(u, t)\"");
            }
            if (entries.put(key, tuple) != null) {
                throw error(tuple.getKeyNode(), "`" + key + "` is given twice");
            }
        }
        return entries;
    }

    private void onlyKeys(Map<String, NodeTuple> entries, List<String> valid, String where) {
        for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
            if (!valid.contains(entry.getKey())) {
                throw error(
                        entry.getValue().getKeyNode(),
                        "unknown key `" + entry.getKey() + "`" + where + Nearest.hint(entry.getKey(), valid));
            }
        }
    }

    private static Node value(Map<String, NodeTuple> entries, String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    // ---- the sections, in order of dependence

    private Problem problem(Map<String, NodeTuple> top, String fallback, ProblemSource source) {
        onlyKeys(top, SECTIONS, "");
        for (String needed : List.of("coordinates", "fields", "equations")) {
            if (!top.containsKey(needed)) {
                throw new InvalidProblem(label + ":1:1: the section `" + needed + "` is missing");
            }
        }
        String name = top.containsKey("name") ? text(value(top, "name"), "a name") : fallback;
        if (!name.matches("[\\p{L}\\p{Nd}._-]+")) {
            throw error(value(top, "name"), "the name `" + name + "` may hold letters, digits, `.`, `_` and `-` only");
        }
        // Interval ends may use parameters, and parameters that range are inputs after the coordinates.
        Map<String, double[]> later = new LinkedHashMap<>();
        Map<String, Double> constants = new LinkedHashMap<>();
        declareCoordinates(value(top, "coordinates"));
        if (top.containsKey("parameters")) {
            readParameters(value(top, "parameters"), constants, later);
        }
        readIntervals(value(top, "coordinates"));
        later.forEach((p, range) -> {
            ranging.add(new Input(p, new Interval(range[0], range[1]), Input.Kind.RANGING));
            names.addRanging(p);
        });
        readFields(value(top, "fields"));
        if (top.containsKey("shapes")) {
            readShapes(value(top, "shapes"));
        }
        Map<String, Expr> functions = new LinkedHashMap<>();
        if (top.containsKey("functions")) {
            readFunctions(value(top, "functions"), functions);
        }
        if (top.containsKey("region")) {
            readRegion(value(top, "region"));
        }
        List<Input> inputs = new ArrayList<>(coordinates);
        inputs.addAll(ranging);
        ProblemDomain domain = new ProblemDomain(inputs, region, regionAxes, shapes);
        List<Equation> equations = readEquations(value(top, "equations"));
        List<Condition> conditions =
                top.containsKey("conditions") ? readConditions(value(top, "conditions"), equations, domain) : List.of();
        domain.setConditions(conditions);
        List<Observations> observations =
                top.containsKey("observations") ? readObservations(value(top, "observations"), domain) : List.of();
        Map<String, Expr> exact = top.containsKey("exact") ? readExact(value(top, "exact")) : Map.of();
        Path reference = top.containsKey("reference") ? file(value(top, "reference")) : null;
        Map<String, Output> outputs = top.containsKey("outputs") ? readOutputs(value(top, "outputs")) : Map.of();
        Settings settings = top.containsKey("solve") ? readSettings(value(top, "solve")) : Settings.empty();
        checkFieldsOccur(value(top, "fields"), equations);
        return new Problem(
                name,
                top.containsKey("title") ? text(value(top, "title"), "a title") : name,
                inputs,
                fields,
                constants,
                unknowns,
                functions,
                tables,
                equations,
                conditions,
                observations,
                exact,
                reference,
                outputs,
                domain,
                settings,
                source);
    }

    private void declare(Node at, String name) {
        if (!name.matches("[\\p{L}][\\p{L}\\p{Nd}_]*")) {
            throw error(at, "`" + name + "` is not a name: a letter, then letters, digits and underscores");
        }
        if (name.equals("pi")) {
            throw error(at, "`pi` is the number and cannot be declared");
        }
        if (List.of("and", "or", "not", "boundary").contains(name)) {
            throw error(at, "`" + name + "` is a word of the language and cannot be declared");
        }
        if (names.isDeclared(name) || shapes.containsKey(name)) {
            throw error(at, "`" + name + "` is declared twice");
        }
        for (int cut = name.indexOf('_'); cut > 0; cut = name.indexOf('_', cut + 1)) {
            String left = name.substring(0, cut);
            String rest = name.substring(cut + 1);
            if ((names.fields().contains(left) || names.functions().containsKey(left)) && looksLikeDerivative(rest)) {
                throw error(at, "`" + name + "` would clash with a derivative of `" + left + "`");
            }
        }
    }

    private boolean looksLikeDerivative(String rest) {
        if (rest.equals("n")) {
            return true;
        }
        String left = rest;
        List<String> longest = new ArrayList<>(names.inputs());
        longest.sort((a, b) -> b.length() - a.length());
        while (!left.isEmpty()) {
            String head = left;
            Optional<String> match = longest.stream().filter(head::startsWith).findFirst();
            if (match.isEmpty()) {
                return false;
            }
            left = left.substring(match.get().length());
        }
        return !rest.isEmpty();
    }

    private void declareCoordinates(Node node) {
        Map<String, NodeTuple> entries = mapping(node, "coordinates with their intervals, such as {x: [0, 1]}");
        if (entries.isEmpty()) {
            throw error(node, "at least one coordinate is needed");
        }
        for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
            if (entry.getKey().equals("n")) {
                throw error(entry.getValue().getKeyNode(), "a coordinate may not be called `n`, the outward normal");
            }
            declare(entry.getValue().getKeyNode(), entry.getKey());
            names.addCoordinate(entry.getKey());
        }
    }

    private void readIntervals(Node node) {
        for (Map.Entry<String, NodeTuple> entry : mapping(node, "coordinates").entrySet()) {
            double[] ends = interval(entry.getValue().getValueNode(), entry.getKey());
            Input.Kind kind = entry.getKey().equals("t") ? Input.Kind.TIME : Input.Kind.SPACE;
            coordinates.add(new Input(entry.getKey(), new Interval(ends[0], ends[1]), kind));
        }
    }

    private double[] interval(Node node, String name) {
        List<Node> ends = sequence(node, "an interval [from, to]");
        if (ends.size() != 2) {
            throw error(node, "`" + name + "`: an interval has two ends, given " + ends.size());
        }
        double a = constant(ends.get(0));
        double b = constant(ends.get(1));
        if (!(a < b)) {
            throw error(node, "`" + name + "`: the interval [" + a + ", " + b + "] is empty");
        }
        return new double[] {a, b};
    }

    private void readFields(Node node) {
        for (Node field : oneOrMore(node)) {
            String name = text(field, "a field's name");
            declare(field, name);
            for (String other : names.constants().keySet()) {
                checkClash(field, name, other);
            }
            for (String other : names.unknowns()) {
                checkClash(field, name, other);
            }
            for (String other : names.ranging()) {
                checkClash(field, name, other);
            }
            names.addField(name);
            fields.add(name);
        }
        if (fields.isEmpty()) {
            throw error(node, "at least one field is needed");
        }
    }

    private void checkClash(Node at, String field, String other) {
        if (other.startsWith(field + "_") && looksLikeDerivative(other.substring(field.length() + 1))) {
            throw error(at, "the parameter `" + other + "` would clash with a derivative of the field `" + field + "`");
        }
    }

    private void readParameters(Node node, Map<String, Double> constants, Map<String, double[]> ranges) {
        for (Map.Entry<String, NodeTuple> entry :
                mapping(node, "parameters with their values").entrySet()) {
            String name = entry.getKey();
            Node body = entry.getValue().getValueNode();
            declare(entry.getValue().getKeyNode(), name);
            if (ranges.containsKey(name)) {
                throw error(entry.getValue().getKeyNode(), "`" + name + "` is declared twice");
            }
            if (body instanceof ScalarNode) {
                double value = constant(body);
                constants.put(name, value);
                names.addConstant(name, value);
                continue;
            }
            Map<String, NodeTuple> keys = mapping(body, "a value, {unknown: true, ...} or {range: [from, to]}");
            onlyKeys(keys, List.of("unknown", "initial", "min", "max", "range"), " of a parameter");
            if (keys.containsKey("range")) {
                ranges.put(name, interval(value(keys, "range"), name));
            } else {
                readUnknown(name, body, keys);
            }
        }
    }

    private void readUnknown(String name, Node body, Map<String, NodeTuple> keys) {
        if (!keys.containsKey("unknown")
                || !text(value(keys, "unknown"), "true").equals("true")) {
            throw error(body, "parameter `" + name + "`: expected `unknown: true` or `range: [from, to]`");
        }
        double min = keys.containsKey("min") ? constant(value(keys, "min")) : Double.NEGATIVE_INFINITY;
        double max = keys.containsKey("max") ? constant(value(keys, "max")) : Double.POSITIVE_INFINITY;
        double initial = keys.containsKey("initial")
                ? constant(value(keys, "initial"))
                : Double.isInfinite(min) || Double.isInfinite(max)
                        ? (Double.isInfinite(min) && Double.isInfinite(max)
                                ? 1
                                : Double.isInfinite(min) ? max - 1 : min + 1)
                        : 0.5 * (min + max);
        if (!(min < initial && initial < max)) {
            throw error(
                    body, "parameter `" + name + "`: initial " + initial + " is not inside (" + min + ", " + max + ")");
        }
        unknowns.add(new UnknownParameter(name, initial, min, max));
        names.addUnknown(name);
    }

    private void readFunctions(Node node, Map<String, Expr> functions) {
        for (Map.Entry<String, NodeTuple> entry :
                mapping(node, "functions with their expressions").entrySet()) {
            String name = entry.getKey();
            Node body = entry.getValue().getValueNode();
            declare(entry.getValue().getKeyNode(), name);
            if (body instanceof MappingNode) {
                Map<String, NodeTuple> keys = mapping(body, "an expression or {table: file}");
                onlyKeys(keys, List.of("table"), " of a function");
                if (!keys.containsKey("table")) {
                    throw error(body, "expected an expression or {table: file}");
                }
                Path path = file(value(keys, "table"));
                try {
                    tables.put(name, Tables.read(path, names.inputs()));
                } catch (InvalidProblem e) {
                    throw error(value(keys, "table"), e.getMessage());
                }
                names.addTable(name);
            } else {
                Expr e = expression(body);
                functions.put(name, e);
                names.addFunction(name, e);
            }
        }
    }

    private Path file(Node node) {
        Path path = folder.resolve(text(node, "a file name"));
        if (!Files.isReadable(path)) {
            throw error(node, "the file " + path + " does not exist or cannot be read");
        }
        return path;
    }

    private void readShapes(Node node) {
        for (Map.Entry<String, NodeTuple> entry :
                mapping(node, "shapes by name").entrySet()) {
            String name = entry.getKey();
            declare(entry.getValue().getKeyNode(), name);
            Map<String, NodeTuple> body = mapping(
                    entry.getValue().getValueNode(), "a shape: {box: ...}, {disk: ...}, {polygon: ...}, {mesh: ...}");
            onlyKeys(body, List.of("box", "disk", "polygon", "mesh"), " of a shape");
            if (body.size() != 1) {
                throw error(entry.getValue().getValueNode(), "a shape is exactly one of box, disk, polygon, mesh");
            }
            String kind = body.keySet().iterator().next();
            Node inner = value(body, kind);
            try {
                Region shape =
                        switch (kind) {
                            case "box" -> box(name, inner);
                            case "disk" -> disk(name, inner);
                            case "polygon" -> polygon(name, inner);
                            default -> mesh(name, inner);
                        };
                shapes.put(name, shape);
            } catch (IllegalArgumentException e) {
                throw error(inner, "shape `" + name + "`: " + e.getMessage());
            }
            names.addShape(name);
            pieces.add(name);
        }
    }

    private int[] axes(int dimension, Node at) {
        List<String> spatial = names.spatial();
        if (spatial.size() < dimension) {
            throw error(
                    at,
                    "a shape in " + dimension + " dimensions needs as many spatial coordinates, there are "
                            + spatial.size());
        }
        int[] axes = new int[dimension];
        for (int i = 0; i < dimension; i++) {
            axes[i] = names.inputs().indexOf(spatial.get(i));
        }
        if (regionAxes.length == 0 || dimension > regionAxes.length) {
            regionAxes = axes;
        }
        return axes;
    }

    private Region box(String name, Node node) {
        Map<String, NodeTuple> sides = mapping(node, "intervals by coordinate, such as {x: [0, 1], y: [0, 1]}");
        onlyKeys(sides, names.spatial(), " of a box");
        int[] axes = axes(sides.size(), node);
        double[] lower = new double[axes.length];
        double[] upper = new double[axes.length];
        for (int i = 0; i < axes.length; i++) {
            String coordinate = names.inputs().get(axes[i]);
            if (!sides.containsKey(coordinate)) {
                throw error(node, "the box has no interval for `" + coordinate + "`");
            }
            double[] ends = interval(value(sides, coordinate), coordinate);
            lower[i] = ends[0];
            upper[i] = ends[1];
        }
        return Regions.box(name, lower, upper);
    }

    private double[] numbers(Node node, String expected) {
        return sequence(node, expected).stream().mapToDouble(this::constant).toArray();
    }

    private Region disk(String name, Node node) {
        Map<String, NodeTuple> keys = mapping(node, "{center: [x, y], radius: r}");
        onlyKeys(keys, List.of("center", "radius"), " of a disk");
        if (keys.size() != 2) {
            throw error(node, "a disk needs `center` and `radius`");
        }
        double[] centre = numbers(value(keys, "center"), "a point [x, y]");
        if (centre.length < 2 || centre.length > 3) {
            throw error(value(keys, "center"), "a centre has two or three coordinates, given " + centre.length);
        }
        axes(centre.length, node);
        return Regions.disk(name, centre, constant(value(keys, "radius")));
    }

    private Region polygon(String name, Node node) {
        List<double[]> vertices = new ArrayList<>();
        for (Node vertex : sequence(node, "vertices [[x, y], ...]")) {
            double[] v = numbers(vertex, "a vertex [x, y]");
            if (v.length != 2) {
                throw error(vertex, "a vertex has two coordinates, given " + v.length);
            }
            vertices.add(v);
        }
        axes(2, node);
        return Regions.polygon(name, vertices.toArray(new double[0][]));
    }

    private Region mesh(String name, Node node) {
        Path path = file(node);
        axes(2, node);
        try {
            TriangleMesh mesh = GmshFile.read(path);
            Set<String> groups = new LinkedHashSet<>(mesh.edgeGroups().values());
            pieces.addAll(groups);
            Arrays.stream(mesh.materials()).filter(java.util.Objects::nonNull).forEach(names::addShape);
            return Regions.mesh(name, mesh);
        } catch (IOException e) {
            throw error(node, "the mesh cannot be read: " + e.getMessage());
        }
    }

    private void readRegion(Node node) {
        String text = text(node, "a region such as `plate - hole`");
        try {
            region = Regions.parse(text, shapes);
        } catch (IllegalArgumentException e) {
            throw error(node, e.getMessage());
        }
        if (region.dimension() != regionAxes.length) {
            throw error(node, "the region's shapes differ in dimension");
        }
        double[][] bounds = region.bounds();
        for (int i = 0; i < regionAxes.length; i++) {
            Input input = coordinates.get(regionAxes[i]);
            double slack = 1e-9 * input.interval().length();
            if (bounds[i][0] < input.interval().min() - slack
                    || bounds[i][1] > input.interval().max() + slack) {
                throw error(
                        node,
                        "the region reaches from " + bounds[i][0] + " to " + bounds[i][1] + " in `" + input.name()
                                + "`, outside its interval [" + input.interval().min() + ", "
                                + input.interval().max() + "]");
            }
        }
    }

    private List<Equation> readEquations(Node node) {
        List<Equation> equations = new ArrayList<>();
        if (node instanceof MappingNode) {
            for (Map.Entry<String, NodeTuple> entry : mapping(node, "equations").entrySet()) {
                equations.add(equation(entry.getKey(), entry.getValue().getValueNode()));
            }
        } else {
            List<Node> list = oneOrMore(node);
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof MappingNode map && map.getValue().size() == 1) {
                    NodeTuple only = map.getValue().get(0);
                    equations.add(equation(text(only.getKeyNode(), "a name"), only.getValueNode()));
                } else {
                    equations.add(equation(list.size() == 1 ? "equation" : "equation_" + (i + 1), list.get(i)));
                }
            }
        }
        if (equations.isEmpty()) {
            throw error(node, "at least one equation is needed");
        }
        for (Equation e : equations) {
            if (Exprs.isGiven(e.residual())) {
                throw error(node, "equation `" + e.name() + "` holds no field");
            }
            if (!Exprs.find(e.residual(), Expr.NormalDerivative.class).isEmpty()
                    || !Exprs.find(e.residual(), Expr.Normal.class).isEmpty()) {
                throw error(node, "equation `" + e.name() + "`: a normal exists on the boundary only");
            }
        }
        return equations;
    }

    private Equation equation(String name, Node node) {
        String text = text(node, "an equation");
        FormulaReader.Sides sides = formula(node, () -> FormulaReader.equation(text, names));
        return new Equation(name, sides.left(), sides.right());
    }

    private void checkFieldsOccur(Node node, List<Equation> equations) {
        Set<String> used = new LinkedHashSet<>();
        for (Equation e : equations) {
            Exprs.find(e.residual(), Expr.FieldTerm.class).forEach(f -> used.add(f.field()));
        }
        List<Node> declared = oneOrMore(node);
        for (int i = 0; i < fields.size(); i++) {
            if (!used.contains(fields.get(i))) {
                throw error(declared.get(i), "field `" + fields.get(i) + "` occurs in no equation");
            }
        }
    }

    private List<Condition> readConditions(Node node, List<Equation> equations, ProblemDomain domain) {
        List<Condition> conditions = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        Map<Condition.Pointwise, Node> places = new HashMap<>();
        for (Node entry : sequence(node, "a list of conditions")) {
            Map<String, NodeTuple> keys = mapping(entry, "a condition such as {at: x = 0, u: 0}");
            if (keys.containsKey("periodic")) {
                conditions.add(periodic(keys, equations, used));
            } else if (keys.containsKey("integral")) {
                conditions.add(integral(keys, entry, used));
            } else if (keys.containsKey("at")) {
                pointwise(keys, entry, used, conditions, places);
            } else {
                throw error(entry, "a condition needs `at`, `periodic` or `integral`");
            }
        }
        domain.setConditions(List.of());
        for (Map.Entry<Condition.Pointwise, Node> place : places.entrySet()) {
            check(domain, place.getKey(), place.getValue());
        }
        return conditions;
    }

    private void check(ProblemDomain domain, Condition.Pointwise condition, Node at) {
        PointSet points;
        try {
            points = domain.on(condition, 64, Region.Spread.LATIN_HYPERCUBE, new java.util.SplittableRandom(1));
        } catch (InvalidProblem | IllegalArgumentException e) {
            throw error(at, "the condition at `" + text(at, "") + "` meets no point of the closed domain");
        }
        Expr residual = condition.equation().residual();
        boolean normal = !Exprs.find(residual, Expr.NormalDerivative.class).isEmpty()
                || !Exprs.find(residual, Expr.Normal.class).isEmpty();
        if (normal && points.normals() == null) {
            throw error(
                    at, "`" + text(at, "") + "` is not part of the boundary, so there is no normal derivative there");
        }
    }

    private String unique(String wanted, Set<String> used) {
        String name = wanted;
        for (int k = 2; !used.add(name); k++) {
            name = wanted + " (" + k + ")";
        }
        return name;
    }

    private void pointwise(
            Map<String, NodeTuple> keys,
            Node entry,
            Set<String> used,
            List<Condition> conditions,
            Map<Condition.Pointwise, Node> places) {
        Node at = value(keys, "at");
        String where = text(at, "a place such as `x = 0`");
        Locus locus = formula(at, () -> LocusReader.read(where, names, pieces));
        if (keys.size() == 1) {
            throw error(entry, "the condition fixes nothing: give a field's value, such as `u: 0`");
        }
        for (Map.Entry<String, NodeTuple> key : keys.entrySet()) {
            if (key.getKey().equals("at")) {
                continue;
            }
            Node keyNode = key.getValue().getKeyNode();
            Node body = key.getValue().getValueNode();
            if (key.getKey().equals("equation")) {
                for (Node one : oneOrMore(body)) {
                    String name = unique("equation at " + where, used);
                    Condition.Pointwise c =
                            new Condition.Pointwise(name, locus, equation(name, one), Condition.Kind.GENERAL, null);
                    conditions.add(c);
                    places.put(c, at);
                }
                continue;
            }
            Expr left = conditionKey(keyNode, key.getKey());
            Expr right = expression(body);
            String name = unique(key.getKey() + " at " + where, used);
            Condition.Kind kind = left instanceof Expr.NormalDerivative
                    ? Condition.Kind.NORMAL_DERIVATIVE
                    : ((Expr.FieldTerm) left).orders().order() == 0 ? Condition.Kind.VALUE : Condition.Kind.DERIVATIVE;
            String field = left instanceof Expr.NormalDerivative n ? n.field() : ((Expr.FieldTerm) left).field();
            if (!Exprs.isGiven(right)) {
                // The right side holds fields: an equation like any other.
                kind = Condition.Kind.GENERAL;
                field = null;
            }
            Condition.Pointwise c = new Condition.Pointwise(name, locus, new Equation(name, left, right), kind, field);
            conditions.add(c);
            places.put(c, at);
        }
    }

    private Expr conditionKey(Node keyNode, String key) {
        Expr left;
        try {
            left = FormulaReader.expression(key, names);
        } catch (FormulaError e) {
            List<String> valid = new ArrayList<>(fields);
            fields.forEach(f -> valid.add(f + "_n"));
            valid.addAll(List.of("equation", "at"));
            String message = e.getMessage().startsWith("unknown name")
                    ? "unknown key `" + key + "` of a condition" + Nearest.hint(key, valid)
                    : e.getMessage();
            throw error(keyNode, e.position(), message, e.picture());
        }
        if (left instanceof Expr.FieldTerm || left instanceof Expr.NormalDerivative) {
            return left;
        }
        throw error(keyNode, "`" + key + "` is neither a field nor a derivative of one; use `equation: ...`");
    }

    private Condition periodic(Map<String, NodeTuple> keys, List<Equation> equations, Set<String> used) {
        onlyKeys(keys, List.of("periodic", "fields", "order"), " of a periodic condition");
        Node node = value(keys, "periodic");
        String coordinate = text(node, "a coordinate");
        if (!names.coordinates().contains(coordinate)) {
            throw error(
                    node, "`" + coordinate + "` is not a coordinate" + Nearest.hint(coordinate, names.coordinates()));
        }
        List<String> which = new ArrayList<>();
        if (keys.containsKey("fields")) {
            for (Node f : oneOrMore(value(keys, "fields"))) {
                String field = text(f, "a field");
                if (!fields.contains(field)) {
                    throw error(f, "`" + field + "` is not a field" + Nearest.hint(field, fields));
                }
                which.add(field);
            }
        } else {
            which.addAll(fields);
        }
        int axis = names.inputs().indexOf(coordinate);
        int order = 0;
        for (Equation e : equations) {
            for (Expr.FieldTerm f : e.fieldTerms()) {
                order = Math.max(order, f.orders().get(axis) - 1);
            }
        }
        if (keys.containsKey("order")) {
            double given = constant(value(keys, "order"));
            if (given != Math.rint(given) || given < 0) {
                throw error(value(keys, "order"), "order must be a whole number of at least 0");
            }
            order = (int) given;
        }
        return new Condition.Periodic(unique("periodic " + coordinate, used), coordinate, which, order);
    }

    private Condition integral(Map<String, NodeTuple> keys, Node entry, Set<String> used) {
        onlyKeys(keys, List.of("integral"), " of an integral condition");
        Node node = value(keys, "integral");
        Map<String, NodeTuple> body = mapping(node, "{over: x, of: u, equals: 0}");
        onlyKeys(body, List.of("over", "of", "equals"), " of an integral");
        if (body.size() != 3) {
            throw error(node, "an integral needs `over`, `of` and `equals`");
        }
        List<String> over = new ArrayList<>();
        for (Node c : oneOrMore(value(body, "over"))) {
            String coordinate = text(c, "a coordinate");
            if (!names.inputs().contains(coordinate)) {
                throw error(
                        c, "`" + coordinate + "` is not a coordinate" + Nearest.hint(coordinate, names.coordinates()));
            }
            over.add(coordinate);
        }
        Expr of = expression(value(body, "of"));
        Expr equals = expression(value(body, "equals"));
        if (Exprs.isGiven(of)) {
            throw error(entry, "the integral's `of` holds no field");
        }
        return new Condition.Integral(unique("integral over " + String.join(", ", over), used), over, of, equals);
    }

    private List<Observations> readObservations(Node node, ProblemDomain domain) {
        List<Observations> all = new ArrayList<>();
        for (Node entry : oneOrMore(node)) {
            Node fileNode = entry;
            double sigma = Double.NaN;
            if (entry instanceof MappingNode) {
                Map<String, NodeTuple> keys = mapping(entry, "{file: data.csv, sigma: 0.01}");
                onlyKeys(keys, List.of("file", "sigma"), " of observations");
                if (!keys.containsKey("file")) {
                    throw error(entry, "observations need a `file`");
                }
                fileNode = value(keys, "file");
                if (keys.containsKey("sigma")) {
                    sigma = constant(value(keys, "sigma"));
                    if (!(sigma > 0)) {
                        throw error(value(keys, "sigma"), "sigma must be positive, given " + sigma);
                    }
                }
            }
            Path path = file(fileNode);
            try {
                all.add(observations(path, sigma, domain));
            } catch (InvalidProblem e) {
                throw error(fileNode, e.getMessage());
            }
        }
        return all;
    }

    private Observations observations(Path path, double sigma, ProblemDomain domain) {
        CsvFile csv = CsvFile.read(path);
        List<String> missing =
                names.inputs().stream().filter(i -> !csv.header().contains(i)).toList();
        List<String> observed =
                fields.stream().filter(f -> csv.header().contains(f)).toList();
        if (!missing.isEmpty() || observed.isEmpty()) {
            throw new InvalidProblem(path.getFileName() + ": columns "
                    + (missing.isEmpty()
                            ? "of any field (" + String.join(", ", fields) + ")"
                            : String.join(", ", missing))
                    + " are missing; the header is " + String.join(", ", csv.header()));
        }
        List<String> strange = csv.header().stream()
                .filter(h -> !fields.contains(h) && !names.inputs().contains(h))
                .toList();
        if (!strange.isEmpty()) {
            throw new InvalidProblem(path.getFileName() + ": column `" + strange.get(0)
                    + "` is neither a coordinate nor a field" + Nearest.hint(strange.get(0), fields));
        }
        double[][] points = new double[names.inputs().size()][];
        for (int i = 0; i < points.length; i++) {
            points[i] = csv.columns()[csv.header().indexOf(names.inputs().get(i))];
        }
        double[][] values = new double[observed.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = csv.columns()[csv.header().indexOf(observed.get(i))];
        }
        int outside = 0;
        String first = "";
        for (int p = 0; p < points[0].length; p++) {
            double[] point = new double[points.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = points[i][p];
            }
            if (!domain.contains(point)) {
                if (outside++ == 0) {
                    first = "row " + (p + 2) + " at " + Arrays.toString(point);
                }
            }
        }
        if (outside > 0) {
            throw new InvalidProblem(path.getFileName() + ": " + outside + " of " + points[0].length
                    + " observation points lie outside the domain, the first in " + first);
        }
        return new Observations(
                path.getFileName().toString(), observed, new PointSet(points, null, Double.NaN), values, sigma);
    }

    private Map<String, Expr> readExact(Node node) {
        Map<String, Expr> exact = new LinkedHashMap<>();
        for (Map.Entry<String, NodeTuple> entry :
                mapping(node, "closed forms by field").entrySet()) {
            if (!fields.contains(entry.getKey())) {
                throw error(
                        entry.getValue().getKeyNode(),
                        "`" + entry.getKey() + "` is not a field" + Nearest.hint(entry.getKey(), fields));
            }
            Expr e = expression(entry.getValue().getValueNode());
            if (!Exprs.isGiven(e)) {
                throw error(entry.getValue().getValueNode(), "an exact solution cannot hold fields");
            }
            exact.put(entry.getKey(), e);
        }
        return exact;
    }

    private Map<String, Output> readOutputs(Node node) {
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, NodeTuple> entry :
                mapping(node, "outputs by name").entrySet()) {
            Node body = entry.getValue().getValueNode();
            String text = text(body, "an output such as `u at x = 0`");
            outputs.put(entry.getKey(), formula(body, () -> OutputReader.read(text, names, pieces)));
        }
        return outputs;
    }

    private Settings readSettings(Node node) {
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        for (Map.Entry<String, NodeTuple> entry :
                mapping(node, "settings of the solver").entrySet()) {
            given.put(entry.getKey(), plain(entry.getValue().getValueNode()));
            entry.getValue()
                    .getKeyNode()
                    .getStartMark()
                    .ifPresent(mark -> places.put(
                            entry.getKey(), label + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)));
        }
        return new Settings(given, places);
    }

    private String plain(Node node) {
        if (node instanceof SequenceNode sequence) {
            List<String> parts = sequence.getValue().stream().map(this::plain).toList();
            return "[" + String.join(", ", parts) + "]";
        }
        if (node instanceof MappingNode mapping) {
            List<String> parts = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                parts.add(plain(tuple.getKeyNode()) + ": " + plain(tuple.getValueNode()));
            }
            return "{" + String.join(", ", parts) + "}";
        }
        return text(node, "a value");
    }
}
