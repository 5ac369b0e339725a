package org.ansatz.physics.expr;

import java.util.List;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A scalar expression in inputs (coordinates and ranging parameters), parameters, and fields with their partial
 * derivatives. Immutable; functions of the problem file are expanded where they are used.
 */
public sealed interface Expr {

    /** A number. */
    record Constant(double value) implements Expr {}

    /** A coordinate, by name. */
    record Coordinate(String name) implements Expr {}

    /** A parameter that is not replaced by its value: an unknown one, or one that ranges over an interval (an input). */
    record Parameter(String name) implements Expr {}

    /**
     * A partial derivative of a field; the zero index is the field itself.
     *
     * @param orders orders by input, in the order of {@code Problem.inputs()}
     */
    record FieldTerm(String field, MultiIndex orders) implements Expr {}

    /** A component of the outward unit normal at a boundary point, {@code n_x}. */
    record Normal(String coordinate) implements Expr {}

    /** The outward normal derivative of a field, {@code u_n}; valid on boundary points only. */
    record NormalDerivative(String field) implements Expr {}

    /** One for points inside a named shape or mesh group, zero elsewhere. */
    record Inside(String shape) implements Expr {}

    /**
     * A tabulated function or a partial derivative of it.
     *
     * @param orders orders by input, in the order of {@code Problem.inputs()}
     */
    record Table(String name, MultiIndex orders) implements Expr {}

    /** {@code -a}. */
    record Negate(Expr argument) implements Expr {}

    /** {@code a op b}; comparisons give one or zero and occur as conditions of {@code where}. */
    record Binary(Operator operator, Expr left, Expr right) implements Expr {}

    /** An elementary function; {@code where} is {@code Call(WHERE, condition, a, b)}. */
    record Call(Function function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Operators, comparisons included. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        POWER("^"),
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        EQUAL("="),
        AND("and"),
        OR("or");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** Elementary functions with their number of arguments (-1: two or more). */
    enum Function {
        SIN(1),
        COS(1),
        TAN(1),
        ASIN(1),
        ACOS(1),
        ATAN(1),
        ATAN2(2),
        SINH(1),
        COSH(1),
        TANH(1),
        EXP(1),
        LOG(1),
        SQRT(1),
        ABS(1),
        SIGN(1),
        MIN(-1),
        MAX(-1),
        ERF(1),
        HEAVISIDE(1),
        NOT(1),
        WHERE(3);

        private final int arity;

        Function(int arity) {
            this.arity = arity;
        }

        public int arity() {
            return arity;
        }
    }
}
