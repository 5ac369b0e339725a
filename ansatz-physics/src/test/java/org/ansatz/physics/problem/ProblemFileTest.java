package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Program;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements of docs/problem-file.md on names, expressions, parameters, data, outputs and settings. */
class ProblemFileTest {
    @TempDir
    Path folder;

    private Problem read(String text) {
        return ProblemFile.parse(text, folder.resolve("test.yaml"));
    }

    /** A problem in x and t with field u, and further sections. */
    private Problem heat(String more) {
        return read("""
                coordinates: {x: [0, 1], t: [0, 2]}
                fields: [u]
                equations: ["u_t = u_xx"]
                """ + more);
    }

    private static double value(Problem problem, String function, double... point) {
        double[][] columns = new double[point.length][];
        for (int i = 0; i < point.length; i++) {
            columns[i] = new double[] {point[i]};
        }
        return problem.values(problem.functions().get(function), columns)[0];
    }

    private static Expr.FieldTerm term(String field, int... orders) {
        return new Expr.FieldTerm(field, MultiIndex.of(orders));
    }

    // ---- scalars and names

    @Test
    void everyScalarIsTakenAsAnExpression() {
        Problem p = read("""
                coordinates: {x: [-1e-1, 2*pi], t: [0, "1/4"]}
                fields: u
                parameters: {a: 1e-4, b: 2*pi, c: 'a*b', d: "1_0"}
                equations: u_t = u_xx
                """.replace(", d: \"1_0\"", ""));
        assertThat(p.inputs().get(0).interval()).isEqualTo(new Interval(-0.1, 2 * Math.PI));
        assertThat(p.constants()).containsEntry("a", 1e-4).containsEntry("c", 1e-4 * 2 * Math.PI);
        assertThat(p.fields()).containsExactly("u");
    }

    @Test
    void theNameDefaultsToTheFilesNameAndTheTitleToTheName() {
        assertThat(heat("").name()).isEqualTo("test");
        assertThat(heat("name: warm\n").title()).isEqualTo("warm");
        assertThat(ProblemFile.parse(
                                "coordinates: {x: [0, 1]}\nfields: [u]\nequations: [u_x = 1]",
                                Path.of("my first file.yml"))
                        .name())
                .isEqualTo("my-first-file");
    }

