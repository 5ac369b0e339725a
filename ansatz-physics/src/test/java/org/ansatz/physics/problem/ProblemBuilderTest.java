package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Problems built in Java equal those read from files; problems print back to the form of files. */
class ProblemBuilderTest {
    private static ProblemBuilder burgers() {
        return Problem.named("burgers")
                .title("Burgers' equation, viscosity 0.01/pi")
                .coordinate("x", -1, 1)
                .coordinate("t", 0, 1)
                .fields("u")
                .parameter("nu", "0.01/pi")
                .equation("u_t + u*u_x = nu*u_xx")
                .condition("t = 0", "u", "-sin(pi*x)")
                .condition("x = -1 or x = 1", "u", "0");
    }

    private static void assertSame(Problem actual, Problem expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.title()).isEqualTo(expected.title());
        assertThat(actual.inputs()).isEqualTo(expected.inputs());
        assertThat(actual.fields()).isEqualTo(expected.fields());
        assertThat(actual.constants()).isEqualTo(expected.constants());
        assertThat(actual.unknowns()).isEqualTo(expected.unknowns());
        assertThat(actual.functions()).isEqualTo(expected.functions());
        assertThat(actual.equations()).isEqualTo(expected.equations());
        assertThat(actual.conditions()).isEqualTo(expected.conditions());
        assertThat(actual.exact()).isEqualTo(expected.exact());
        assertThat(actual.outputs()).isEqualTo(expected.outputs());
        assertThat(actual.settings().given()).isEqualTo(expected.settings().given());
        assertThat(actual.tables().keySet()).isEqualTo(expected.tables().keySet());
        assertThat(actual.observations()).hasSameSizeAs(expected.observations());
        for (int i = 0; i < actual.observations().size(); i++) {
            Observations a = actual.observations().get(i);
            Observations b = expected.observations().get(i);
            assertThat(a.values()).isDeepEqualTo(b.values());
            assertThat(a.points().inputs()).isDeepEqualTo(b.points().inputs());
            assertThat(Double.compare(a.sigma(), b.sigma())).isZero();
        }
    }

    @Test
    void theBuiltProblemEqualsTheReadOne() {
        assertSame(burgers().build(), ProblemFile.read(Path.of("../examples/burgers.yaml")));
    }

    @ParameterizedTest
    @MethodSource("org.ansatz.physics.problem.ExamplesTest#examples")
    void readPrintedAndReadAgainEveryExampleIsTheSame(Path file) {
        Problem problem = ProblemFile.read(file);
        String printed = problem.toYaml();
        Problem again = ProblemFile.parse(printed, file);
        assertSame(again, problem);
        assertThat(again.toYaml()).isEqualTo(printed);
    }

    @ParameterizedTest
    @MethodSource("org.ansatz.physics.problem.ExamplesTest#examples")
    void printedForAnotherFolderTheDataAreFound(Path file, @TempDir Path folder) throws IOException {
        Problem problem = ProblemFile.read(file);
        Path target = folder.resolve("config.yaml");
        Files.writeString(target, problem.toYaml(folder));
        assertSame(ProblemFile.read(target), problem);
    }

    @Test
    void thePrintedFormReadsAsOnPaper() {
        assertThat(burgers()
                        .setting("hidden", List.of(20, 20))
                        .setting("seed", 3)
                        .build()
                        .toYaml())
                .isEqualTo("""
                        name: burgers
                        title: "Burgers' equation, viscosity 0.01/pi"
                        coordinates: {x: [-1, 1], t: [0, 1]}
                        fields: [u]
                        parameters:
                          nu: 0.01/pi
                        equations:
                          - u_t + u*u_x = nu*u_xx
                        conditions:
                          - {at: t = 0, u: -sin(pi*x)}
                          - {at: x = -1 or x = 1, u: 0}
                        solve: {hidden: [20, 20], seed: 3}
                        """);
    }

    @Test
    void changedSettingsArePrinted() {
        Problem p = burgers().setting("seed", 3).build();
        Problem q = p.withSettings(p.settings().with("seed", 4).with("hidden", "[8, 8]"));
        assertThat(q.toYaml()).contains("solve: {seed: 4, hidden: [8, 8]}");
        assertThat(p.withSettings(Settings.empty()).toYaml()).doesNotContain("solve");
    }

    @Test
    void textsThatYamlWouldSplitOrReadOtherwiseAreQuoted() {
        Problem p = Problem.named("odd")
                .title("a: b, \"c\" # d")
                .coordinate("theta", 0, 1)
                .coordinate("t", 0, 1)
                .fields("u")
                .function("f", "atan2(theta, t)")
                .equation("u_{theta,theta} = D(u, t)")
                .condition("theta = 0", "u", "-f")
                .build();
        Problem again = ProblemFile.parse(p.toYaml(), Path.of("odd.yaml"));
        assertSame(again, p);
        assertThat(again.title()).isEqualTo("a: b, \"c\" # d");
    }

    @Test
    void everySectionCanBeBuilt() throws IOException {
        Map<String, String> wall = new LinkedHashMap<>();
        wall.put("u", "0");
        wall.put("v", "0");
        Problem p = Problem.named("all")
                .coordinate("x", -1, 1)
                .coordinate("y", "-1", "l")
                .coordinate("t", 0, 1)
                .fields("u", "v")
                .parameter("l", 1)
                .unknown("k", 0.5, 0, 2)
                .range("c", 1, 2)
                .function("f", "c*x")
                .table("g", Path.of("src/test/resources/tables/line.csv"))
                .box("plate", Map.of("x", new Interval(-1, 1), "y", new Interval(-1, 1)))
                .disk("hole", 0.25, 0, 0)
                .polygon("notch", new double[] {0.5, 0.5}, new double[] {1, 0.5}, new double[] {1, 1})
                .region("plate - hole - notch")
                .equation("first", "u_t = k*laplacian(u) + f + g")
                .equation("v_t = u")
                .condition("t = 0", wall)
                .condition("hole", "u_n", "0")
                .condition("plate", "equation", "u_n + u = 0")
                .integral(List.of("x", "y"), "v", "0")
                .exact("u", "x")
                .output("middle", "u at x = 0.5 and y = 0 and t = 1 and c = 1")
                .output("drag", "integral(u_n, hole) at t = 1")
                .setting("method", "mlp")
                .build();
        assertThat(p.conditions()).hasSize(5);
        assertThat(p.equations()).extracting(Equation::name).containsExactly("first", "equation_2");
        assertSame(ProblemFile.parse(p.toYaml(), Path.of("all.yaml")), p);
        Problem periodic = Problem.named("periodic")
                .coordinate("x", 0, 1)
                .fields("u")
                .equation("u_xx = u")
                .periodic("x", List.of("u"), 1)
                .build();
        assertThat(periodic.conditions()).containsExactly(new Condition.Periodic("periodic x", "x", List.of("u"), 1));
    }

    @Test
    void mistakesNameTheArgument() {
        assertThatThrownBy(() -> burgers().equation("balance", "u_t = nuu*u_xx").build())
                .isInstanceOf(InvalidProblem.class)
                .hasMessage("""
                        equation `balance`: unknown name `nuu`; did you mean `nu`?
                            u_t = nuu*u_xx
                                  ^""");
        assertThatThrownBy(() -> burgers().condition("x = 2", "u", "0").build()).hasMessage("""
                        the place of a condition: the condition at `x = 2` meets no point of the closed domain
                            x = 2
                            ^""");
        assertThatThrownBy(() -> burgers().condition("x = 1", "w", "0").build())
                .hasMessageStartingWith("condition at `x = 1`: unknown key `w` of a condition");
        assertThatThrownBy(() -> burgers().parameter("nu", 1).build())
                .hasMessageStartingWith("parameter `nu`: `nu` is given twice");
        assertThatThrownBy(() ->
                        Problem.named("none").coordinate("x", 0, 1).fields("u").build())
                .hasMessage("problem `none`: the section `equations` is missing");
        assertThatThrownBy(() -> burgers().coordinate("y", 1, 0).build())
                .hasMessageStartingWith("coordinate `y`: `y`: the interval [1.0, 0.0] is empty");
        assertThatThrownBy(() -> burgers().fields("w").build())
                .hasMessageStartingWith("field `w`: field `w` occurs in no equation");
    }
}
