package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemCheckTest {
    private static List<String> messages(String text) {
        return ProblemCheck.of(ProblemFile.parse(text, Path.of("test.yaml"))).findings().stream()
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("org.ansatz.physics.problem.ExamplesTest#examples")
    void noExampleRaisesAnAlarm(Path file) {
        assertThat(ProblemCheck.of(ProblemFile.read(file)).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u_tt = u_xx | {at: t = 0, u: 0} | {at: boundary, u: 0} "
                        + "| u_tt needs two conditions at t = 0, one is given",
                "u_t = u_xx | {at: x = 0, u: 0} | {at: x = 1, u_x: 0} "
                        + "| u_t needs one condition at t = 0, none is given",
                "u_t = u_xx | {at: t = 0, u: 0} | {at: x = 0, u: 0} "
                        + "| u_xx needs two conditions at x = 0 and x = 1, one is given",
                "u_t = u_xx | {at: t = 0, u: 0, u_t: 0} | {at: boundary, u: 0} "
                        + "| u_t needs one condition at t = 0, two are given",
                "u_t = u_xx | {at: t = 0, u: 0} | {at: boundary, u: 0, u_n: 0} "
                        + "| u_xx needs two conditions at x = 0 and x = 1, four are given",
                "u_t = -u_xxxx | {at: t = 0, u: 0} | {at: boundary, u: 0} "
                        + "| u_xxxx needs four conditions at x = 0 and x = 1, two are given",
                "u_t = u_xx | {at: t = 0 and x < 0.5, u: 0} | {at: boundary, u: 0} "
                        + "| u_t needs one condition at t = 0, none is given",
            })
    void conditionsAreCountedPerFace(String equation, String first, String second, String expected) {
        assertThat(messages("coordinates: {x: [0, 1], t: [0, 1]}\nfields: [u]\nequations: [" + equation
                        + "]\nconditions:\n  - " + first + "\n  - " + second + "\n"))
                .containsExactly(expected);
    }

    @Test
    void countsAreListedPerFaceAndField() {
        ProblemCheck check = ProblemCheck.of(ProblemFile.read(Path.of("../examples/helmholtz-hole.yaml")));
        assertThat(check.faces())
                .containsExactlyInAnyOrder(
                        new ProblemCheck.FaceCount("plate", "u", 1, 1), new ProblemCheck.FaceCount("hole", "u", 1, 1));
        assertThat(ProblemCheck.of(ProblemFile.read(Path.of("../examples/wave-1d.yaml")))
                        .faces())
                .containsExactly(
                        new ProblemCheck.FaceCount("x = 0 and x = 1", "u", 2, 2),
                        new ProblemCheck.FaceCount("t = 0", "u", 2, 2));
    }

    @Test
    void aBarePieceOfARegionsBoundaryIsNamed() {
        assertThat(messages("""
                        coordinates: {x: [-1, 1], y: [-1, 1]}
                        fields: [u]
                        shapes: {plate: {box: {x: [-1, 1], y: [-1, 1]}}, hole: {disk: {center: [0, 0], radius: 0.5}}}
                        region: plate - hole
                        equations: [laplacian(u) = 1]
                        conditions: [{at: plate, u: 0}]
                        """)).containsExactly("u_xx needs one condition at hole, none is given");
    }

    @Test
    void ordinaryEquationsAreCountedTogether() {
        String ode = "coordinates: {t: [0, 1]}\nfields: [y, z]\nequations: [y_t = z, z_t = -y]\nconditions: [%s]\n";
        assertThat(messages(ode.formatted("{at: t = 0, y: 0, z: 1}"))).isEmpty();
        assertThat(messages(ode.formatted("{at: t = 0, y: 0}, {at: t = 1, y: 1}")))
                .isEmpty();
        assertThat(messages(ode.formatted("{at: t = 0, y: 0}")))
                .containsExactly("z_t needs one condition, none is given");
        assertThat(messages(ode.formatted("{at: t = 0, y: 0, z: 1}, {at: t = 1, y: 0}")))
                .containsExactly("the equations need two conditions together, three are given");
    }

    @Test
    void periodicConditionsCount() {
        assertThat(messages("""
                        coordinates: {x: [0, 1], t: [0, 1]}
                        fields: [u]
                        equations: [u_t = -u_xxx - u*u_x]
                        conditions: [{at: t = 0, u: sin(2*pi*x)}, {periodic: x}]
                        """)).isEmpty();
    }

    @Test
    void aDerivativeThatYieldsToAValueIsNotCounted() {
        assertThat(messages("""
                        coordinates: {x: [0, 1], y: [0, 1]}
                        fields: [u]
                        equations: [laplacian(u) = 0]
                        conditions: [{at: boundary, u_n: 0}, {at: x = 0, u: 0}, {at: x = 1, u: 1}]
                        """)).isEmpty();
    }

    @Test
    void fewerAndMoreEquationsThanFieldsAreSaid() {
        assertThat(messages("""
                        coordinates: {x: [0, 1]}
                        fields: [u, k]
                        equations: ["D(k*u_x, x) = 1"]
                        conditions: [{at: boundary, u: 0}, {at: x = 0, k: 1}]
                        """)).contains("1 equation for 2 unknown fields: the problem is underdetermined");
        assertThat(messages("""
                        coordinates: {t: [0, 1]}
                        fields: [u]
                        equations: [u_t = u, u_t = 2*u]
                        conditions: [{at: t = 0, u: 1}]
                        """)).containsExactly("2 equations for 1 unknown field: the problem is overdetermined");
    }

    @Test
    void dataThatContradictAtACornerAreSaidWithTheJump() {
        String heat = """
                coordinates: {x: [0, 1], t: [0, 1]}
                fields: [u]
                equations: [u_t = u_xx]
                conditions: [{at: t = 0, u: %s}, {at: boundary, u: 0}]
                """;
        assertThat(messages(heat.formatted("1 - x")))
                .containsExactly("u jumps by 1 where `u at t = 0` (1) meets `u at boundary` (0), at x = 0, t = 0");
        assertThat(messages(heat.formatted("x*(1 - x)"))).isEmpty();
        assertThat(messages(heat.formatted("sin(pi*x) + 1e-9"))).isEmpty();
    }

    @Test
    void aFieldThatIsOnlyDifferentiatedIsUndetermined() {
        assertThat(messages("""
                        coordinates: {x: [0, 1], y: [0, 1]}
                        fields: [u]
                        equations: [laplacian(u) = x - 0.5]
                        conditions: [{at: boundary, u_n: 0}]
                        """))
                .containsExactly("only derivatives of u are given, so it is determined up to a constant; "
                        + "fix its value at a point or its integral");
    }

    @Test
    void unknownParametersNeedDataAndAPlace() {
        String text = """
                coordinates: {x: [0, 1]}
                fields: [u]
                parameters: {k: {unknown: true}}
                equations: ["u_xx = %s"]
                conditions: [{at: boundary, u: 0}]
                """;
        assertThat(messages(text.formatted("k")))
                .containsExactly("the unknown parameter k has no observations to be identified from");
        assertThat(messages(text.formatted("1")))
                .containsExactly("the unknown parameter k occurs in no equation and no condition");
    }

    @Test
    void costGrowsWithPointsAndFreeNumbers() {
        Problem p = ProblemFile.read(Path.of("../examples/burgers.yaml"));
        ProblemCheck.Cost cost = ProblemCheck.cost(p, 4000, 1000);
        assertThat(cost.derivatives()).isEqualTo(4);
        assertThat(cost.bytes()).isEqualTo(8L * 4000 * (2 + 4 + 1 + 1000));
    }
}