    @Test
    void relativeFileNamesAreRelativeToTheProblemFile() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/u.csv"), "x,t,u\n0.5,1,3\n");
        Problem p = heat("observations: [data/u.csv]\n");
        assertThat(p.observations().get(0).values()[0]).containsExactly(3);
    }

    @Test
    void aNameIsSplitOnlyAfterAFieldOrFunctionAndBeforeCoordinates() {
        Problem p = read("""
                coordinates: {x: [0, 1], t: [0, 1]}
                fields: [phi_1, phi]
                parameters: {c_x: 2, k_1: 3, x_t: 5}
                functions: {f_a: x^2*t, g: c_x + k_1 + x_t, h: f_a_xt}
                equations: ["phi_1_t = phi_1_xx + phi", "phi_xt = c_x*phi"]
                """);
        assertThat(p.equations().get(0).fieldTerms())
                .containsExactlyInAnyOrder(term("phi_1", 0, 1), term("phi_1", 2, 0), term("phi", 0, 0));
        assertThat(p.equations().get(1).fieldTerms()).contains(term("phi", 1, 1));
        assertThat(value(p, "g", 0, 0)).isEqualTo(10);
        assertThat(value(p, "h", 0.25, 0)).isEqualTo(0.5);
    }

    @Test
    void aFieldMayBeCalledN() {
        Problem p = read("""
                coordinates: {x: [0, 1], t: [0, 1]}
                fields: [n]
                equations: ["n_t = n_xx"]
                conditions: [{at: boundary, n_n: 0}, {at: x = 0, n_x: 1}]
                """);
        assertThat(p.equations().get(0).fieldTerms()).contains(term("n", 0, 1));
        Condition.Pointwise first = (Condition.Pointwise) p.conditions().get(0);
        assertThat(first.equation().left()).isEqualTo(new Expr.NormalDerivative("n"));
        Condition.Pointwise second = (Condition.Pointwise) p.conditions().get(1);
        assertThat(second.equation().left()).isEqualTo(term("n", 1, 0));
    }

    @Test
    void declaredNamesHideEButNeverPi() {
        Problem p = heat("parameters: {e: 3, a: e + pi}\n");
        assertThat(p.constants()).containsEntry("a", 3 + Math.PI);
        assertThat(heat("parameters: {a: e}\n").constants()).containsEntry("a", Math.E);
        assertThatThrownBy(() -> heat("parameters: {pi: 3}\n")).hasMessageContaining("cannot be declared");
    }

    @Test
    void parametersMayBeCalledDOrKOrF() {
        Problem p = heat("parameters: {D: 2, k: 3, f: 5, sin: 7}\nfunctions: {g: D*k*f*sin*x, h: \"D(D*x^2, x)\"}\n");
        assertThat(value(p, "g", 0.5, 0)).isEqualTo(105);
        assertThat(value(p, "h", 0.5, 0)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parameters: {u_x: 1}",
                "parameters: {u_n: 1}",
                "parameters: {u_tx: {range: [0, 1]}}",
                "parameters: {u_t: {unknown: true}}",
                "functions: {u_xx: x}",
                "functions: {f: x, f_t: t}",
                "functions: {f_t: t, f: x}",
            })
    void namesThatClashWithADerivativeAreRefused(String section) {
        assertThatThrownBy(() -> heat(section)).hasMessageContaining("would clash with a derivative of");
    }

    @Test
    void namesThatOnlyLookLikeDerivativesAreFine() {
        Problem p = heat("parameters: {u_0: 1, v_x: 2, u_y: 3}\nfunctions: {f: u_0 + v_x + u_y}\n");
        assertThat(value(p, "f", 0, 0)).isEqualTo(6);
    }

    @Test
    void timeIsTheCoordinateNamedTAndAllOthersAreSpatial() {
        Problem p = read("""
                coordinates: {t: [0, 1], theta: [0, 1], r: [1, 2]}
                fields: [u]
                equations: ["u_t = laplacian(u) + grad_dot(u, u) + u_{theta,theta} + u_theta"]
                """);
        assertThat(p.timeIndex()).contains(0);
        assertThat(p.spaceIndices()).containsExactly(1, 2);
        assertThat(p.equations().get(0).fieldTerms())
                .containsExactlyInAnyOrder(
                        term("u", 1, 0, 0),
                        term("u", 0, 2, 0),
                        term("u", 0, 0, 2),
                        term("u", 0, 1, 0),
                        term("u", 0, 0, 1));
    }

    @Test
    void aDerivativeThatMayBeReadInTwoWaysNeedsBraces() {
        String text = """
                coordinates: {x: [0, 1], xx: [0, 1]}
                fields: [u]
                equations: ["%s = 0"]
                """;
        assertThatThrownBy(() -> read(text.formatted("u_xx")))
                .hasMessageContaining("`u_xx` may be read as u_{x,x} or u_{xx}; write it with braces");
        assertThat(read(text.formatted("u_{xx}")).equations().get(0).fieldTerms())
                .containsExactly(term("u", 0, 1));
        assertThat(read(text.formatted("u_{x,x}")).equations().get(0).fieldTerms())
                .containsExactly(term("u", 2, 0));
    }

    // ---- expressions

    @Test
    void functionsMayUseDerivativesRangingParametersAndFields() {
        Problem p = heat("""
                parameters: {k: {range: [1, 2]}}
                functions: {f: k*x^3, g: "D(f, x, x)", flux: -k*u_x, h: f_x}
                exact: {u: g}
                """);
        assertThat(p.inputNames()).containsExactly("x", "t", "k");
        assertThat(value(p, "g", 0.5, 0, 2)).isEqualTo(6);
        assertThat(value(p, "h", 0.5, 0, 2)).isCloseTo(1.5, within(1e-14));
    }

    @Test
    void theNormalDerivativeOfAFunctionRunsAlongTheNormal() {
        Problem p = read("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                functions: {ue: x^2*y}
                equations: ["laplacian(u) = 2*y"]
                conditions: [{at: boundary, u_n: ue_n}]
                """);
        Expr right = ((Condition.Pointwise) p.conditions().get(0)).equation().right();
        double[][] out = new double[1][1];
        p.compile(List.of(right), List.of())
                .evaluate(
                        new Program.Batch(
                                1,
                                new double[][] {{0.5}, {1}},
                                new double[][] {{0}, {1}},
                                new double[0],
                                new double[0][]),
                        out);
        assertThat(out[0][0]).isEqualTo(0.25);
    }

    @Test
    void anIndexedSumExpandsWithItsIndexAsANumber() {
        Problem p = heat("functions: {f: \"sum(i, 1, 3, sum(j, 1, i, i*j*x))\"}\n");
        assertThat(value(p, "f", 2, 0)).isEqualTo(2 * (1 + 2 + 4 + 3 + 6 + 9));
    }

    @Test
    void aThousandSummandsAreRead() {
        StringBuilder sum = new StringBuilder("x");
        for (int i = 2; i <= 1000; i++) {
            sum.append(i % 2 == 0 ? " - " : " + ").append(i).append("*x");
        }
        assertThat(value(heat("functions: {f: " + sum + "}\n"), "f", 1, 0)).isEqualTo(-500);
    }

    // ---- equations

    @Test
    void equationsAreAListOrAMapOrOneText() {
        assertThat(heat("").equations().get(0).name()).isEqualTo("equation");
        Problem p = read("""
                coordinates: {t: [0, 1]}
                fields: [u, v]
                equations: {first: u_t = v, second: v_t = -u}
                """);
        assertThat(p.equations()).extracting(Equation::name).containsExactly("first", "second");
        Problem q = read("""
                coordinates: {t: [0, 1]}
                fields: [u, v]
                equations:
                  - u_t = v
                  - v_t = -u
                """);
        assertThat(q.equations()).extracting(Equation::name).containsExactly("equation_1", "equation_2");
    }

    @Test
    void aFieldWithoutAnEquationOfItsOwnIsAnUnknownLikeAnyOther() {
        Problem p = read("""
                coordinates: {x: [0, 1]}
                fields: [u, kappa]
                equations: ["D(kappa*u_x, x) = -1"]
                conditions: [{at: boundary, u: 0}, {at: x = 0, kappa: 1}]
                """);
        assertThat(p.fields()).containsExactly("u", "kappa");
        assertThat(p.equations().get(0).fieldTerms())
                .contains(term("kappa", 1), term("kappa", 0), term("u", 2), term("u", 1));
    }

    // ---- parameters

    @Test
    void parametersAreConstantsInOrderAndIntervalsMayUseThem() {
        Problem p = read("""
                coordinates: {x: [0, l]}
                fields: [u]
                parameters: {re: 20, l: re/2 - sqrt(re^2/4 + 4*pi^2) + 5}
                equations: ["u_xx = 0"]
                """);
        double l = 10 - Math.sqrt(100 + 4 * Math.PI * Math.PI) + 5;
        assertThat(p.inputs().get(0).interval().max()).isEqualTo(l);
    }

    @Test
    void unknownParametersHaveAFirstGuessInsideTheirBounds() {
        Problem p = heat("""
                parameters:
                  a: {unknown: true, initial: 0.5, min: 0}
                  b: {unknown: true, min: 1, max: 4}
                  c: {unknown: true}
                  d: {unknown: true, max: 3}
                """);
        assertThat(p.unknowns())
                .containsExactly(
                        new UnknownParameter("a", 0.5, 0, Double.POSITIVE_INFINITY),
                        new UnknownParameter("b", 2.5, 1, 4),
                        new UnknownParameter("c", 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                        new UnknownParameter("d", 2, Double.NEGATIVE_INFINITY, 3));
    }

    @Test
    void aRangingParameterIsAnInputAfterTheCoordinates() {
        Problem p = heat("parameters: {k: {range: [0.1, 1]}, c: 2}\n");
        assertThat(p.inputs().get(2)).isEqualTo(new Input("k", new Interval(0.1, 1), Input.Kind.RANGING));
        assertThat(p.constants()).containsOnlyKeys("c");
    }

    // ---- tables

    @Test
    void aTableIsAFunctionWithDerivatives() throws IOException {
        StringBuilder csv = new StringBuilder("x,value\n");
        for (int i = 0; i <= 20; i++) {
            double x = i / 20.0;
            csv.append(x).append(',').append(x * x * x).append('\n');
        }
        Files.writeString(folder.resolve("init.csv"), csv);
        Problem p = heat("functions: {u0: {table: init.csv}, f: u0 + u0_x, g: u0_t, h: \"D(x*u0, x)\"}\n");
        double x = 0.37;
        assertThat(value(p, "f", x, 0)).isCloseTo(x * x * x + 3 * x * x, within(1e-12));
        assertThat(value(p, "g", x, 0)).isZero();
        assertThat(value(p, "h", x, 0)).isCloseTo(4 * x * x * x, within(1e-12));
    }

    @Test
    void aTableMayBeAGridArchiveInSeveralCoordinates() throws IOException {
        int n = 9;
        double[] axis = new double[n];
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            axis[i] = i / (n - 1.0);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * n + j] = axis[i] * axis[i] + 2 * axis[j];
            }
        }
        double[] times = java.util.Arrays.stream(axis).map(t -> 2 * t).toArray();
        Npz.write(
                folder.resolve("grid.npz"),
                Map.of(
                        "x", NdArray.of(axis),
                        "t", NdArray.of(times),
                        "w", new NdArray(new long[] {n, n}, values)));
        Problem p = heat("functions: {w: {table: grid.npz}, f: w_x, g: w_t}\n");
        assertThat(value(p, "f", 0.3, 1.1)).isCloseTo(0.6, within(1e-12));
        assertThat(value(p, "g", 0.3, 1.1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void valuesAtTheMiddlesOfCellsCoverTheDomain() throws IOException {
        Files.writeString(folder.resolve("cells.csv"), "x,value\n0.125,1\n0.375,2\n0.625,3\n0.875,4\n");
        Problem p = heat("functions: {f: {table: cells.csv}, g: f}\n");
        assertThat(value(p, "g", 0, 0)).isCloseTo(0.5, within(1e-12));
    }

    // ---- observations, exact, reference

    @Test
    void observationsHaveCoordinatesThenAnyFields() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "\uFEFF\"t\", \"x\", \"u\"\n# a comment\n1; 0.5; 3\n\n2 1 4\n");
        Problem p = heat("observations:\n  - {file: a.csv, sigma: 0.01}\n  - a.csv\n");
        Observations o = p.observations().get(0);
        assertThat(o.fields()).containsExactly("u");
        assertThat(o.points().inputs()[0]).containsExactly(0.5, 1);
        assertThat(o.points().inputs()[1]).containsExactly(1, 2);
        assertThat(o.values()[0]).containsExactly(3, 4);
        assertThat(o.sigma()).isEqualTo(0.01);
        assertThat(p.observations().get(1).sigma()).isNaN();
    }

    @Test
    void referenceDataAreScatteredOrOnAGrid() throws IOException {
        Npz.write(
                folder.resolve("grid.npz"),
                Map.of(
                        "x", NdArray.of(0, 1),
                        "t", NdArray.of(0, 1, 2),
                        "u", new NdArray(new long[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6})));
        Problem p = heat("reference: grid.npz\n");
        ReferenceData data = ReferenceData.read(p.reference(), p.inputNames(), p.fields());
        assertThat(data.points().inputs()[0]).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(data.points().inputs()[1]).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(data.values().get("u")).containsExactly(1, 2, 3, 4, 5, 6);
        Npz.write(
                folder.resolve("points.npz"),
                Map.of("x", NdArray.of(0, 1, 0.5), "t", NdArray.of(0, 1, 2), "u", NdArray.of(7, 8, 9)));
        ReferenceData scattered =
                ReferenceData.read(folder.resolve("points.npz"), List.of("x", "t"), List.of("u", "v"));
        assertThat(scattered.points().inputs()[0]).containsExactly(0, 1, 0.5);
        assertThat(scattered.values()).containsOnlyKeys("u");
    }

    // ---- outputs and settings

    @Test
    void outputsOfAllKindsAreRead() {
        Problem p = read("""
                coordinates: {x: [-1, 1], y: [-1, 1], t: [0, 2]}
                fields: [u, p]
                parameters: {nu: 0.1}
                shapes:
                  plate: {box: {x: [-1, 1], y: [-1, 1]}}
                  hole: {disk: {center: [0, 0], radius: 0.25}}
                region: plate - hole
                equations: ["u_t = laplacian(u) + p", "p_t = u"]
                outputs:
                  probe: u*u_x at x = 0.5 and y = 0.5 and t = 1
                  drag: integral(-p*n_x + nu*u_n, hole) at t = 2
                  mass: integral(u, domain) at t = 2
                  rim: integral(u, boundary)
                  peak: max(abs(u - p))
                  low: min(u) at t = 1
                  bigger: max(u, p) at x = 0.5, y = 0.5, t = 0
                """);
        assertThat(p.outputs().get("probe").kind()).isEqualTo(Output.Kind.POINT);
        assertThat(p.outputs().get("probe").fixed()).isEqualTo(Map.of("x", 0.5, "y", 0.5, "t", 1.0));
        assertThat(p.outputs().get("drag").sets()).containsExactly("hole");
        assertThat(p.outputs().get("drag").fixed()).isEqualTo(Map.of("t", 2.0));
        assertThat(p.outputs().get("mass").sets()).containsExactly("domain");
        assertThat(p.outputs().get("rim").sets()).containsExactly("boundary");
        assertThat(p.outputs().get("peak").kind()).isEqualTo(Output.Kind.MAX);
        assertThat(p.outputs().get("low").kind()).isEqualTo(Output.Kind.MIN);
        assertThat(p.outputs().get("bigger").kind()).isEqualTo(Output.Kind.POINT);
    }

    @Test
    void settingsAreKeptAsTheyAreGiven() {
        Settings s = heat("solve: {method: mlp, hidden: [32, 32], time: 150, precision: double, seed: 1}\n")
                .settings();
        assertThat(s.integers("hidden", List.of())).containsExactly(32, 32);
        assertThat(s.number("time", 0)).isEqualTo(150);
        assertThat(s.text("method", "")).isEqualTo("mlp");
        assertThat(heat("").settings().given()).isEmpty();
    }

    @Test
    void emptyOptionalSectionsAreNothing() {
        assertThat(heat("conditions:\nparameters:\noutputs:\n").conditions()).isEmpty();
    }
}
