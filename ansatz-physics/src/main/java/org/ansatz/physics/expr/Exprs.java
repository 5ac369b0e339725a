package org.ansatz.physics.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.ansatz.physics.expr.Expr.Binary;
import org.ansatz.physics.expr.Expr.Call;
import org.ansatz.physics.expr.Expr.Constant;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Expr.Negate;
import org.ansatz.physics.expr.Expr.NormalDerivative;
import org.ansatz.physics.expr.Expr.Operator;
import org.ansatz.physics.expr.Expr.Table;
import org.ansatz.tensor.jet.MultiIndex;

/** Building, simplifying and inspecting expressions. Builders fold constants and drop neutral elements. */
public final class Exprs {
    public static final Constant ZERO = new Constant(0);
    public static final Constant ONE = new Constant(1);

    private Exprs() {}

    public static Constant constant(double value) {
        return new Constant(value);
    }

    public static boolean isConstant(Expr e, double value) {
        return e instanceof Constant c && c.value() == value;
    }

    public static Expr add(Expr a, Expr b) {
        if (isConstant(a, 0)) {
            return b;
        }
        if (isConstant(b, 0)) {
            return a;
        }
        if (b instanceof Negate n) {
            return subtract(a, n.argument());
        }
        return fold(Operator.ADD, a, b);
    }

    public static Expr subtract(Expr a, Expr b) {
        if (isConstant(b, 0)) {
            return a;
        }
        if (isConstant(a, 0)) {
            return negate(b);
        }
        if (b instanceof Negate n) {
            return add(a, n.argument());
        }
        return fold(Operator.SUBTRACT, a, b);
    }

    public static Expr multiply(Expr a, Expr b) {
        if (isConstant(a, 0) || isConstant(b, 0)) {
            return ZERO;
        }
        if (isConstant(a, 1)) {
            return b;
        }
        if (isConstant(b, 1)) {
            return a;
        }
        if (isConstant(a, -1)) {
            return negate(b);
        }
        if (isConstant(b, -1)) {
            return negate(a);
        }
        return fold(Operator.MULTIPLY, a, b);
    }

    public static Expr divide(Expr a, Expr b) {
        if (isConstant(a, 0) && !isConstant(b, 0)) {
            return ZERO;
        }
        if (isConstant(b, 1)) {
            return a;
        }
        return fold(Operator.DIVIDE, a, b);
    }

    public static Expr power(Expr a, Expr b) {
        if (isConstant(b, 1)) {
            return a;
        }
        if (isConstant(b, 0)) {
            return ONE;
        }
        return fold(Operator.POWER, a, b);
    }

    public static Expr negate(Expr a) {
        if (a instanceof Constant c) {
            return new Constant(-c.value());
        }
        if (a instanceof Negate n) {
            return n.argument();
        }
        return new Negate(a);
    }

    public static Expr call(Expr.Function function, Expr... arguments) {
        return call(function, List.of(arguments));
    }

    public static Expr call(Expr.Function function, List<Expr> arguments) {
        if (function == Expr.Function.WHERE && arguments.get(0) instanceof Constant c) {
            return c.value() != 0 ? arguments.get(1) : arguments.get(2);
        }
        Call call = new Call(function, arguments);
        if (arguments.stream().allMatch(Constant.class::isInstance)) {
            double[] values =
                    arguments.stream().mapToDouble(a -> ((Constant) a).value()).toArray();
            return new Constant(Functions.apply(function, values));
        }
        return call;
    }

    public static Expr binary(Operator operator, Expr a, Expr b) {
        return switch (operator) {
            case ADD -> add(a, b);
            case SUBTRACT -> subtract(a, b);
            case MULTIPLY -> multiply(a, b);
            case DIVIDE -> divide(a, b);
            case POWER -> power(a, b);
            default -> fold(operator, a, b);
        };
    }

    private static Expr fold(Operator operator, Expr a, Expr b) {
        if (a instanceof Constant x && b instanceof Constant y) {
            return new Constant(Functions.apply(operator, x.value(), y.value()));
        }
        return new Binary(operator, a, b);
    }

    /** The terms of which an expression is the sum, with their signs; itself if it is no sum. */
    public static List<Expr> addends(Expr e) {
        List<Expr> all = new ArrayList<>();
        collectAddends(e, false, all);
        return all;
    }

    private static void collectAddends(Expr e, boolean negative, List<Expr> all) {
        if (e instanceof Expr.Negate negate) {
            collectAddends(negate.argument(), !negative, all);
        } else if (e instanceof Expr.Binary sum
                && (sum.operator() == Operator.ADD || sum.operator() == Operator.SUBTRACT)) {
            collectAddends(sum.left(), negative, all);
            collectAddends(sum.right(), negative != (sum.operator() == Operator.SUBTRACT), all);
        } else {
            all.add(negative ? negate(e) : e);
        }
    }

