package org.ansatz.solve.collocation;

import java.util.List;
import java.util.Optional;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Locus;
import org.ansatz.physics.problem.Problem;

/** Whether and along which input a problem can be solved window by window: initial value problems. */
final class Marching {
    private Marching() {}

    /** The marching input, or -1 if all of the domain must be solved at once. */
    static int axis(Problem problem) {
        int axis = problem.timeIndex().orElse(problem.isOrdinary() ? 0 : -1);
        if (axis < 0 || !problem.unknowns().isEmpty() || !problem.observations().isEmpty()) {
            return -1;
        }
        String name = problem.inputNames().get(axis);
        boolean initial = false;
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Periodic p && p.coordinate().equals(name)
                    || condition instanceof Condition.Integral i && i.over().contains(name)) {
                return -1;
            }
            if (condition instanceof Condition.Pointwise p) {
                if (fixesStart(problem, p, axis)) {
                    initial = true;
                } else if (mentions(p.at(), name)) {
                    return -1;
                }
            }
        }
        boolean evolves = problem.fields().stream().anyMatch(f -> order(problem, f, axis) > 0);
        // A boundary value problem on one coordinate has conditions elsewhere and mentions its name there.
        return initial && evolves ? axis : -1;
    }

    static boolean fixesStart(Problem problem, Condition.Pointwise condition, int axis) {
        Optional<List<Domain.Face>> faces = problem.domain().faces(condition.at());
        return faces.isPresent()
                && !faces.get().isEmpty()
                && faces.get().stream().allMatch(f -> f.input() == axis && !f.upper());
    }

    private static boolean mentions(Locus locus, String name) {
        if (locus instanceof Locus.And a) {
            return mentions(a.left(), name) || mentions(a.right(), name);
        }
        if (locus instanceof Locus.Or o) {
            return mentions(o.left(), name) || mentions(o.right(), name);
        }
        if (locus instanceof Locus.Not n) {
            return mentions(n.operand(), name);
        }
        if (locus instanceof Locus.Comparison c) {
            Expr.Coordinate coordinate = new Expr.Coordinate(name);
            return Exprs.find(c.left(), Expr.Coordinate.class).contains(coordinate)
                    || Exprs.find(c.right(), Expr.Coordinate.class).contains(coordinate);
        }
        return false;
    }

    /** Highest derivative of a field by the marching input. */
    static int order(Problem problem, String field, int axis) {
        int order = 0;
        for (Equation equation : problem.equations()) {
            for (Expr.FieldTerm term : equation.fieldTerms()) {
                if (term.field().equals(field)) {
                    order = Math.max(order, term.orders().get(axis));
                }
            }
        }
        return order;
    }
}
