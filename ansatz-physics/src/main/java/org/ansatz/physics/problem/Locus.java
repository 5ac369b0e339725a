package org.ansatz.physics.problem;

import org.ansatz.physics.expr.Expr;

/** Where a condition holds: the tree of an {@code at} entry. */
public sealed interface Locus {
    /** The boundary of the spatial domain. */
    record Boundary() implements Locus {}

    /** The part of the boundary that lies on a named shape or mesh group. */
    record Piece(String name) implements Locus {}

    /** A comparison of two expressions in coordinates. */
    record Comparison(Expr.Operator operator, Expr left, Expr right) implements Locus {}

    /** Both. */
    record And(Locus left, Locus right) implements Locus {}

    /** Either. */
    record Or(Locus left, Locus right) implements Locus {}

    /** All but. */
    record Not(Locus operand) implements Locus {}
}
