package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.physics.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CornerDetectorTest {
    private static CornerSingularities find(String text) {
        return new CollocationRun(Problems.of(text), Arrangement.of(Problems.of(text))).corners();
    }

    private static String laplace(String equation, String conditions) {
        return """
                coordinates: {x: [0, 1], y: [0, 2]}
                fields: [u]
                equations: ["%s"]
                conditions: [%s]
                """.formatted(equation, conditions);
    }

    @Test
    void findsBothCornersOfTheLid() {
        Problem problem = Problems.example("cavity");
        CornerSingularities found = new CollocationRun(problem, Arrangement.of(problem)).corners();
        assertThat(found.describe()).isEqualTo("u, v, p at (0, 1); u, v, p at (1, 1)");
        assertThat(((CornerFlow) found.all().get(0)).viscosity()).isCloseTo(0.01, within(1e-16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kovasznay", "helmholtz-2d", "poisson-1d", "burgers", "parametric-diffusion"})
    void findsNothingWhereValuesMeet(String name) {
        Problem problem = Problems.example(name);
        assertThat(new CollocationRun(problem, Arrangement.of(problem))
                        .corners()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "laplacian(u) = 0                 | u at (0, 2); u at (1, 2)",
                "3*u_xx + u_yy + u*u_x = exp(u)   | u at (0, 2); u at (1, 2)",
                "(1 + x)*u_xx + u_yy = 0          | u at (0, 2); u at (1, 2)",
                "u_xx - u_yy = 0                  | ''",
                "(1 + u^2)*(u_xx + u_yy) = 0      | ''",
                "u_xx + u_xy + u_yy = 0           | ''"
            })
    void takesOutJumpsUnderEquationsWithTwoSecondDerivatives(String equation, String places) {
        CornerSingularities found = find(laplace(equation, "{at: boundary, u: 0}, {at: y = 2, u: 1}"));
        assertThat(found.describe()).isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{at: boundary, u: 0}, {at: y = 2, u: sin(pi*x)}                | ''",
                "{at: boundary, u: 0}, {at: y = 2, u: x}                        | u at (1, 2)",
                "{at: boundary, u: 0}, {at: x = 0 and y > 1, u: 1}              | u at (0, 2)",
                "{at: x = 0 or y = 0 or y = 2, u: 0}, {at: x = 1, u_n: 1}       | ''",
                "{at: x = 0 or x = 1, u: 0}, {at: y = 0, u: 1}, {at: y = 2, u_n: 0} | u at (0, 0); u at (1, 0)"
            })
    void comparesTheLimitsAlongBothSides(String conditions, String places) {
        assertThat(find(laplace("laplacian(u) = 0", conditions)).describe()).isEqualTo(places);
    }

    @Test
    void leavesACornerInWhichAConditionFixesThePressure() {
        String text = """
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u, v, p]
                equations: ["p_x = laplacian(u)", "p_y = laplacian(v)", "u_x + v_y = 0"]
                conditions: [{at: boundary, u: 0, v: 0}, {at: y = 1, u: 1}, {at: x = %d and y = 1, p: 0}]
                """;
        assertThat(find(text.formatted(1)).describe()).isEqualTo("u, v, p at (0, 1)");
    }

    @Test
    void pressureIsInfiniteInTheCornerWithTheSignThatItHasBeside() {
        Problem problem = Problems.example("cavity");
        CornerSingularities found = new CollocationRun(problem, Arrangement.of(problem)).corners();
        double[][] corners = {{0, 1}, {1, 1}};
        double[] p = found.evaluate(corners, java.util.List.of(problem.term("p")))[0];
        assertThat(p).containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
