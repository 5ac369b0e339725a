package org.ansatz.physics.expr;

import java.util.List;

/** Building, differentiating and inspecting expressions. */
public final class Exprs {
    private Exprs() {}

    public static Expr subtract(Expr left, Expr right) {
        return new Expr.Binary(Expr.Operator.SUBTRACT, left, right);
    }

    /** The field derivatives that occur in any of the expressions, each once, in order of appearance. */
    public static List<Expr.FieldTerm> fieldTerms(List<Expr> expressions) {
        throw new UnsupportedOperationException();
    }

    /** Derivative by a field derivative, all other field derivatives held fixed. */
    public static Expr partial(Expr expression, Expr.FieldTerm term) {
        throw new UnsupportedOperationException();
    }
}
