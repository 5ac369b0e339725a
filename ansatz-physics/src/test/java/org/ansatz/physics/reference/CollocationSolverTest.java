package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollocationSolverTest {
    static Stream<Arguments> manufactured() {
        return Stream.of(
                Arguments.of("a nonlinear boundary value problem", """
                        coordinates: {x: [0, 2]}
                        fields: [u]
                        functions: {ue: exp(sin(x))}
                        equations: ["u_xx - u^3 = ue_xx - ue^3"]
                        conditions: [{at: boundary, u: ue}]
                        exact: {u: ue}
                        """),
                Arguments.of("Robin and Neumann conditions", """
                        coordinates: {x: [0, 1]}
                        fields: [u]
                        functions: {ue: cos(3*x)}
                        equations: ["u_xx - u = ue_xx - ue"]
                        conditions:
                          - {at: x = 0, equation: "u_n + 2*u = 2"}
                          - {at: x = 1, u_n: ue_x}
                        exact: {u: ue}
                        """),
                Arguments.of("a first-order system with both conditions on one field", """
                        coordinates: {x: [0, 1]}
                        fields: [u, q]
                        equations: ["q = u_x", "q_x + u = 0"]
                        conditions: [{at: x = 0, u: 0}, {at: x = 1, u: sin(1)}]
                        exact: {u: sin(x), q: cos(x)}
                        """),
                Arguments.of("a third-order equation", """
                        coordinates: {x: [0, 1]}
                        fields: [u]
                        equations: ["u_xxx + u*u_xx = exp(x) + exp(2*x)"]
                        conditions: [{at: x = 0, u: 1, u_x: 1}, {at: x = 1, u_x: e}]
                        exact: {u: exp(x)}
                        """),
                Arguments.of("a value inside the interval", """
                        coordinates: {x: [0, 1]}
                        fields: [u]
                        equations: ["u_xx = -sin(x)"]
                        conditions: [{at: x = 0, u: 0}, {at: x = 0.25, u: sin(0.25)}]
                        exact: {u: sin(x)}
                        """),
                Arguments.of("pure Neumann conditions with a mean", """
                        coordinates: {x: [0, pi], y: [0, pi]}
                        fields: [u]
                        equations: ["laplacian(u) = -2*cos(x)*cos(y)"]
                        conditions:
                          - {at: boundary, u_n: 0}
                          - {integral: {over: [x, y], of: u, equals: 0}}
                        exact: {u: cos(x)*cos(y)}
                        """),
                Arguments.of("mixed conditions in two dimensions", """
                        coordinates: {x: [0, 1], y: [0, 1]}
                        fields: [u]
                        functions: {ue: exp(x)*sin(2*y)}
                        equations: ["u_xx + u_yy + u*u_x = ue_xx + ue_yy + ue*ue_x"]
                        conditions:
                          - {at: x = 0 or y = 0, u: ue}
                          - {at: x = 1, u_n: ue_x}
                          - {at: y = 1, equation: "u_n + u = ue_y + ue"}
                        exact: {u: ue}
                        """),
                Arguments.of("a Fourier basis", """
                        coordinates: {x: [0, 2*pi]}
                        fields: [u]
                        equations: ["u_xx - 2*u + u^3 = -3*sin(x) + sin(x)^3"]
                        conditions: [{periodic: x}]
                        exact: {u: sin(x)}
                        """),
                Arguments.of("periodic in one direction of two", """
                        coordinates: {x: [0, 2*pi], y: [0, 1]}
                        fields: [u]
                        equations: ["laplacian(u) = 0"]
                        conditions:
                          - {periodic: x}
                          - {at: y = 0 or y = 1, u: cos(x)*cosh(y)}
                        exact: {u: cos(x)*cosh(y)}
                        """),
                Arguments.of("one of two fields periodic", """
                        coordinates: {x: [0, 2*pi]}
                        fields: [u, v]
                        equations: ["u_xx - u = -2*sin(x)", "v_x = u"]
                        conditions: [{periodic: x, fields: [u]}, {at: x = 0, v: -1}]
                        exact: {u: sin(x), v: -cos(x)}
                        """),
                Arguments.of("a clamped plate", """
                        coordinates: {x: [0, 1], y: [0, 1]}
                        fields: [w]
                        functions: {we: sin(pi*x)^2*sin(pi*y)^2}
                        equations: ["laplacian(laplacian(w)) = D(we,x,x,x,x) + 2*D(we,x,x,y,y) + D(we,y,y,y,y)"]
                        conditions: [{at: boundary, w: 0, w_n: 0}]
                        exact: {w: we}
                        """),
                Arguments.of("advection in time", """
                        coordinates: {x: [0, 1], t: [0, 1]}
                        fields: [u]
                        equations: ["u_t + u_x = 0"]
                        conditions: [{at: t = 0, u: sin(3*x)}, {at: x = 0, u: sin(-3*t)}]
                        exact: {u: sin(3*(x - t))}
                        """),
                Arguments.of("a field without time derivative beside one with", """
                        coordinates: {x: [0, pi], t: [0, 1]}
                        fields: [u, phi]
                        equations: ["u_t = u_xx + phi", "phi_xx = -u"]
                        conditions:
                          - {at: t = 0, u: sin(x)}
                          - {at: boundary, u: 0, phi: 0}
                        exact: {u: sin(x), phi: sin(x)}
                        """),
                Arguments.of("conditions at both ends of time", """
                        coordinates: {x: [0, 1], t: [0, 1]}
                        fields: [u]
                        equations: ["u_tt + u_xx = 0"]
                        conditions:
                          - {at: t = 0 or t = 1, u: exp(t)*sin(x)}
                          - {at: boundary, u: exp(t)*sin(x)}
                        exact: {u: exp(t)*sin(x)}
                        """),
                Arguments.of("a heat equation in two dimensions, periodic in one", """
                        coordinates: {x: [0, 2*pi], y: [0, pi], t: [0, 0.5]}
                        fields: [u]
                        equations: ["u_t = laplacian(u)"]
                        conditions:
                          - {periodic: x}
                          - {at: t = 0, u: cos(x)*sin(y)}
                          - {at: y = 0 or y = pi, u: 0}
                        exact: {u: exp(-2*t)*cos(x)*sin(y)}
                        """),
                Arguments.of("a soliton whose initial values at few points miss a condition on the slope", """
                        coordinates: {x: [-3, 3], t: [0, 0.2]}
                        fields: [u]
                        functions: {s: "2/cosh(x - 4*t + 1)^2"}
                        equations: ["u_t + 6*u*u_x + u_xxx = 0"]
                        conditions:
                          - {at: t = 0, u: s}
                          - {at: x = -3, u: s}
                          - {at: x = 3, u: s, u_x: s_x}
                        exact: {u: s}
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manufactured")
    void reproducesTheExactSolution(String what, String text) {
        Problem problem = Problems.of(text);
        Solution solution = Problems.solve(problem);
        assertThat(Problems.error(problem, solution)).as(what).isLessThan(1e-8);
        assertThat(solution.errorEstimate().values()).as(what).allMatch(e -> e < 1e-8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poisson-1d",
                "diffusion-1d",
                "euler-beam",
                "reaction-diffusion",
                "klein-gordon",
                "wave-1d",
                "helmholtz-2d",
                "parametric-diffusion"
            })
    void solvesTheExampleToEightDigits(String name) {
        Problem problem = Problems.example(name);
        assertThat(Problems.error(problem, Problems.solve(problem))).isLessThan(1e-8);
    }

    @Test
    void kovasznayFlowConvergesSpectrally() {
        Problem problem = Problems.example("kovasznay");
        double coarse = errorAt(problem, 9);
        double fine = errorAt(problem, 18);
        assertThat(coarse).isLessThan(0.1);
        assertThat(fine).isLessThan(1e-6);
    }

    @Test
    void errorFallsFasterThanAnyPowerOfTheResolution() {
        Problem problem = Problems.of("""
                coordinates: {x: [-1, 1]}
                fields: [u]
                functions: {ue: 1/(2 + sin(4*x))}
                equations: ["u_xx + u*u_x = ue_xx + ue*ue_x"]
                conditions: [{at: boundary, u: ue}]
                exact: {u: ue}
                """);
        double first = errorAt(problem, 10);
        double second = errorAt(problem, 20);
        double third = errorAt(problem, 40);
        assertThat(second).isLessThan(first / 10);
        assertThat(third).isLessThan(second * second * 100);
    }

    private static double errorAt(Problem problem, int resolution) {
        CollocationRun run = new CollocationRun(problem, Arrangement.of(problem));
        return Problems.error(
                problem,
                new SpectralSolution(
                        problem,
                        run.steady(resolution, new java.util.ArrayList<>(), () -> false),
                        null,
                        java.util.Map.of()));
    }

    @Test
    void jacobianMatchesFiniteDifferences() {
        Problem problem = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 2]}
                fields: [u, v]
                equations: ["u*u_x + v*u_yy = exp(v)", "v_xy + sin(u*v_x) + v_xx + v_yy = x*y"]
                conditions:
                  - {at: boundary, v: x}
                  - {at: x = 0, u: 1}
                  - {at: y = 0, equation: "u_n*v + u^2 = 0"}
                  - {at: y = 2, u_y: 0}
                  - {integral: {over: [x, y], of: u^2, equals: 1}}
                """);
        CollocationRun run = new CollocationRun(problem, Arrangement.of(problem));
        Layout layout = run.layout(5);
        CollocationSystem system = run.system(layout, new double[] {0.5, 1});
        SplittableRandom random = new SplittableRandom(2);
        double[] c = random.doubles(layout.size(), -0.2, 0.2).toArray();
        double[] exact = system.jacobians(0, new double[][] {c})[0];
        double h = 1e-6;
        for (int j = 0; j < layout.size(); j++) {
            double[] ahead = c.clone();
            double[] back = c.clone();
            ahead[j] += h;
            back[j] -= h;
            double[] up = system.residual(ahead);
            double[] down = system.residual(back);
            for (int i = 0; i < system.rows(); i++) {
                double slope = (up[i] - down[i]) / (2 * h);
                assertThat(exact[i * layout.size() + j]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            }
        }
    }

    @Test
    void laterValueWinsInTheCorner() {
        Problem problem = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                equations: ["laplacian(u) = 0"]
                conditions:
                  - {at: boundary, u: 0}
                  - {at: y = 1, u: 1}
                """);
        Solution solution = Problems.solve(problem, Settings.empty().with("max_resolution", 18));
        assertThat(solution.at(0, 1)[0]).isCloseTo(1, within(1e-8));
        assertThat(solution.at(1, 1)[0]).isCloseTo(1, within(1e-8));
        // By symmetry the four sides contribute a quarter each.
        assertThat(solution.at(0.5, 0.5)[0]).isCloseTo(0.25, within(1e-10));
    }

    /** {@code u = sum over odd n of 4/(n pi) sin(n pi x) sinh(c n pi y) / sinh(c n pi)}, with {@code c^2 = a / b}. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 4, 0.25})
    void jumpsInTheCornersDoNotSlowConvergence(double ratio) {
        Problem problem = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                equations: ["%s*u_xx + u_yy = 0"]
                conditions:
                  - {at: boundary, u: 0}
                  - {at: y = 1, u: 1}
                """.formatted(ratio));
        Solution solution = Problems.solve(problem);
        double c = Math.sqrt(ratio) * Math.PI;
        for (double[] point : new double[][] {{0.5, 0.5}, {0.1, 0.9}, {0.97, 0.98}, {0.3, 0.2}}) {
            double exact = 0;
            for (int n = 1; n < 2001; n += 2) {
                double decay = Math.exp(n * c * (point[1] - 1))
                        * (1 - Math.exp(-2 * n * c * point[1]))
                        / (1 - Math.exp(-2 * n * c));
                exact += 4 / (n * Math.PI) * Math.sin(n * Math.PI * point[0]) * decay;
            }
            assertThat(solution.at(point)[0]).isCloseTo(exact, within(1e-9));
        }
    }

    /** A jump under a nonlinear equation: what is left is of order r, so the change falls with the fourth power or so. */
    @Test
    void lowerTermsLeaveASmootherRemainder() {
        Problem problem = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                equations: ["laplacian(u) = 5*u*u_x + u^3"]
                conditions:
                  - {at: boundary, u: 0}
                  - {at: y = 1, u: 1}
                """);
        CollocationRun run = new CollocationRun(problem, Arrangement.of(problem));
        SpectralSolution[] solutions = new SpectralSolution[3];
        List<CollocationRun.Guess> guesses = new java.util.ArrayList<>();
        for (int k = 0; k < 3; k++) {
            solutions[k] = new SpectralSolution(
                    problem, run.steady(8 << k, guesses, () -> false), run.corners(), null, java.util.Map.of());
        }
        double first = Comparison.largest(Comparison.change(problem, solutions[0], solutions[1]));
        double second = Comparison.largest(Comparison.change(problem, solutions[1], solutions[2]));
        assertThat(second).isLessThan(first / 8).isLessThan(1e-3);
    }

    @Test
    void missingConditionIsNamed() {
        Problem problem = Problems.of("""
                coordinates: {x: [0, 1]}
                fields: [u]
                equations: ["u_xx = 1"]
                conditions: [{at: x = 0, u_x: 0}]
                """);
        assertThatThrownBy(() -> Problems.solve(problem))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("do not determine the solution");
    }

    @Test
    void refusalsSayWhy() {
        ClassicalSolver solver = new ClassicalSolver();
        assertThat(solver.refuses(Problems.example("inverse-diffusion"), Settings.empty()))
                .hasValueSatisfying(s -> assertThat(s).contains("parameter kappa is unknown"));
        Problem three = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 1], z: [0, 1]}
                fields: [u]
                equations: ["laplacian(u) = 0"]
                conditions: [{at: boundary, u: 0}]
                """);
        assertThat(solver.refuses(three, Settings.empty()))
                .hasValueSatisfying(s -> assertThat(s).contains("3 space coordinates"));
        Problem curved = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                equations: ["laplacian(u) = 0"]
                conditions: [{at: boundary, u: 0}, {at: x = y^2, u: 1}]
                """);
        assertThat(solver.refuses(curved, Settings.empty()))
                .hasValueSatisfying(s -> assertThat(s).contains("does not lie on a plane"));
        Problem half = Problems.of("""
                coordinates: {x: [0, 1], y: [0, 1], t: [0, 1]}
                fields: [u]
                equations: ["u_tt = laplacian(u)"]
                conditions: [{at: boundary, u: 0}, {at: t = 0, u: 0}]
                """);
        assertThat(solver.refuses(half, Settings.empty()))
                .hasValueSatisfying(s -> assertThat(s).contains("u needs 2 conditions at t = 0"));
    }

    @Test
    void badSettingsAreNamed() {
        Problem problem = Problems.example("poisson-1d");
        for (String setting : List.of("tolerance", "resolution", "max_resolution", "time")) {
            assertThatThrownBy(() -> Problems.solve(problem, Settings.empty().with(setting, -1)))
                    .isInstanceOf(InvalidProblem.class)
                    .hasMessageContaining(setting);
        }
    }
}
