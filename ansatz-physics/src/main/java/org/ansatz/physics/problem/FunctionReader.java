package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;

/** Reads named expressions and tables. */
final class FunctionReader {
    // Functions are expanded where they are used: f2 = f1*f1, f3 = f2*f2, ... doubles at every step.
    private static final double LARGEST = 1e6;

    private final Declarations declarations;
    private final List<Input> inputs;
    private final Map<String, Expr> functions = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final IdentityHashMap<Expr, Double> sizes = new IdentityHashMap<>();

    FunctionReader(Declarations declarations, List<Input> inputs) {
        this.declarations = declarations;
        this.inputs = inputs;
    }

    Map<String, Expr> functions() {
        return functions;
    }

    Map<String, Table> tables() {
        return tables;
    }

    void read(Entry section) {
        Entry.Members members = section.members("functions with their expressions");
        members.all().keySet().forEach(declarations.names()::announce);
        for (Map.Entry<String, Entry.Member> member : members.all().entrySet()) {
            String name = member.getKey();
            Entry body = member.getValue().value();
            declarations.declareDifferentiable(member.getValue().key());
            if (body instanceof Entry.Mapping) {
                Entry.Members keys =
                        body.members("an expression or {table: file}").only(List.of("table"), " of a function");
                if (!keys.has("table")) {
                    throw body.mistake("expected an expression or {table: file}");
                }
                tables.put(name, table(keys.get("table")));
                declarations.names().addTable(name);
            } else {
                Expr e = declarations.expression(body);
                if (size(e) > LARGEST) {
                    throw body.mistake("`" + name + "` has more than a million parts with its functions expanded");
                }
                functions.put(name, e);
                declarations.names().addFunction(name, e);
            }
        }
    }

    private double size(Expr e) {
        Double known = sizes.get(e);
        if (known != null) {
            return known;
        }
        double total = 1;
        for (Expr part : Exprs.children(e)) {
            total += size(part);
        }
        sizes.put(e, total);
        return total;
    }

    private Table table(Entry entry) {
        Path file = declarations.file(entry);
        try {
            return Tables.read(file, inputs);
        } catch (InvalidProblem e) {
            throw entry.mistake(e.getMessage());
        }
    }
}
