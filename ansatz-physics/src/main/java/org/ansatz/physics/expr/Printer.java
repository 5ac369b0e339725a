package org.ansatz.physics.expr;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ansatz.physics.expr.Expr.Binary;
import org.ansatz.physics.expr.Expr.Operator;
import org.ansatz.tensor.jet.MultiIndex;

/** Writes expressions so that the parser reads them back. */
public final class Printer {
    private final List<String> inputs;

    /**
     * @param inputs names of the inputs, for derivatives
     */
    public Printer(List<String> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    public String print(Expr e) {
        return print(e, 0);
    }

    private String print(Expr e, int outer) {
        if (e instanceof Expr.Constant c) {
            String text = number(c.value());
            return text.startsWith("-") && outer > 3 ? "(" + text + ")" : text;
        }
        if (e instanceof Expr.Coordinate c) {
            return c.name();
        }
        if (e instanceof Expr.Parameter p) {
            return p.name();
        }
        if (e instanceof Expr.FieldTerm f) {
            return derivative(f.field(), f.orders());
        }
        if (e instanceof Expr.Table t) {
            return derivative(t.name(), t.orders());
        }
        if (e instanceof Expr.Normal n) {
            return "n_" + n.coordinate();
        }
        if (e instanceof Expr.NormalDerivative n) {
            return n.field() + "_n";
        }
        if (e instanceof Expr.Inside i) {
            return "inside(" + i.shape() + ")";
        }
        if (e instanceof Expr.Negate n) {
            return wrap("-" + print(n.argument(), 6), 5, outer);
        }
        if (e instanceof Binary b) {
            return binary(b, outer);
        }
        Expr.Call call = (Expr.Call) e;
        if (call.function() == Expr.Function.NOT) {
            return wrap("not " + print(call.arguments().get(0), 2), 2, outer);
        }
        return call.function().name().toLowerCase(Locale.ROOT)
                + call.arguments().stream().map(this::print).collect(Collectors.joining(", ", "(", ")"));
    }

    private String binary(Binary b, int outer) {
        int level = level(b.operator());
        boolean power = b.operator() == Operator.POWER;
        boolean comparison = level == 2;
        String left = print(b.left(), power || comparison ? level + 1 : level);
        String right = print(b.right(), power ? level : level + 1);
        String symbol = power ? "^" : " " + b.operator().symbol() + " ";
        return wrap(left + symbol + right, level, outer);
    }

    private static String wrap(String text, int level, int outer) {
        return level < outer ? "(" + text + ")" : text;
    }

    private static int level(Operator operator) {
        return switch (operator) {
            case OR -> 0;
            case AND -> 1;
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL -> 2;
            case ADD, SUBTRACT -> 3;
            case MULTIPLY, DIVIDE -> 4;
            case POWER -> 7;
        };
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.toString(value).replace("E", "e");
    }

    private String derivative(String name, MultiIndex orders) {
        if (orders.order() == 0) {
            return name;
        }
        boolean single = inputs.stream().allMatch(i -> i.length() == 1);
        StringBuilder by = new StringBuilder();
        for (int axis = 0; axis < orders.dimension(); axis++) {
            for (int k = 0; k < orders.get(axis); k++) {
                by.append(single || by.length() == 0 ? "" : ",").append(inputs.get(axis));
            }
        }
        return single ? name + "_" + by : name + "_{" + by + "}";
    }
}
