package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.geometry.Region.Spread;

/** Reads conditions, and checks that each meets the domain where it says so. */
final class ConditionReader {
    private static final int PROBES = 64;

    private final Declarations declarations;
    private final Names names;
    private final List<String> fields;
    private final List<Equation> equations;
    private final ProblemDomain domain;
    private final Set<String> used = new LinkedHashSet<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final Map<Condition.Pointwise, Entry> places = new LinkedHashMap<>();

    ConditionReader(Declarations declarations, List<String> fields, List<Equation> equations, ProblemDomain domain) {
        this.declarations = declarations;
        this.names = declarations.names();
        this.fields = fields;
        this.equations = equations;
        this.domain = domain;
    }

    /** All conditions that are in force somewhere: a value that later values replace everywhere is left out. */
    List<Condition> read(Entry section) {
        for (Entry entry : section.items("a list of conditions")) {
            Entry.Members keys = entry.members("a condition such as {at: x = 0, u: 0}");
            if (keys.has("periodic")) {
                conditions.add(periodic(keys));
            } else if (keys.has("integral")) {
                conditions.add(integral(keys));
            } else if (keys.has("at")) {
                pointwise(keys);
            } else {
                throw entry.mistake("a condition needs `at`, `periodic` or `integral`");
            }
        }
        Set<String> secondOrder = secondOrderFields();
        domain.setConditions(conditions, secondOrder);
        places.forEach(this::check);
        conditions.removeIf(c -> c instanceof Condition.Pointwise p && isReplaced(p));
        domain.setConditions(conditions, secondOrder);
        return conditions;
    }

    /** Fields of which no equation has more than a second derivative in any spatial coordinate. */
    private Set<String> secondOrderFields() {
        Set<String> result = new LinkedHashSet<>(fields);
        for (Equation e : equations) {
            for (Expr.FieldTerm f : e.fieldTerms()) {
                int order = 0;
                for (String x : names.spatial()) {
                    order += f.orders().get(names.inputs().indexOf(x));
                }
                if (order > 2) {
                    result.remove(f.field());
                }
            }
        }
        return result;
    }

    private void check(Condition.Pointwise condition, Entry at) {
        String text = at.text("a place");
        PointSet points;
        try {
            points = domain.onLocus(condition.at(), PROBES, Spread.LATIN_HYPERCUBE, new SplittableRandom(1), text);
        } catch (InvalidProblem e) {
            throw at.mistake("the condition at `" + text + "` meets no point of the closed domain");
        }
        if (EquationReader.hasNormal(condition.equation().residual()) && points.normals() == null) {
            throw at.mistake("`" + text + "` is not part of the boundary, so there is no normal derivative there");
        }
    }

