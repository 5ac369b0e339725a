package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaReader;

/** Reads equations, and checks that every field occurs in one. */
final class EquationReader {
    private final Declarations declarations;

    EquationReader(Declarations declarations) {
        this.declarations = declarations;
    }

    List<Equation> read(Entry section) {
        List<Equation> equations = new ArrayList<>();
        if (section instanceof Entry.Mapping mapping) {
            for (Map.Entry<String, Entry.Member> member : mapping.members().entrySet()) {
                equations.add(law(member.getKey(), member.getValue().value()));
            }
        } else {
            List<Entry> list = section.oneOrMore();
            Set<String> used = new LinkedHashSet<>();
            for (int i = 0; i < list.size(); i++) {
                String name = list.size() == 1 ? "equation" : "equation_" + (i + 1);
                Entry body = list.get(i);
                if (body instanceof Entry.Mapping map && map.members().size() == 1) {
                    name = map.members().keySet().iterator().next();
                    body = map.members().get(name).value();
                }
                if (!used.add(name)) {
                    throw body.mistake("two equations are called `" + name + "`");
                }
                equations.add(law(name, body));
            }
        }
        if (equations.isEmpty()) {
            throw section.mistake("at least one equation is needed");
        }
        return equations;
    }

    private Equation law(String name, Entry entry) {
        Equation equation = equation(name, entry);
        Expr residual = equation.residual();
        if (Exprs.isGiven(residual)) {
            throw entry.mistake("equation `" + name + "` holds no field");
        }
        if (hasNormal(residual)) {
            throw entry.mistake("equation `" + name + "`: a normal exists on the boundary only");
        }
        return equation;
    }

    static boolean hasNormal(Expr e) {
        return !Exprs.find(e, Expr.NormalDerivative.class).isEmpty()
                || !Exprs.find(e, Expr.Normal.class).isEmpty();
    }

    /** An equation of any kind: a law, or what a condition says. */
    Equation equation(String name, Entry entry) {
        String text = entry.text("an equation");
        FormulaReader.Sides sides =
                declarations.formula(entry, () -> FormulaReader.equation(text, declarations.names()));
        return new Equation(name, sides.left(), sides.right());
    }

    void checkFieldsOccur(Entry section, List<Equation> equations) {
        Set<String> used = new LinkedHashSet<>();
        for (Equation e : equations) {
            Exprs.find(e.residual(), Expr.FieldTerm.class).forEach(f -> used.add(f.field()));
        }
        for (Entry field : section.oneOrMore()) {
            String name = field.text("a field's name");
            if (!used.contains(name)) {
                throw field.mistake("field `" + name + "` occurs in no equation");
            }
        }
    }
}
