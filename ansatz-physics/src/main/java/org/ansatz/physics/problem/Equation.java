package org.ansatz.physics.problem;

import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;

/** A law that holds at every point: {@code left = right}. Knows no network and no grid. */
public record Equation(String name, Expr left, Expr right) {

    /** {@code left - right}. */
    public Expr residual() {
        return Exprs.subtract(left, right);
    }

    /** The field derivatives that occur in the residual. */
    public List<Expr.FieldTerm> fieldTerms() {
        return Exprs.fieldTerms(List.of(residual()));
    }

    /** The exact derivative of the residual by one field derivative. */
    public Expr partial(Expr.FieldTerm term) {
        return Exprs.partial(residual(), term);
    }
}