    private boolean isReplaced(Condition.Pointwise condition) {
        return condition.kind() == Condition.Kind.VALUE
                && domain.on(condition, PROBES, Spread.LATIN_HYPERCUBE, new SplittableRandom(1))
                                .size()
                        == 0;
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int k = 2; !used.add(name); k++) {
            name = wanted + " (" + k + ")";
        }
        return name;
    }

    private void pointwise(Entry.Members keys) {
        Entry at = keys.get("at");
        String where = at.text("a place such as `x = 0`");
        Locus locus = declarations.formula(at, () -> LocusReader.read(where, names, declarations.pieces()));
        if (keys.size() == 1) {
            throw keys.mistake("the condition fixes nothing: give a field's value, such as `" + fields.get(0) + ": 0`");
        }
        for (Entry.Member member : keys.all().values()) {
            String key = member.key().text();
            if (key.equals("equation")) {
                for (Entry one : member.value().oneOrMore()) {
                    String name = unique("equation at " + where);
                    Equation equation = new EquationReader(declarations).equation(name, one);
                    if (Exprs.isGiven(equation.residual())) {
                        throw one.mistake("the condition's equation holds no field");
                    }
                    add(new Condition.Pointwise(name, locus, equation, Condition.Kind.GENERAL, null), at);
                }
            } else if (!key.equals("at")) {
                add(assignment(member, locus, where), at);
            }
        }
    }

    private void add(Condition.Pointwise condition, Entry at) {
        conditions.add(condition);
        places.put(condition, at);
    }

    private Condition.Pointwise assignment(Entry.Member member, Locus locus, String where) {
        Expr left = key(member.key());
        Expr right = declarations.expression(member.value());
        String name = unique(member.key().text() + " at " + where);
        Equation equation = new Equation(name, left, right);
        if (!Exprs.isGiven(right)) {
            // The right side holds fields: an equation like any other.
            return new Condition.Pointwise(name, locus, equation, Condition.Kind.GENERAL, null);
        }
        if (left instanceof Expr.NormalDerivative normal) {
            return new Condition.Pointwise(name, locus, equation, Condition.Kind.NORMAL_DERIVATIVE, normal.field());
        }
        Expr.FieldTerm term = (Expr.FieldTerm) left;
        Condition.Kind kind = term.orders().order() == 0 ? Condition.Kind.VALUE : Condition.Kind.DERIVATIVE;
        return new Condition.Pointwise(name, locus, equation, kind, term.field());
    }

    private Expr key(Entry.Scalar entry) {
        String key = entry.text();
        Expr left;
        try {
            left = FormulaReader.expression(key, names);
        } catch (FormulaError e) {
            if (!e.getMessage().startsWith("unknown name")) {
                throw entry.place().mistake(e.getMessage(), e.position());
            }
            List<String> valid = new ArrayList<>(fields);
            fields.forEach(f -> valid.add(f + "_n"));
            valid.addAll(List.of("equation", "at"));
            throw entry.mistake("unknown key `" + key + "` of a condition" + Nearest.hint(key, valid));
        }
        if (left instanceof Expr.FieldTerm || left instanceof Expr.NormalDerivative) {
            return left;
        }
        throw entry.mistake("`" + key + "` is neither a field nor a derivative of one; use `equation: ...`");
    }

    private String coordinate(Entry entry) {
        String coordinate = entry.text("a coordinate");
        if (!names.coordinates().contains(coordinate)) {
            throw entry.mistake(
                    "`" + coordinate + "` is not a coordinate" + Nearest.hint(coordinate, names.coordinates()));
        }
        return coordinate;
    }

    private Condition periodic(Entry.Members keys) {
        keys.only(List.of("periodic", "fields", "order"), " of a periodic condition");
        String coordinate = coordinate(keys.get("periodic"));
        int axis = names.inputs().indexOf(coordinate);
        if (domain.isShaped(axis)) {
            throw keys.get("periodic")
                    .mistake("`" + coordinate + "` is shaped by the region, so it has no two ends that match");
        }
        Set<String> which = new LinkedHashSet<>(keys.has("fields") ? List.of() : fields);
        if (keys.has("fields")) {
            for (Entry f : keys.get("fields").oneOrMore()) {
                String field = f.text("a field");
                if (!fields.contains(field)) {
                    throw f.mistake("`" + field + "` is not a field" + Nearest.hint(field, fields));
                }
                which.add(field);
            }
        }
        int order = 0;
        for (Equation e : equations) {
            for (Expr.FieldTerm f : e.fieldTerms()) {
                order = Math.max(order, f.orders().get(axis) - 1);
            }
        }
        if (keys.has("order")) {
            double given = declarations.constant(keys.get("order"));
            if (given != Math.rint(given) || given < 0) {
                throw keys.get("order").mistake("`order` must be a whole number of at least 0");
            }
            order = (int) given;
        }
        return new Condition.Periodic(unique("periodic " + coordinate), coordinate, List.copyOf(which), order);
    }

    private Condition integral(Entry.Members keys) {
        keys.only(List.of("integral"), " of an integral condition");
        Entry entry = keys.get("integral");
        Entry.Members body =
                entry.members("{over: x, of: u, equals: 0}").only(List.of("over", "of", "equals"), " of an integral");
        if (body.size() != 3) {
            throw entry.mistake("an integral needs `over`, `of` and `equals`");
        }
        Set<String> over = new LinkedHashSet<>();
        for (Entry c : body.get("over").oneOrMore()) {
            if (!over.add(coordinate(c))) {
                throw c.mistake("`" + c.text("a coordinate") + "` is given twice");
            }
        }
        if (over.isEmpty()) {
            throw body.get("over").mistake("an integral runs over one coordinate or more");
        }
        Expr of = declarations.expression(body.get("of"));
        Expr equals = declarations.expression(body.get("equals"));
        if (Exprs.isGiven(of)) {
            throw body.get("of").mistake("the integral's `of` holds no field");
        }
        if (!Exprs.isGiven(equals)) {
            throw body.get("equals").mistake("the integral's `equals` must hold no field");
        }
        if (EquationReader.hasNormal(of) || EquationReader.hasNormal(equals)) {
            throw entry.mistake("the integral runs over the domain, where there is no normal");
        }
        return new Condition.Integral(
                unique("integral over " + String.join(", ", over)), List.copyOf(over), of, equals);
    }
}
