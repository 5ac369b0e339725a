package org.ansatz.physics.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static Names names() {
        Names names = new Names();
        names.addCoordinate("x");
        names.addCoordinate("t");
        names.addField("u");
        names.addField("v");
        names.addUnknown("k");
        names.addConstant("nu", 0.25);
        names.addFunction("g", FormulaReader.expression("sin(x)*t", names));
        return names;
    }

    static double value(Expr e, double x, double t) {
        List<Expr.FieldTerm> terms = Exprs.fieldTerms(List.of(e));
        double[][] jets = new double[terms.size()][1];
        for (int i = 0; i < jets.length; i++) {
            // A made-up field u = exp(0.3 x + 0.7 t), v = 2 u: every derivative in closed form.
            MultiIndex a = terms.get(i).orders();
            double scale = terms.get(i).field().equals("v") ? 2 : 1;
            jets[i][0] = scale * Math.pow(0.3, a.get(0)) * Math.pow(0.7, a.get(1)) * Math.exp(0.3 * x + 0.7 * t);
        }
        Program program = Compiler.compile(List.of(e), List.of("x", "t"), List.of("k"), terms, null);
        double[][] out = new double[1][1];
        program.evaluate(new Program.Batch(1, new double[][] {{x}, {t}}, null, new double[] {1.7}, jets), out);
        return out[0][0];
    }

    @Test
    void theAddendsOfASumCarryTheirSigns() {
        Expr sum = FormulaReader.expression("u_t - (nu*u_xx - (k - x*(u + 1)))", names());
        assertThat(Exprs.addends(sum)).hasSize(4);
        double total =
                Exprs.addends(sum).stream().mapToDouble(e -> value(e, 0.3, 0.2)).sum();
        assertThat(total).isCloseTo(value(sum, 0.3, 0.2), within(1e-14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-2^2 | -4",
                "2^3^2 | 512",
                "2^-1 | 0.5",
                "-x^2 | -0.25",
                "1 - 2 - 3 | -4",
                "8/4/2 | 1",
                "2*pi | 6.283185307179586",
                "e | 2.718281828459045",
                "1e-3 + .5 + 2. | 2.501",
                "atan2(1, 2) | 0.4636476090008061",
                "where(x > 0 and not t < 0, 3, 4) | 3",
                "min(3, 1, 2) + max(x, t) | 1.75",
                "heaviside(x) + sign(-t) + abs(-2) | 2",
                "erf(0.5) | 0.5204998778130465",
                "sum(i, 1, 4, i^2) | 30",
                "nu*k | 0.425",
                "g_x - cos(x)*t | 0",
                "g_xt - cos(x) | 0",
                "D(g, x, x) + sin(x)*t | 0",
                "laplacian(g) + g | 0",
                "u_xt - 0.21*u | 0",
                "u_{x,x,t} - 0.063*u | 0",
                "D(u*v, x) - u_x*v - u*v_x | 0",
                "grad_dot(u, v) - u_x*v_x | 0",
                "-x^2*t - -(x^2)*t | 0",
                "2^-x^2 - 2^(-(x^2)) | 0",
                "6/2*3 | 9",
                "1 - -1 | 2",
                "--x | 0.5",
                "+x | 0.5",
                "sin(x)^2 + cos(x)^2 | 1",
                "tan(x) - sin(x)/cos(x) | 0",
                "asin(sin(x)) + acos(cos(x)) - 2*atan(tan(x)) | 0",
                "cosh(x)^2 - sinh(x)^2 | 1",
                "tanh(x) - sinh(x)/cosh(x) | 0",
                "exp(log(x)) - sqrt(x^2) | 0",
                "atan2(-1, -1) + 3*pi/4 | 0",
                "heaviside(0) | 0.5",
                "heaviside(-t) | 0",
                "sign(-x) | -1",
                "min(x, t) - max(-x, -t) | 1",
                "where(x < 0.5 or t = 0.75, 1, 2) | 1",
                "where(x <= 0.5, 1, 2) | 1",
                "where(0 < x < 0.4, 1, 2) | 2",
                "where(not (x > 0.4 and t > 0.7), 1, 2) | 2",
                "erf(-0.5) + 0.5204998778130465 | 0",
                "sum(i, 0, 2, sum(j, i, 2, j)) | 8",
                "sum(i, 3, 2, x) | 0",
                "sum(e, 1, 2, e) | 3",
                "D(sin(u*x), x) - cos(u*x)*(u_x*x + u) | 0",
                "D(u_x^2, t) - 2*u_x*u_xt | 0",
                "D(k*u, x, t) - k*u_xt | 0",
                "laplacian(u) - u_xx | 0",
                "u_{t,x} - u_xt | 0"
            })
    void formulasHaveTheirMathematicalValue(String text, double expected) {
        assertThat(value(FormulaReader.expression(text, names()), 0.5, 0.75)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sin(x*t)",
                "cos(2*x)^3",
                "tan(x/3)",
                "asin(x/4)",
                "acos(x/4)",
                "atan(x*t)",
                "atan2(x, t)",
                "sinh(x)",
                "cosh(x)",
                "tanh(x*t)",
                "exp(-x^2)",
                "log(2 + x^2)",
                "sqrt(1 + x)",
                "abs(x - 3)",
                "erf(x)",
                "min(x, 2*t)",
                "max(x^2, t)",
                "where(x > 0, x^3, 1)",
                "x^t",
                "t^x",
                "x/(1 + t*x)",
                "u*u_x + v_xx/u",
                "2^(x*t)",
                "x^-2",
                "heaviside(x)*x"
            })
    void derivativesMatchFiniteDifferences(String text) {
        Expr e = FormulaReader.expression(text, names());
        double h = 1e-5;
        for (double x : new double[] {0.4, 0.9}) {
            double t = 0.6;
            double byX = value(Exprs.derivative(e, "x", 0), x, t);
            double byT = value(Exprs.derivative(e, "t", 1), x, t);
            assertThat(byX).isCloseTo((value(e, x + h, t) - value(e, x - h, t)) / (2 * h), within(1e-7));
            assertThat(byT).isCloseTo((value(e, x, t + h) - value(e, x, t - h)) / (2 * h), within(1e-7));
        }
    }

    @Test
    void partialsHoldOtherFieldDerivativesFixed() {
        Expr e = FormulaReader.expression("u_t + u*u_x^2 - k*u_xx", names());
        Expr.FieldTerm ux = new Expr.FieldTerm("u", MultiIndex.of(1, 0));
        assertThat(value(Exprs.partial(e, ux), 0, 0)).isCloseTo(2 * 0.3, within(1e-14));
        assertThat(value(Exprs.partial(e, new Expr.Parameter("k")), 0, 0)).isCloseTo(-0.09, within(1e-14));
    }

    @Property(tries = 300)
    void printedFormulasReadBackWithTheSameValue(@ForAll("expressions") Expr e) {
        String text = new Printer(List.of("x", "t")).print(e);
        double expected = value(e, 0.5, 0.75);
        double actual;
        try {
            actual = value(FormulaReader.expression(text, names()), 0.5, 0.75);
        } catch (FormulaError refused) {
            // Constants that are not finite are refused, wherever they stand.
            assertThat(refused.getMessage()).containsPattern("not a finite number|division by zero");
            return;
        }
        if (Double.isFinite(expected)) {
            assertThat(actual).as(text).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
        }
    }

    @Provide
    Arbitrary<Expr> expressions() {
        return tree(4);
    }

    private static Arbitrary<Expr> tree(int depth) {
        Arbitrary<Expr> leaf = Arbitraries.of(
                new Expr.Coordinate("x"),
                new Expr.Coordinate("t"),
                new Expr.Parameter("k"),
                new Expr.FieldTerm("u", MultiIndex.of(1, 1)),
                new Expr.Constant(-2),
                new Expr.Constant(0.125),
                new Expr.Constant(3));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Expr> part = Arbitraries.lazy(() -> tree(depth - 1));
        return Arbitraries.oneOf(
                leaf,
                part.map(Expr.Negate::new),
                part.map(a -> new Expr.Call(Expr.Function.SIN, List.of(a))),
                part.flatMap(a -> part.map(b -> new Expr.Call(Expr.Function.MAX, List.of(a, b)))),
                part.flatMap(a -> part.map(b -> new Expr.Call(
                        Expr.Function.WHERE,
                        List.of(
                                new Expr.Binary(
                                        Expr.Operator.OR,
                                        new Expr.Binary(Expr.Operator.LESS, a, b),
                                        new Expr.Call(
                                                Expr.Function.NOT,
                                                List.of(new Expr.Binary(Expr.Operator.GREATER_EQUAL, b, a)))),
                                b,
                                a)))),
                Arbitraries.of(
                                Expr.Operator.ADD,
                                Expr.Operator.SUBTRACT,
                                Expr.Operator.MULTIPLY,
                                Expr.Operator.DIVIDE,
                                Expr.Operator.POWER)
                        .flatMap(op -> part.flatMap(a -> part.map(b -> new Expr.Binary(op, a, b)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u_xx + nuu | 7 | unknown name `nuu`; did you mean `nu`?",
                "(u + 1 | 0 | unbalanced parenthesis: `(` is never closed",
                "u + 1) | 5 | unbalanced parenthesis: `)` closes nothing",
                "u_xy | 0 | `u_xy`: `xy` is not made of coordinates (x, t), so it is no derivative of `u`",
                "D(u, y) | 5 | derivative by `y`, which is not a coordinate; expected one of x, t",
                "u + * 2 | 4 | unexpected `*`",
                "u + | 3 | the expression ends too early",
                "sinn(x) | 0 | unknown function `sinn`; did you mean `sin`?",
                "sin(x, t) | 0 | sin needs 1 argument, given 2",
                "1 + x/0 | 6 | division by zero",
                "2 + sqrt(-1) | 4 | `sqrt(-1)` is not a finite number",
                "1e999 | 0 | `1e999` is not a finite number",
                "u_{x,y} | 5 | derivative by `y`, which is not a coordinate; expected one of x, t",
                "w_{x} | 0 | unknown name `w`; expected one of x, t, u, v, k, nu, g, pi",
                "2 x | 2 | unexpected `x`; a product is written with `*`",
                "x == t | 3 | unexpected `=`; equality is written `=`",
                "min(x) | 0 | min needs two or more arguments",
                "D(u) | 0 | D needs an expression and coordinates: D(u, x)",
                "D(u_n, x) | 0 | a normal has no derivative here",
                "inside(u) | 0 | unknown shape `u`",
                "sum(i, 1, x, i) | 0 | sum: the limits must be constants",
                "sum(2, 1, 2, x) | 4 | sum: the index is a name, given `2`",
                "sum(i, 1, 2.5, i) | 0 | sum: the limits must be whole numbers, given 1.0 and 2.5",
                "u = 1 | 2 | expected a value, found a comparison; comparisons stand in where(condition, a, b)"
            })
    void mistakesAreNamedWithTheirPlace(String text, int position, String message) {
        assertThatThrownBy(() -> FormulaReader.expression(text, names()))
                .isInstanceOfSatisfying(FormulaError.class, e -> {
                    assertThat(e.getMessage()).isEqualTo(message);
                    assertThat(e.position()).isEqualTo(position);
                });
    }

    @Test
    void derivativesByLongNamesArePrintedInBraces() {
        Names names = new Names();
        names.addCoordinate("theta");
        names.addCoordinate("t");
        names.addField("u");
        Expr e = FormulaReader.expression("u_{theta,theta} + u_thetat", names);
        String text = new Printer(List.of("theta", "t")).print(e);
        assertThat(text).isEqualTo("u_{theta,theta} + u_{theta,t}");
        assertThat(FormulaReader.expression(text, names)).isEqualTo(e);
    }

    @Test
    void comparisonsOfComparisonsKeepTheirParentheses() {
        Expr e = FormulaReader.expression("where((x < t) = (t < 1), 1, 2)", names());
        String text = new Printer(List.of("x", "t")).print(e);
        assertThat(FormulaReader.expression(text, names())).isEqualTo(e);
    }

    @Test
    void operatorsAlongSpaceNeedASpatialCoordinate() {
        Names names = new Names();
        names.addCoordinate("t");
        names.addField("u");
        assertThatThrownBy(() -> FormulaReader.expression("laplacian(u)", names))
                .hasMessage("there is no spatial coordinate: all but `t` are spatial");
    }
}
