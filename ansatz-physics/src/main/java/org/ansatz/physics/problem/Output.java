package org.ansatz.physics.problem;

import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;

/**
 * A scalar asked for under {@code outputs}.
 *
 * @param kind how the expression becomes a number
 * @param fixed coordinates fixed by {@code at} (all of them for POINT; often {@code t} for the others)
 * @param sets for INTEGRAL: names of shapes or groups, or {@code boundary} or {@code domain}
 */
public record Output(Kind kind, Expr expression, Map<String, Double> fixed, List<String> sets) {
    /** How the expression becomes a number. */
    public enum Kind {
        POINT,
        INTEGRAL,
        MAX,
        MIN
    }
}
