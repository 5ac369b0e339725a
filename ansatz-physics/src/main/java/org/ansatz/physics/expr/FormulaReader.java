package org.ansatz.physics.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ansatz.physics.expr.Expr.Operator;
import org.ansatz.physics.expr.FormulaParser.ComparisonContext;
import org.ansatz.physics.expr.FormulaParser.ConjunctionContext;
import org.ansatz.physics.expr.FormulaParser.DisjunctionContext;
import org.ansatz.physics.expr.FormulaParser.NegationContext;
import org.ansatz.tensor.jet.MultiIndex;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/**
 * Reads formulas. Names are resolved at once: constants by value, functions by their bodies, {@code u_xx} by splitting at
 * an underscore whose left part is a declared field or function and whose rest is coordinate names.
 */
public final class FormulaReader {
    private static final int DEEPEST = 100;
    private static final int LONGEST = 20_000;
    private static final int MOST_SUMMANDS = 10_000;
    // Longer sums and products become balanced trees, so that nothing recurses thousands deep.
    private static final int LONGEST_CHAIN = 100;

    private final Names words;
    private final String text;
    private final List<Index> indices = new ArrayList<>();

    private record Index(String name, double value) {}

    /** The two sides of an equation. */
    public record Sides(Expr left, Expr right) {}

    private FormulaReader(Names words, String text) {
        this.words = words;
        this.text = text;
    }

    /**
     * Reads an expression.
     *
     * @throws FormulaError at the first mistake
     */
    public static Expr expression(String text, Names words) {
        DisjunctionContext tree = tree(text);
        ComparisonContext comparison = onlyComparison(tree);
        if (comparison == null || !comparison.relation().isEmpty()) {
            int at = comparison == null
                    ? tree.getStart().getStartIndex()
                    : comparison.relation(0).getStart().getStartIndex();
            throw new FormulaError(
                    "expected a value, found a comparison; comparisons stand in where(condition, a, b)", text, at);
        }
        return new FormulaReader(words, text).disjunction(tree);
    }

    /**
     * Reads {@code left = right}.
     *
     * @throws FormulaError at the first mistake
     */
    public static Sides equation(String text, Names words) {
        FormulaReader parser = new FormulaReader(words, text);
        ComparisonContext comparison = onlyComparison(tree(text));
        if (comparison == null
                || comparison.relation().size() != 1
                || !comparison.relation(0).getText().equals("=")) {
            long signs = text.chars().filter(c -> c == '=').count();
            throw new FormulaError(
                    signs == 0 ? "an equation needs one `=`, here is none" : "an equation needs exactly one `=`",
                    text,
                    signs == 0 ? text.length() : text.indexOf('=', text.indexOf('=') + 1));
        }
        return new Sides(parser.sum(comparison.sum(0)), parser.sum(comparison.sum(1)));
    }

