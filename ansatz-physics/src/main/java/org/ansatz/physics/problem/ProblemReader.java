package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;

/** Makes a problem of entries: reads the sections in the order in which they depend on each other. */
final class ProblemReader {
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

    private final Entry root;
    private final Entry.Members top;
    private final Declarations declarations;
    private final List<String> fields = new ArrayList<>();

    private ProblemReader(Entry root, Path folder) {
        this.root = root;
        Entry.Members members = root.members("a problem: sections such as coordinates, fields, equations");
        if (members.has("simulate")) {
            throw members.key("simulate")
                    .mistake("this is no problem but a simulation: ansatz simulate FILE evolves it");
        }
        this.top = members.only(SECTIONS, "");
        this.declarations = new Declarations(folder);
    }

    /**
     * @param folder relative file names begin here
     * @param fallback the problem's name if it gives none
     * @throws InvalidProblem at the first mistake
     */
    static Problem read(Entry root, Path folder, String fallback, ProblemSource source) {
        return new ProblemReader(root, folder).problem(fallback, source);
    }

    /** A section's value; null if the section is not there or nothing is written in it. */
    private Entry section(String name) {
        return top.has(name) && !top.get(name).isEmpty() ? top.get(name) : null;
    }

    private Problem problem(String fallback, ProblemSource source) {
        for (String needed : List.of("coordinates", "fields", "equations")) {
            if (!top.has(needed)) {
                throw root.mistake("the section `" + needed + "` is missing");
            }
            if (section(needed) == null) {
                throw top.key(needed).mistake("the section `" + needed + "` is empty");
            }
        }
        String name = name(fallback);
        InputReader inputs = new InputReader(declarations);
        inputs.read(section("coordinates"), section("parameters"));
        readFields(section("fields"));
        ShapeReader shapes = new ShapeReader(declarations);
        if (section("shapes") != null) {
            shapes.readShapes(section("shapes"));
        }
        FunctionReader functions = new FunctionReader(declarations, inputs.inputs());
        if (section("functions") != null) {
            functions.read(section("functions"));
        }
        NamedShape region = section("region") == null ? null : shapes.readRegion(section("region"), inputs.inputs());
        ProblemDomain domain = new ProblemDomain(inputs.inputs(), region, declarations.shapes());
        EquationReader equationReader = new EquationReader(declarations);
        List<Equation> equations = equationReader.read(section("equations"));
        List<Condition> conditions = section("conditions") == null
                ? List.of()
                : new ConditionReader(declarations, fields, equations, domain).read(section("conditions"));
        DataReader data = new DataReader(declarations, fields);
        List<Observations> observations =
                section("observations") == null ? List.of() : data.observations(section("observations"), domain);
        Map<String, Expr> exact = section("exact") == null ? Map.of() : data.exact(section("exact"));
        Path reference = section("reference") == null ? null : data.reference(section("reference"));
        Map<String, Output> outputs = section("outputs") == null ? Map.of() : outputs(section("outputs"), domain);
        Settings settings = section("solve") == null ? Settings.empty() : settings(section("solve"));
        equationReader.checkFieldsOccur(section("fields"), equations);
        return new Problem(
                name,
                section("title") == null ? name : section("title").text("a title"),
                inputs.inputs(),
                fields,
                inputs.constants(),
                inputs.unknowns(),
                functions.functions(),
                functions.tables(),
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

    private String name(String fallback) {
        if (section("name") == null) {
            String plain = fallback.replaceAll("[^\\p{L}\\p{Nd}._-]+", "-");
            return plain.isEmpty() ? "problem" : plain;
        }
        String name = section("name").text("a name");
        if (!name.matches("[\\p{L}\\p{Nd}_][\\p{L}\\p{Nd}._-]*")) {
            throw section("name")
                    .mistake("the name `" + name
                            + "` names a folder: letters, digits, `.`, `_` and `-` only; `title` may be any text");
        }
        return name;
    }

    private void readFields(Entry section) {
        for (Entry field : section.oneOrMore()) {
            if (!(field instanceof Entry.Scalar scalar)) {
                throw field.mistake("expected a field's name, such as fields: [u, v]");
            }
            declarations.declareField(scalar);
            declarations.names().addField(scalar.text());
            fields.add(scalar.text());
        }
        if (fields.isEmpty()) {
            throw section.mistake("at least one field is needed");
        }
    }

    private Map<String, Output> outputs(Entry section, Domain domain) {
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Entry.Member member : section.members("outputs by name").all().values()) {
            Entry body = member.value();
            String text = body.text("an output such as `u at x = 0`");
            OutputReader reader = new OutputReader(text, declarations.names(), declarations.pieces(), domain);
            outputs.put(member.key().text(), declarations.formula(body, reader::read));
        }
        return outputs;
    }

    private static Settings settings(Entry section) {
        Map<String, Settings.Given> given = new LinkedHashMap<>();
        for (Entry.Member member :
                section.members("settings of the solver").all().values()) {
            given.put(
                    member.key().text(),
                    new Settings.Given(
                            plain(member.value()),
                            member.key().place(),
                            member.value().place()));
        }
        return Settings.of(given);
    }

    private static String plain(Entry entry) {
        if (entry instanceof Entry.Sequence sequence) {
            return "["
                    + String.join(
                            ", ",
                            sequence.items().stream().map(ProblemReader::plain).toList()) + "]";
        }
        if (entry instanceof Entry.Mapping mapping) {
            List<String> parts = mapping.members().values().stream()
                    .map(m -> m.key().text() + ": " + plain(m.value()))
                    .toList();
            return "{" + String.join(", ", parts) + "}";
        }
        return entry.text("a value");
    }
}