    /** The direct parts of an expression. */
    public static List<Expr> children(Expr e) {
        if (e instanceof Negate n) {
            return List.of(n.argument());
        }
        if (e instanceof Binary b) {
            return List.of(b.left(), b.right());
        }
        if (e instanceof Call c) {
            return c.arguments();
        }
        return List.of();
    }

    /** The same expression with its direct parts mapped, rebuilt with simplification. */
    public static Expr mapChildren(Expr e, Function<Expr, Expr> map) {
        if (e instanceof Negate n) {
            return negate(map.apply(n.argument()));
        }
        if (e instanceof Binary b) {
            return binary(b.operator(), map.apply(b.left()), map.apply(b.right()));
        }
        if (e instanceof Call c) {
            return call(c.function(), c.arguments().stream().map(map).toList());
        }
        return e;
    }

    /** Replaces leaves bottom-up: the map receives every node whose parts have been mapped. */
    public static Expr transform(Expr e, Function<Expr, Expr> map) {
        return map.apply(mapChildren(e, part -> transform(part, map)));
    }

    /** All nodes of a kind, each once, in order of appearance. */
    public static <T extends Expr> Set<T> find(Expr e, Class<T> kind) {
        Set<T> found = new LinkedHashSet<>();
        find(e, kind, found);
        return found;
    }

    private static <T extends Expr> void find(Expr e, Class<T> kind, Set<T> found) {
        if (kind.isInstance(e)) {
            found.add(kind.cast(e));
        }
        for (Expr part : children(e)) {
            find(part, kind, found);
        }
    }

    /** The field derivatives that occur in any of the expressions, each once, in order of appearance. */
    public static List<FieldTerm> fieldTerms(List<Expr> expressions) {
        Set<FieldTerm> found = new LinkedHashSet<>();
        for (Expr e : expressions) {
            find(e, FieldTerm.class, found);
        }
        return new ArrayList<>(found);
    }

    /** Derivative by a field derivative, all other field derivatives held fixed. */
    public static Expr partial(Expr expression, FieldTerm term) {
        return Derivative.of(expression, leaf -> leaf.equals(term) ? ONE : ZERO);
    }

    /** Derivative by a parameter that is not replaced by its value, fields held fixed. */
    public static Expr partial(Expr expression, Expr.Parameter parameter) {
        return Derivative.of(expression, leaf -> leaf.equals(parameter) ? ONE : ZERO);
    }

    /**
     * Total derivative by input number {@code axis} called {@code name}: fields and tables turn into their derivatives.
     */
    public static Expr derivative(Expr expression, String name, int axis) {
        return Derivative.of(expression, leaf -> {
            if (leaf instanceof Expr.Coordinate c) {
                return c.name().equals(name) ? ONE : ZERO;
            }
            if (leaf instanceof Expr.Parameter p) {
                return p.name().equals(name) ? ONE : ZERO;
            }
            if (leaf instanceof FieldTerm f) {
                return new FieldTerm(f.field(), raise(f.orders(), axis));
            }
            if (leaf instanceof Table t) {
                return new Table(t.name(), raise(t.orders(), axis));
            }
            if (leaf instanceof NormalDerivative || leaf instanceof Expr.Normal) {
                throw new IllegalArgumentException("a normal has no derivative here");
            }
            return ZERO;
        });
    }

    private static MultiIndex raise(MultiIndex orders, int axis) {
        return orders.plus(MultiIndex.unit(orders.dimension(), axis));
    }

    /** Replaces {@code u_n} by {@code sum_i n_i u_i} over the spatial inputs. */
    public static Expr expandNormalDerivatives(Expr e, List<String> inputs, List<Integer> spatial) {
        return transform(e, node -> {
            if (node instanceof NormalDerivative u) {
                Expr sum = ZERO;
                for (int axis : spatial) {
                    sum = add(
                            sum,
                            multiply(
                                    new Expr.Normal(inputs.get(axis)),
                                    new FieldTerm(u.field(), MultiIndex.unit(inputs.size(), axis))));
                }
                return sum;
            }
            return node;
        });
    }

    /** Whether the expression holds no fields, so that it is a given function of the inputs. */
    public static boolean isGiven(Expr e) {
        return find(e, FieldTerm.class).isEmpty()
                && find(e, NormalDerivative.class).isEmpty();
    }
}