    /** A formula's tree for readers with a grammar of meanings of their own (loci). */
    public static DisjunctionContext tree(String text) {
        checkSize(text);
        checkParentheses(text);
        FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        FormulaParser parser = new FormulaParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException e) {
                Token token = (Token) symbol;
                boolean end = token.getType() == Token.EOF;
                if (text.isBlank()) {
                    throw new FormulaError("the expression is empty", text, 0);
                }
                throw new FormulaError(
                        end
                                ? "the expression ends too early"
                                : "unexpected `" + token.getText() + "`" + SyntaxHint.of(text, token),
                        text,
                        end ? text.length() : token.getStartIndex());
            }
        });
        return parser.formula().disjunction();
    }

    /** Readers of trees recurse; a formula made to exhaust the stack is refused. */
    private static void checkSize(String text) {
        if (text.length() > LONGEST) {
            throw new FormulaError("an expression of more than " + LONGEST + " characters", text, LONGEST);
        }
        int chain = 0;
        char before = '(';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                continue;
            }
            boolean sign = (c == '+' || c == '-') && "+-*/^(,=<>".indexOf(before) >= 0;
            boolean nests = sign || c == '^' || text.startsWith("not ", i) && !Character.isLetterOrDigit(before);
            chain = nests ? chain + 1 : "+-*/(,=".indexOf(c) >= 0 ? 0 : chain;
            if (chain > DEEPEST) {
                throw new FormulaError("nested more than " + DEEPEST + " deep", text, i);
            }
            before = c;
        }
    }

    private static void checkParentheses(String text) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '(') {
                if (open.size() >= DEEPEST) {
                    throw new FormulaError("nested more than " + DEEPEST + " deep", text, i);
                }
                open.add(i);
            } else if (text.charAt(i) == ')') {
                if (open.isEmpty()) {
                    throw new FormulaError("unbalanced parenthesis: `)` closes nothing", text, i);
                }
                open.remove(open.size() - 1);
            }
        }
        if (!open.isEmpty()) {
            throw new FormulaError("unbalanced parenthesis: `(` is never closed", text, open.get(open.size() - 1));
        }
    }

    /** The comparison if the whole formula is one, else null. */
    public static ComparisonContext onlyComparison(DisjunctionContext tree) {
        if (tree.conjunction().size() > 1 || tree.conjunction(0).negation().size() > 1) {
            return null;
        }
        return tree.conjunction(0).negation(0).comparison();
    }

    private Expr disjunction(DisjunctionContext c) {
        Expr result = conjunction(c.conjunction(0));
        for (ConjunctionContext next :
                c.conjunction().subList(1, c.conjunction().size())) {
            result = Exprs.binary(Operator.OR, result, conjunction(next));
        }
        return result;
    }

    private Expr conjunction(ConjunctionContext c) {
        Expr result = negation(c.negation(0));
        for (NegationContext next : c.negation().subList(1, c.negation().size())) {
            result = Exprs.binary(Operator.AND, result, negation(next));
        }
        return result;
    }

    private Expr negation(NegationContext c) {
        return c.negation() != null
                ? Exprs.call(Expr.Function.NOT, negation(c.negation()))
                : comparison(c.comparison());
    }

    private Expr comparison(ComparisonContext c) {
        Expr left = sum(c.sum(0));
        if (c.relation().isEmpty()) {
            return left;
        }
        Expr result = null;
        for (int i = 0; i < c.relation().size(); i++) {
            Expr right = sum(c.sum(i + 1));
            Expr link = Exprs.binary(operator(c.relation(i).getText()), left, right);
            result = result == null ? link : Exprs.binary(Operator.AND, result, link);
            left = right;
        }
        return result;
    }

    public static Operator operator(String symbol) {
        for (Operator operator : Operator.values()) {
            if (operator.symbol().equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    Expr sum(FormulaParser.SumContext c) {
        if (c.addition().size() > LONGEST_CHAIN) {
            List<Expr> terms = new ArrayList<>(List.of(product(c.product(0))));
            for (int i = 0; i < c.addition().size(); i++) {
                Expr term = product(c.product(i + 1));
                terms.add(c.addition(i).getText().equals("-") ? Exprs.negate(term) : term);
            }
            return finite(balanced(Operator.ADD, terms), c);
        }
        Expr result = product(c.product(0));
        for (int i = 0; i < c.addition().size(); i++) {
            result = Exprs.binary(operator(c.addition(i).getText()), result, product(c.product(i + 1)));
        }
        return finite(result, c);
    }

    private static Expr balanced(Operator operator, List<Expr> parts) {
        int n = parts.size();
        return n == 1
                ? parts.get(0)
                : Exprs.binary(
                        operator,
                        balanced(operator, parts.subList(0, n / 2)),
                        balanced(operator, parts.subList(n / 2, n)));
    }

    /** Division by zero, roots of negative numbers and overflow among constants are mistakes, not values. */
    private Expr finite(Expr e, ParserRuleContext at) {
        if (e instanceof Expr.Constant c && !Double.isFinite(c.value())) {
            String part =
                    text.substring(at.getStart().getStartIndex(), at.getStop().getStopIndex() + 1);
            throw error("`" + part + "` is not a finite number", at);
        }
        return e;
    }

    private Expr product(FormulaParser.ProductContext c) {
        List<Expr> factors = new ArrayList<>(List.of(signed(c.signed(0))));
        for (int i = 0; i < c.multiplication().size(); i++) {
            Expr right = signed(c.signed(i + 1));
            boolean division = c.multiplication(i).getText().equals("/");
            if (division && Exprs.isConstant(right, 0)) {
                throw error("division by zero", c.signed(i + 1));
            }
            boolean many = c.multiplication().size() > LONGEST_CHAIN;
            if (many && i > 0 && !division) {
                factors.add(right);
            } else {
                int last = factors.size() - 1;
                factors.set(
                        last, Exprs.binary(division ? Operator.DIVIDE : Operator.MULTIPLY, factors.get(last), right));
            }
        }
        return finite(balanced(Operator.MULTIPLY, factors), c);
    }

    private Expr signed(FormulaParser.SignedContext c) {
        if (c.power() != null) {
            return power(c.power());
        }
        Expr inner = signed(c.signed());
        return c.getStart().getText().equals("-") ? Exprs.negate(inner) : inner;
    }

    private Expr power(FormulaParser.PowerContext c) {
        Expr base = atom(c.atom());
        return finite(c.signed() == null ? base : Exprs.power(base, signed(c.signed())), c);
    }

    private Expr atom(FormulaParser.AtomContext c) {
        if (c instanceof FormulaParser.NumberContext number) {
            return finite(new Expr.Constant(Double.parseDouble(number.getText())), c);
        }
        if (c instanceof FormulaParser.GroupContext group) {
            return disjunction(group.disjunction());
        }
        if (c instanceof FormulaParser.NameContext name) {
            return name(name.getText(), name);
        }
        if (c instanceof FormulaParser.BracedDerivativeContext braced) {
            return braced(braced);
        }
        return call((FormulaParser.CallContext) c);
    }

    private FormulaError error(String message, ParserRuleContext at) {
        return new FormulaError(message, text, at.getStart().getStartIndex());
    }

    private Expr name(String name, ParserRuleContext at) {
        for (int i = indices.size() - 1; i >= 0; i--) {
            if (indices.get(i).name().equals(name)) {
                return new Expr.Constant(indices.get(i).value());
            }
        }
        if (name.equals("pi")) {
            return new Expr.Constant(Math.PI);
        }
        Expr declared = declared(name);
        if (declared != null) {
            return declared;
        }
        if (name.equals("e")) {
            return new Expr.Constant(Math.E);
        }
        Expr derivative = derivative(name, at);
        if (derivative != null) {
            return derivative;
        }
        if (words.isLater(name)) {
            throw error("`" + name + "` is not declared yet; only earlier names may be used", at);
        }
        if (words.shapes().contains(name)) {
            throw error("`" + name + "` is a shape; write inside(" + name + ")", at);
        }
        if (Names.callables().contains(name)) {
            throw error("`" + name + "` needs its arguments: " + name + "(...)", at);
        }
        throw error("unknown name `" + name + "`" + Nearest.hint(name, words.words()), at);
    }

    private Expr declared(String name) {
        if (words.constants().containsKey(name)) {
            return new Expr.Constant(words.constants().get(name));
        }
        if (words.unknowns().contains(name) || words.ranging().contains(name)) {
            return new Expr.Parameter(name);
        }
        if (words.inputs().contains(name)) {
            return new Expr.Coordinate(name);
        }
        if (words.fields().contains(name)) {
            return new Expr.FieldTerm(name, MultiIndex.zero(words.inputs().size()));
        }
        if (words.tables().contains(name)) {
            return new Expr.Table(name, MultiIndex.zero(words.inputs().size()));
        }
        return words.functions().get(name);
    }

    /** {@code u_xx}, {@code u_n}, {@code n_x}; null if the name has no such form. */
    private Expr derivative(String name, ParserRuleContext at) {
        for (int cut = name.lastIndexOf('_'); cut > 0; cut = name.lastIndexOf('_', cut - 1)) {
            String left = name.substring(0, cut);
            String rest = name.substring(cut + 1);
            if (rest.isEmpty()) {
                continue;
            }
            boolean field = words.fields().contains(left);
            if (field || words.functions().containsKey(left) || words.tables().contains(left)) {
                if (rest.equals("n")) {
                    return field ? new Expr.NormalDerivative(left) : alongNormal(declared(left), at);
                }
                Set<List<String>> readings = new LinkedHashSet<>();
                splitCoordinates(rest, new ArrayList<>(), readings);
                if (readings.size() > 1) {
                    throw error(
                            "`" + name + "` may be read as "
                                    + readings.stream()
                                            .map(r -> left + "_{" + String.join(",", r) + "}")
                                            .collect(Collectors.joining(" or "))
                                    + "; write it with braces",
                            at);
                }
                if (readings.size() == 1) {
                    return differentiable(
                            () -> differentiate(
                                    declared(left), readings.iterator().next()),
                            at);
                }
                throw error(
                        "`" + name + "`: `" + rest + "` is not made of coordinates ("
                                + String.join(", ", words.coordinates()) + "), so it is no derivative of `" + left
                                + "`",
                        at);
            }
            if (left.equals("n") && words.spatial().contains(rest)) {
                return new Expr.Normal(rest);
            }
        }
        return null;
    }

    /** All ways of writing {@code xxt} as coordinate names, each sorted, so that orders of derivation do not count. */
    private void splitCoordinates(String rest, List<String> before, Set<List<String>> readings) {
        if (rest.isEmpty()) {
            readings.add(before.stream().sorted().toList());
            return;
        }
        for (String coordinate : words.inputs()) {
            if (rest.startsWith(coordinate) && readings.size() < 2) {
                List<String> more = new ArrayList<>(before);
                more.add(coordinate);
                splitCoordinates(rest.substring(coordinate.length()), more, readings);
            }
        }
    }

    /** {@code f_n} of a given function: its gradient along the outward normal. */
    private Expr alongNormal(Expr e, ParserRuleContext at) {
        return differentiable(
                () -> {
                    Expr total = Exprs.ZERO;
                    for (String x : spatial()) {
                        total = Exprs.add(total, Exprs.multiply(new Expr.Normal(x), differentiate(e, List.of(x))));
                    }
                    return total;
                },
                at);
    }

    private List<String> spatial() {
        if (words.spatial().isEmpty()) {
            throw new IllegalArgumentException("there is no spatial coordinate: all but `t` are spatial");
        }
        return words.spatial();
    }

    private Expr differentiate(Expr e, List<String> by) {
        Expr result = e;
        for (String coordinate : by) {
            result = Exprs.derivative(result, coordinate, words.inputs().indexOf(coordinate));
        }
        return result;
    }

    private Expr braced(FormulaParser.BracedDerivativeContext c) {
        String head = c.NAME(0).getText();
        if (!head.endsWith("_")) {
            throw error("`" + head + "{`: a derivative is written `u_{x,x}`", c);
        }
        String left = head.substring(0, head.length() - 1);
        boolean known = words.fields().contains(left)
                || words.functions().containsKey(left)
                || words.tables().contains(left);
        if (!known) {
            throw error("unknown name `" + left + "`" + Nearest.hint(left, words.words()), c);
        }
        List<String> by = new ArrayList<>();
        for (int i = 1; i < c.NAME().size(); i++) {
            by.add(coordinate(c.NAME(i).getText(), c.NAME(i).getSymbol().getStartIndex()));
        }
        return differentiable(() -> differentiate(declared(left), by), c);
    }

    private String coordinate(String name, int position) {
        if (!words.inputs().contains(name)) {
            throw new FormulaError(
                    "derivative by `" + name + "`, which is not a coordinate" + Nearest.hint(name, words.inputs()),
                    text,
                    position);
        }
        return name;
    }

    private Expr call(FormulaParser.CallContext c) {
        String name = c.NAME().getText();
        List<DisjunctionContext> arguments = c.disjunction();
        switch (name) {
            case "D" -> {
                List<String> by = new ArrayList<>();
                for (DisjunctionContext a : arguments.subList(1, arguments.size())) {
                    by.add(coordinate(a.getText(), a.getStart().getStartIndex()));
                }
                if (by.isEmpty()) {
                    throw error("D needs an expression and coordinates: D(u, x)", c);
                }
                return differentiable(() -> differentiate(disjunction(arguments.get(0)), by), c);
            }
            case "laplacian" -> {
                need(name, arguments, 1, c);
                Expr inner = disjunction(arguments.get(0));
                return differentiable(() -> laplacian(inner), c);
            }
            case "grad_dot" -> {
                need(name, arguments, 2, c);
                Expr a = disjunction(arguments.get(0));
                Expr b = disjunction(arguments.get(1));
                return differentiable(() -> gradDot(a, b), c);
            }
            case "inside" -> {
                need(name, arguments, 1, c);
                String shape = arguments.get(0).getText();
                if (!words.shapes().contains(shape)) {
                    throw error("unknown shape `" + shape + "`" + Nearest.hint(shape, words.shapes()), c);
                }
                return new Expr.Inside(shape);
            }
            case "sum" -> {
                if (arguments.size() == 4) {
                    return indexedSum(c, arguments);
                }
                throw error("sum needs an index, its first and last value, and an expression: sum(i, 1, 3, ...)", c);
            }
            default -> {
                return function(name, arguments, c);
            }
        }
    }

    private interface Build {
        Expr get();
    }

    private Expr differentiable(Build build, ParserRuleContext at) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage(), at);
        }
    }

    private Expr laplacian(Expr e) {
        Expr total = Exprs.ZERO;
        for (String x : spatial()) {
            total = Exprs.add(total, differentiate(e, List.of(x, x)));
        }
        return total;
    }

    private Expr gradDot(Expr a, Expr b) {
        Expr total = Exprs.ZERO;
        for (String x : spatial()) {
            total = Exprs.add(total, Exprs.multiply(differentiate(a, List.of(x)), differentiate(b, List.of(x))));
        }
        return total;
    }

    private Expr indexedSum(FormulaParser.CallContext c, List<DisjunctionContext> arguments) {
        String index = arguments.get(0).getText();
        if (!index.matches("[\\p{L}][\\p{L}\\p{Nd}_]*") || index.equals("pi")) {
            throw error("sum: the index is a name, given `" + index + "`", arguments.get(0));
        }
        Expr first = disjunction(arguments.get(1));
        Expr last = disjunction(arguments.get(2));
        if (!(first instanceof Expr.Constant a) || !(last instanceof Expr.Constant b)) {
            throw error("sum: the limits must be constants", c);
        }
        if (a.value() != Math.rint(a.value()) || b.value() != Math.rint(b.value())) {
            throw error("sum: the limits must be whole numbers, given " + a.value() + " and " + b.value(), c);
        }
        if (b.value() - a.value() >= MOST_SUMMANDS) {
            throw error("sum: more than " + MOST_SUMMANDS + " terms", c);
        }
        List<Expr> terms = new ArrayList<>(List.of(Exprs.ZERO));
        for (int i = (int) a.value(); i <= (int) b.value(); i++) {
            indices.add(new Index(index, i));
            terms.add(disjunction(arguments.get(3)));
            indices.remove(indices.size() - 1);
        }
        return balanced(Operator.ADD, terms);
    }

    private Expr function(String name, List<DisjunctionContext> arguments, ParserRuleContext at) {
        for (Expr.Function f : Expr.Function.values()) {
            if (f != Expr.Function.NOT && f.name().toLowerCase(Locale.ROOT).equals(name)) {
                if (f.arity() >= 0) {
                    need(name, arguments, f.arity(), at);
                } else if (arguments.size() < 2) {
                    throw error(name + " needs two or more arguments", at);
                }
                return finite(
                        Exprs.call(f, arguments.stream().map(this::disjunction).toList()), at);
            }
        }
        if (words.isDeclared(name)) {
            throw error(
                    "`" + name + "` is not a function of arguments; write `" + name + " * (...)` for a product", at);
        }
        throw error("unknown function `" + name + "`" + Nearest.hint(name, Names.callables()), at);
    }

    private void need(String name, List<DisjunctionContext> arguments, int count, ParserRuleContext at) {
        if (arguments.size() != count) {
            throw error(
                    name + " needs " + count + (count == 1 ? " argument" : " arguments") + ", given "
                            + arguments.size(),
                    at);
        }
    }

    /** Parts of a locus for its reader. */
    public static Expr sumOf(String text, Names words, FormulaParser.SumContext c) {
        return new FormulaReader(words, text).sum(c);
    }
}
