package org.ansatz.physics.expr;

import static org.ansatz.physics.expr.Exprs.add;
import static org.ansatz.physics.expr.Exprs.constant;
import static org.ansatz.physics.expr.Exprs.divide;
import static org.ansatz.physics.expr.Exprs.isConstant;
import static org.ansatz.physics.expr.Exprs.multiply;
import static org.ansatz.physics.expr.Exprs.negate;
import static org.ansatz.physics.expr.Exprs.subtract;

import java.util.List;
import java.util.function.Function;
import org.ansatz.physics.expr.Expr.Binary;
import org.ansatz.physics.expr.Expr.Call;
import org.ansatz.physics.expr.Expr.Negate;

/**
 * The rules of differentiation; what a leaf gives is the caller's. Piecewise functions are differentiated piece by piece;
 * steps contribute nothing.
 */
final class Derivative {
    private Derivative() {}

    static Expr of(Expr e, Function<Expr, Expr> leaf) {
        if (e instanceof Negate n) {
            return negate(of(n.argument(), leaf));
        }
        if (e instanceof Binary b) {
            return binary(b, leaf);
        }
        if (e instanceof Call c) {
            return call(c, leaf);
        }
        return leaf.apply(e);
    }

    private static Expr binary(Binary e, Function<Expr, Expr> leaf) {
        Expr a = e.left();
        Expr b = e.right();
        return switch (e.operator()) {
            case ADD -> add(of(a, leaf), of(b, leaf));
            case SUBTRACT -> subtract(of(a, leaf), of(b, leaf));
            case MULTIPLY -> add(multiply(of(a, leaf), b), multiply(a, of(b, leaf)));
            case DIVIDE -> {
                Expr da = of(a, leaf);
                Expr db = of(b, leaf);
                Expr first = divide(da, b);
                yield isConstant(db, 0) ? first : subtract(first, divide(multiply(a, db), multiply(b, b)));
            }
            case POWER -> power(e, of(a, leaf), of(b, leaf));
            default -> Exprs.ZERO;
        };
    }

    private static Expr power(Binary e, Expr da, Expr db) {
        Expr a = e.left();
        Expr b = e.right();
        Expr byBase =
                isConstant(da, 0) ? Exprs.ZERO : multiply(multiply(b, Exprs.power(a, subtract(b, Exprs.ONE))), da);
        return isConstant(db, 0) ? byBase : add(byBase, multiply(multiply(e, Exprs.call(Expr.Function.LOG, a)), db));
    }

    private static Expr call(Call e, Function<Expr, Expr> leaf) {
        List<Expr> x = e.arguments();
        return switch (e.function()) {
            case ATAN2 -> {
                Expr dy = of(x.get(0), leaf);
                Expr dx = of(x.get(1), leaf);
                Expr square = add(multiply(x.get(0), x.get(0)), multiply(x.get(1), x.get(1)));
                yield divide(subtract(multiply(x.get(1), dy), multiply(x.get(0), dx)), square);
            }
            case MIN, MAX -> {
                Expr.Operator order = e.function() == Expr.Function.MIN ? Expr.Operator.LESS : Expr.Operator.GREATER;
                Expr best = x.get(0);
                Expr slope = of(x.get(0), leaf);
                for (Expr next : x.subList(1, x.size())) {
                    Expr wins = Exprs.binary(order, next, best);
                    slope = Exprs.call(Expr.Function.WHERE, wins, of(next, leaf), slope);
                    best = Exprs.call(e.function(), best, next);
                }
                yield slope;
            }
            case WHERE -> {
                Expr yes = of(x.get(1), leaf);
                Expr no = of(x.get(2), leaf);
                yield yes.equals(no) ? yes : Exprs.call(Expr.Function.WHERE, x.get(0), yes, no);
            }
            default -> {
                Expr inner = of(x.get(0), leaf);
                yield isConstant(inner, 0) ? Exprs.ZERO : multiply(slope(e), inner);
            }
        };
    }

    /** Derivative of a function of one argument by it. */
    private static Expr slope(Call e) {
        Expr x = e.arguments().get(0);
        return switch (e.function()) {
            case SIN -> Exprs.call(Expr.Function.COS, x);
            case COS -> negate(Exprs.call(Expr.Function.SIN, x));
            case TAN -> add(Exprs.ONE, multiply(e, e));
            case ASIN -> divide(Exprs.ONE, Exprs.call(Expr.Function.SQRT, subtract(Exprs.ONE, multiply(x, x))));
            case ACOS -> divide(constant(-1), Exprs.call(Expr.Function.SQRT, subtract(Exprs.ONE, multiply(x, x))));
            case ATAN -> divide(Exprs.ONE, add(Exprs.ONE, multiply(x, x)));
            case SINH -> Exprs.call(Expr.Function.COSH, x);
            case COSH -> Exprs.call(Expr.Function.SINH, x);
            case TANH -> subtract(Exprs.ONE, multiply(e, e));
            case EXP -> e;
            case LOG -> divide(Exprs.ONE, x);
            case SQRT -> divide(constant(0.5), e);
            case ABS -> Exprs.call(Expr.Function.SIGN, x);
            case ERF ->
                multiply(constant(2 / Math.sqrt(Math.PI)), Exprs.call(Expr.Function.EXP, negate(multiply(x, x))));
            case SIGN, HEAVISIDE, NOT -> Exprs.ZERO;
            default -> throw new IllegalStateException(e.function() + " has more than one argument");
        };
    }
}
