package org.ansatz.physics.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Program.Code;
import org.ansatz.physics.expr.Program.Instruction;

/** Turns expressions into a {@link Program}: one register per distinct subexpression. */
public final class Compiler {
    // Longer products are left to Math.pow, which is then as exact and no slower.
    private static final int LARGEST_UNROLLED_POWER = 8;

    private final List<String> inputs;
    private final List<String> unknowns;
    private final List<Expr.FieldTerm> terms;
    private final List<Instruction> code = new ArrayList<>();
    private final Map<Instruction, Integer> known = new HashMap<>();
    private final IdentityHashMap<Expr, Integer> seen = new IdentityHashMap<>();

    private Compiler(List<String> inputs, List<String> unknowns, List<Expr.FieldTerm> terms) {
        this.inputs = inputs;
        this.unknowns = unknowns;
        this.terms = terms;
    }

    /**
     * @param terms the field derivatives in the order in which jets will be given; must hold all that occur
     * @throws IllegalArgumentException if an expression holds a name that is none of these
     */
    public static Program compile(
            List<Expr> expressions,
            List<String> inputs,
            List<String> unknowns,
            List<Expr.FieldTerm> terms,
            Program.Given given) {
        Compiler compiler = new Compiler(inputs, unknowns, terms);
        int[] outputs = expressions.stream().mapToInt(compiler::visit).toArray();
        return new Program(compiler.code, outputs, terms, given);
    }

    private int emit(Code op, int a, int b, int c, double number, Expr leaf) {
        Instruction instruction = new Instruction(op, a, b, c, number, leaf);
        return known.computeIfAbsent(instruction, i -> {
            code.add(i);
            return code.size() - 1;
        });
    }

    private int unary(Code op, int a) {
        return emit(op, a, -1, -1, 0, null);
    }

    private int binary(Code op, int a, int b) {
        return emit(op, a, b, -1, 0, null);
    }

    private int number(double value) {
        return emit(Code.NUMBER, -1, -1, -1, value, null);
    }

    private int visit(Expr e) {
        Integer done = seen.get(e);
        if (done != null) {
            return done;
        }
        int register = build(e);
        seen.put(e, register);
        return register;
    }

    private int build(Expr e) {
        if (e instanceof Expr.Constant c) {
            return number(c.value());
        }
        if (e instanceof Expr.Coordinate c) {
            return emit(Code.INPUT, index(inputs, c.name(), "coordinate"), -1, -1, 0, null);
        }
        if (e instanceof Expr.Parameter p) {
            return inputs.contains(p.name())
                    ? emit(Code.INPUT, inputs.indexOf(p.name()), -1, -1, 0, null)
                    : emit(Code.UNKNOWN, index(unknowns, p.name(), "parameter"), -1, -1, 0, null);
        }
        if (e instanceof Expr.FieldTerm f) {
            int at = terms.indexOf(f);
            if (at < 0) {
                throw new IllegalArgumentException("no jet for " + f);
            }
            return emit(Code.JET, at, -1, -1, 0, null);
        }
        if (e instanceof Expr.Normal n) {
            return emit(Code.NORMAL, index(inputs, n.coordinate(), "coordinate"), -1, -1, 0, null);
        }
        if (e instanceof Expr.Table || e instanceof Expr.Inside) {
            return emit(e instanceof Expr.Table ? Code.TABLE : Code.INSIDE, -1, -1, -1, 0, e);
        }
        if (e instanceof Expr.Negate n) {
            return unary(Code.NEGATE, visit(n.argument()));
        }
        if (e instanceof Expr.Binary b) {
            return operator(b);
        }
        if (e instanceof Expr.Call c) {
            return call(c);
        }
        throw new IllegalArgumentException("cannot compile " + e + "; expand normal derivatives first");
    }

    private static int index(List<String> names, String name, String kind) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(name + " is not a " + kind + " of " + names);
        }
        return index;
    }

    private int operator(Expr.Binary b) {
        if (b.operator() == Expr.Operator.POWER
                && b.right() instanceof Expr.Constant c
                && c.value() == Math.rint(c.value())
                && Math.abs(c.value()) <= LARGEST_UNROLLED_POWER) {
            return power(visit(b.left()), (int) c.value());
        }
        int left = visit(b.left());
        int right = visit(b.right());
        return switch (b.operator()) {
            case ADD -> binary(Code.ADD, left, right);
            case SUBTRACT -> binary(Code.SUBTRACT, left, right);
            case MULTIPLY -> binary(Code.MULTIPLY, left, right);
            case DIVIDE -> binary(Code.DIVIDE, left, right);
            default -> emit(Code.OPERATOR, left, right, -1, 0, new Expr.Binary(b.operator(), Exprs.ZERO, Exprs.ZERO));
        };
    }

    private int power(int base, int exponent) {
        if (exponent < 0) {
            return unary(Code.RECIPROCAL, power(base, -exponent));
        }
        if (exponent == 0) {
            return number(1);
        }
        if (exponent == 1) {
            return base;
        }
        int half = power(base, exponent / 2);
        int square = binary(Code.MULTIPLY, half, half);
        return exponent % 2 == 0 ? square : binary(Code.MULTIPLY, square, base);
    }

    private int call(Expr.Call c) {
        int first = visit(c.arguments().get(0));
        Code direct =
                switch (c.function()) {
                    case SQRT -> Code.SQRT;
                    case SIN -> Code.SIN;
                    case COS -> Code.COS;
                    case EXP -> Code.EXP;
                    case TANH -> Code.TANH;
                    default -> null;
                };
        if (direct != null) {
            return unary(direct, first);
        }
        if (c.function() == Expr.Function.WHERE) {
            return emit(
                    Code.WHERE,
                    first,
                    visit(c.arguments().get(1)),
                    visit(c.arguments().get(2)),
                    0,
                    null);
        }
        Expr mark = new Expr.Call(c.function(), List.of());
        if (c.arguments().size() == 1) {
            return emit(Code.FUNCTION, first, -1, -1, 0, mark);
        }
        int result = first;
        for (Expr next : c.arguments().subList(1, c.arguments().size())) {
            result = emit(Code.FUNCTION2, result, visit(next), -1, 0, mark);
        }
        return result;
    }
}
