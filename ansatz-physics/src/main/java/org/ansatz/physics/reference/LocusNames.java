package org.ansatz.physics.reference;

import java.util.LinkedHashSet;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Locus;

/** The coordinates that a locus compares. */
final class LocusNames {
    private LocusNames() {}

    static Set<String> of(Locus locus) {
        Set<String> names = new LinkedHashSet<>();
        collect(locus, names);
        return names;
    }

    private static void collect(Locus locus, Set<String> names) {
        if (locus instanceof Locus.And and) {
            collect(and.left(), names);
            collect(and.right(), names);
        } else if (locus instanceof Locus.Or or) {
            collect(or.left(), names);
            collect(or.right(), names);
        } else if (locus instanceof Locus.Not not) {
            collect(not.operand(), names);
        } else if (locus instanceof Locus.Comparison c) {
            Exprs.find(c.left(), Expr.Coordinate.class).forEach(x -> names.add(x.name()));
            Exprs.find(c.right(), Expr.Coordinate.class).forEach(x -> names.add(x.name()));
        }
    }
}
