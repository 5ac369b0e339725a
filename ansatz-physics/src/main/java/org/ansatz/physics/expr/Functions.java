package org.ansatz.physics.expr;

import org.hipparchus.special.Erf;

/** Values of operators and elementary functions on numbers; comparisons give one or zero. */
final class Functions {
    private Functions() {}

    static double apply(Expr.Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> power(a, b);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_EQUAL -> a >= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case AND -> a != 0 && b != 0 ? 1 : 0;
            case OR -> a != 0 || b != 0 ? 1 : 0;
        };
    }

    static double power(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (b == 3) {
            return a * a * a;
        }
        return b == 0.5 ? Math.sqrt(a) : Math.pow(a, b);
    }

    static double apply(Expr.Function function, double... x) {
        return switch (function) {
            case SIN -> Math.sin(x[0]);
            case COS -> Math.cos(x[0]);
            case TAN -> Math.tan(x[0]);
            case ASIN -> Math.asin(x[0]);
            case ACOS -> Math.acos(x[0]);
            case ATAN -> Math.atan(x[0]);
            case ATAN2 -> Math.atan2(x[0], x[1]);
            case SINH -> Math.sinh(x[0]);
            case COSH -> Math.cosh(x[0]);
            case TANH -> Math.tanh(x[0]);
            case EXP -> Math.exp(x[0]);
            case LOG -> Math.log(x[0]);
            case SQRT -> Math.sqrt(x[0]);
            case ABS -> Math.abs(x[0]);
            case SIGN -> Math.signum(x[0]);
            case MIN -> java.util.Arrays.stream(x).min().orElse(Double.NaN);
            case MAX -> java.util.Arrays.stream(x).max().orElse(Double.NaN);
            case ERF -> Erf.erf(x[0]);
            case HEAVISIDE -> x[0] > 0 ? 1 : x[0] < 0 ? 0 : 0.5;
            case NOT -> x[0] != 0 ? 0 : 1;
            case WHERE -> x[0] != 0 ? x[1] : x[2];
        };
    }
}
