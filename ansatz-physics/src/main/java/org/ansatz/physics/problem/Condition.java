package org.ansatz.physics.problem;

import java.util.List;
import org.ansatz.physics.expr.Expr;

/** What holds on a part of the domain, its boundary, or in the mean. */
public sealed interface Condition {
    /** A short name for histories and reports, unique in the problem. */
    String name();

    /**
     * An equation on a set of points; one key of a condition entry.
     *
     * @param kind what the equation fixes; a VALUE or DERIVATIVE equation has the field term on its left, solved for
     * @param field the field of a VALUE or DERIVATIVE, else null
     */
    record Pointwise(String name, Locus at, Equation equation, Kind kind, String field) implements Condition {}

    /** What a pointwise condition fixes. */
    enum Kind {
        VALUE,
        DERIVATIVE,
        NORMAL_DERIVATIVE,
        GENERAL
    }

    /** Equal values and derivatives up to {@code order} at both ends of a coordinate. */
    record Periodic(String name, String coordinate, List<String> fields, int order) implements Condition {}

    /** {@code integral of `of` over the coordinates `over` = equals}, for every value of the others. */
    record Integral(String name, List<String> over, Expr of, Expr equals) implements Condition {}
}
