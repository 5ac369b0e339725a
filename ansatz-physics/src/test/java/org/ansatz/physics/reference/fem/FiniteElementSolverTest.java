package org.ansatz.physics.reference.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteElementSolverTest {
    private static final String PENTAGON = """
            coordinates: {x: [0, 2], y: [0, 2]}
            fields: [u]
            shapes:
              plot: {polygon: [[0, 0], [2, 0.2], [1.8, 1.5], [0.9, 2], [0.1, 1.2]]}
            region: plot
            """;

    private static final String SQUARE = """
            coordinates: {x: [0, 1], y: [0, 1]}
            fields: [u]
            """;

    private static final String PLATE_WITH_HOLE = """
            coordinates: {x: [-1, 1], y: [-1, 1]}
            fields: [u]
            shapes:
              plate: {box: {x: [-1, 1], y: [-1, 1]}}
              hole: {disk: {center: [0.1, 0], radius: 0.4}}
            region: plate - hole
            """;

    @ParameterizedTest
    @CsvSource({"1, 3 + 2*x - y", "2, 3 + 2*x - y + x^2 - 3*x*y + y^2/2"})
    void polynomialsOfTheElementsDegreeAreReproduced(int degree, String exact) {
        FiniteElementSolution solution = Cases.solve(
                PENTAGON + """
                        functions: {ue: %s}
                        equations: ["2*u_xx + u_xy + 3*u_yy + u_x - 2*u_y - u = 2*ue_xx + ue_xy + 3*ue_yy + ue_x - 2*ue_y - ue"]
                        conditions: [{at: boundary, u: ue}]
                        exact: {u: ue}
                        """.formatted(exact), Cases.settings(1e-8, 2000).with("degree", degree));
        assertThat(Cases.error(solution)).isLessThan(1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3"})
    void uniformRefinementConvergesWithTheOrderOfTheElement(int degree, double order) {
        String text = PLATE_WITH_HOLE + """
                functions: {ue: sin(2*x + y)*exp(y/2), k: 1 + x^2/2}
                equations: ["D(k*u_x, x) + D(k*u_y, y) - u_x - u = D(k*ue_x, x) + D(k*ue_y, y) - ue_x - ue"]
                conditions:
                  - {at: plate, u: ue}
                  - {at: hole, equation: "u_n + 2*u = n_x*ue_x + n_y*ue_y + 2*ue"}
                exact: {u: ue}
                """;
        Problem problem = Cases.read(text);
        FiniteElementSolution coarse = Cases.solve(
                problem, Cases.settings(1e-14, 2000).with("share", 1).with("degree", degree));
        FiniteElementSolution fine = Cases.solve(
                problem, Cases.settings(1e-14, 30000).with("share", 1).with("degree", degree));
        double observed = 2
                * Math.log(Cases.error(coarse) / Cases.error(fine))
                / Math.log((double) fine.parameterCount() / coarse.parameterCount());
        assertThat(observed).isCloseTo(order, within(0.2));
        assertThat(fine.errorEstimate().get("u")).isBetween(0.5 * Cases.error(fine), 2 * Cases.error(fine));
    }

    @Test
    void fluxConditionsOfAnAnisotropicOperatorAreTransformed() {
        FiniteElementSolution solution = Cases.solve(PENTAGON + """
                        functions: {ue: sin(x)*cos(y) + x}
                        equations: ["3*u_xx + 2*u_xy + u_yy = 3*ue_xx + 2*ue_xy + ue_yy"]
                        conditions:
                          - {at: boundary and x < 1, u: ue}
                          - {at: boundary and x >= 1, u_n: n_x*ue_x + n_y*ue_y}
                        exact: {u: ue}
                        """, Cases.settings(1e-5, 20000));
        assertThat(Cases.error(solution)).isLessThan(2e-5);
    }

    @Test
    void obliqueDerivativesAreSolved() {
        FiniteElementSolution solution = Cases.solve(SQUARE + """
                        functions: {ue: exp(x)*sin(y) + x*y}
                        equations: ["laplacian(u) = 0"]
                        conditions:
                          - {at: x = 0 or y = 0 or y = 1, u: ue}
                          - {at: x = 1, equation: "u_x + u_y/2 + u = ue_x + ue_y/2 + ue"}
                        exact: {u: ue}
                        """, Cases.settings(1e-5, 20000));
        assertThat(Cases.error(solution)).isLessThan(2e-5);
    }

    @Test
    void conditionsThatChangeWithinASideAreMetThere() {
        FiniteElementSolution solution = Cases.solve(SQUARE + """
                        functions: {ue: exp(x)*sin(y + 1)}
                        equations: ["laplacian(u) = 0"]
                        conditions:
                          - {at: x = 0 or x = 1 or y = 1, u: ue}
                          - {at: y = 0 and x < 0.37, u: ue}
                          - {at: y = 0 and x >= 0.37, u_n: -ue_y}
                        exact: {u: ue}
                        """, Cases.settings(1e-5, 20000));
        assertThat(Cases.error(solution)).isLessThan(2e-5);
    }

    @Test
    void fluxIsContinuousAcrossAFlatInterface() {
        FiniteElementSolution solution = Cases.solve("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                shapes: {core: {box: {x: [0.3, 1], y: [0, 1]}}}
                functions: {k: 1 + 4*inside(core)}
                equations: ["D(k*u_x, x) + D(k*u_y, y) = 0"]
                conditions:
                  - {at: x = 0, u: 0}
                  - {at: x = 1, u: 1}
                  - {at: y = 0 or y = 1, u_n: 0}
                exact: {u: "where(x < 0.3, x, 0.3 + (x - 0.3)/5)/0.44"}
                """, Cases.settings(1e-8, 3000));
        assertThat(Cases.error(solution)).isLessThan(1e-12);
        FieldTerm slope = new FieldTerm("u", MultiIndex.of(2, 0));
        double[][] beside = solution.evaluate(new double[][] {{0.29, 0.31}, {0.5, 0.5}}, List.of(slope));
        assertThat(beside[0])
                .as("slopes are not averaged across the interface")
                .containsExactly(new double[2], within(1e-8));
    }

    /** A cylinder in a uniform field: inside 2/(1 + k) x, outside x (1 - (k - 1)/(k + 1) a^2/r^2). */
    @Test
    void fluxIsContinuousAcrossARoundInterface() {
        FiniteElementSolution solution = Cases.solve("""
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u]
                parameters: {k: 10, a: 0.5}
                shapes: {rod: {disk: {center: [0, 0], radius: 0.5}}}
                functions:
                  c: "where(x^2 + y^2 < a^2, k, 1)"
                  ue: "where(x^2 + y^2 < a^2, 2*x/(1 + k), x*(1 - (k - 1)/(k + 1)*a^2/(x^2 + y^2 + 1e-300)))"
                  m: 1 + (k - 1)*inside(rod)
                equations: ["D(m*u_x, x) + D(m*u_y, y) = 0"]
                conditions: [{at: boundary, u: ue}]
                exact: {u: ue}
                """, Cases.settings(3e-6, 40000));
        assertThat(Cases.error(solution)).isLessThan(5e-6);
        assertThat(solution.errorEstimate().get("u")).isGreaterThan(0.3 * Cases.error(solution));
    }

    /** The leading singularity of the L-shape, r^(2/3) sin(2/3 phi), with phi from the side along the positive x axis. */
    @Test
    void refinementAtTheReentrantCornerRestoresTheOrder() {
        String text = """
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u]
                shapes:
                  square: {box: {x: [-1, 1], y: [-1, 1]}}
                  corner: {box: {x: [0, 1], y: [-1, 0]}}
                region: square - corner
                functions:
                  phi: "where(y < 0, 2*pi + atan2(y, x), atan2(y, x))"
                  ue: "(x^2 + y^2)^(1/3)*sin(2/3*phi)"
                equations: ["laplacian(u) = 0"]
                conditions: [{at: boundary, u: ue}]
                exact: {u: ue}
                """;
        Problem problem = Cases.read(text);
        FiniteElementSolution coarse = Cases.solve(problem, Cases.settings(1e-9, 1200));
        FiniteElementSolution fine = Cases.solve(problem, Cases.settings(1e-9, 24000));
        double order = 2
                * Math.log(Cases.error(coarse) / Cases.error(fine))
                / Math.log((double) fine.parameterCount() / coarse.parameterCount());
        assertThat(order).isGreaterThan(2.5);
        assertThat(fine.errorEstimate().get("u")).isBetween(0.5 * Cases.error(fine), 4 * Cases.error(fine));
    }

    @Test
    void theTorsionalRigidityOfTheLShapeIsApproachedFromBelow() {
        Problem problem = org.ansatz.physics.problem.ProblemFile.read(Path.of("../examples/poisson-l-shape.yaml"));
        FiniteElementSolution solution = Cases.solve(problem, Cases.settings(1e-5, 60000));
        assertThat(solution.outcome().status()).isEqualTo(Status.CONVERGED);
        double sum = 0;
        ElementPoints points = new ElementPoints(solution.mesh(), 1);
        for (int t = 0; t < solution.mesh().triangles().length; t++) {
            int n = points.move(t, t + 1, solution.nodalValues());
            for (int p = 0; p < n; p++) {
                sum += points.weight[p] * points.jets[0][p];
            }
        }
        // A quarter of the torsional rigidity, which is the square of the energy norm; approached from below.
        assertThat(sum).isBetween(0.2140755, 0.2140759);
    }

    @Test
    void laplaceOnTheDiscIsExactToRounding() {
        Problem problem = org.ansatz.physics.problem.ProblemFile.read(Path.of("../examples/laplace-disk.yaml"));
        FiniteElementSolution solution = Cases.solve(problem, Settings.empty());
        assertThat(Cases.error(solution)).isLessThan(1e-13);
    }

    @Test
    void helmholtzAroundAHoleIsSolvedToTheTolerance() {
        Problem problem = org.ansatz.physics.problem.ProblemFile.read(Path.of("../examples/helmholtz-hole.yaml"));
        FiniteElementSolution solution = Cases.solve(problem, Cases.settings(1e-5, 100_000));
        assertThat(Cases.error(solution)).isLessThan(1.5e-5);
    }

    @Test
    void pureNeumannProblemsAreFixedByAnIntegralOrAPoint() {
        String text = """
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u]
                shapes: {disc: {disk: {center: [0, 0], radius: 1}}}
                region: disc
                functions: {ue: %s}
                equations: ["laplacian(u) = 4"]
                conditions:
                  - {at: boundary, u_n: 2 + n_x}
                  - %s
                exact: {u: ue}
                """;
        FiniteElementSolution mean = Cases.solve(
                text.formatted("x^2 + y^2 + x - 1/2", "{integral: {over: [x, y], of: u, equals: 0}}"),
                Cases.settings(1e-7, 10000));
        assertThat(Cases.error(mean)).isLessThan(1e-6);
        FiniteElementSolution inside = Cases.solve(
                text.formatted("x^2 + y^2 + x + 3", "{at: x = 0.25 and y = 0.5, u: 3.5625}"),
                Cases.settings(1e-7, 10000));
        assertThat(Cases.error(inside)).isLessThan(1e-6);
        FiniteElementSolution onRim = Cases.solve(
                text.formatted("x^2 + y^2 + x + 3", "{at: x = 0 and y = 1, u: 4}"), Cases.settings(1e-7, 10000));
        assertThat(Cases.error(onRim)).isLessThan(1e-6);
    }

    @Test
    void unbalancedPureNeumannDataAreRefused() {
        Problem problem = Cases.read(SQUARE + """
                equations: ["laplacian(u) = 1"]
                conditions:
                  - {at: boundary, u_n: 0}
                  - {integral: {over: [x, y], of: u, equals: 0}}
                """);
        assertThatThrownBy(() -> Cases.solve(problem, Cases.settings(1e-4, 3000)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("do not balance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D((1 + u^2)*u_x, x) + D((1 + u^2)*u_y, y) = D((1 + ue^2)*ue_x, x) + D((1 + ue^2)*ue_y, y)",
                "-laplacian(u) + u^3 + u*u_x = -laplacian(ue) + ue^3 + ue*ue_x",
                "laplacian(u) + exp(u) = laplacian(ue) + exp(ue)"
            })
    void nonlinearEquationsAreSolvedByNewton(String equation) {
        FiniteElementSolution solution = Cases.solve(SQUARE + """
                        functions: {ue: x*(1 - y) + sin(3*x*y)/2}
                        equations: ["%s"]
                        conditions:
                          - {at: x = 0 or y = 0 or y = 1, u: ue}
                          - {at: x = 1, equation: "u_n + u^4 = ue_x + ue^4"}
                        exact: {u: ue}
                        """.formatted(equation), Cases.settings(1e-5, 20000));
        assertThat(Cases.error(solution)).isLessThan(2e-5);
    }

    @Test
    void derivativesAreThoseOfTheSolution() {
        FiniteElementSolution solution = Cases.solve(PLATE_WITH_HOLE + """
                        functions: {ue: sin(2*x + y)}
                        equations: ["laplacian(u) = laplacian(ue)"]
                        conditions: [{at: boundary, u: ue}]
                        exact: {u: ue}
                        """, Cases.settings(1e-6, 60000));
        Problem problem = solution.problem();
        double[][] points = problem.domain()
                .interior(2000, Spread.SOBOL, new SplittableRandom(1))
                .inputs();
        Expr exact = problem.exact().get("u");
        int[][] orders = {{1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}};
        for (int[] order : orders) {
            Expr derivative = exact;
            for (int axis = 0; axis < 2; axis++) {
                for (int k = 0; k < order[axis]; k++) {
                    derivative =
                            Exprs.derivative(derivative, problem.inputNames().get(axis), axis);
                }
            }
            double[] found = solution.evaluate(points, List.of(new FieldTerm("u", MultiIndex.of(order))))[0];
            double error = Cases.relative(found, problem.values(derivative, points));
            assertThat(error).isLessThan(order[0] + order[1] == 1 ? 3e-4 : 3e-2);
        }
        // The gradient is the derivative of the value itself, also on curved triangles next to the hole.
        double h = 1e-6;
        double[][] around = {{0.1 - h, 0.1 + h, 0.1}, {0.4005, 0.4005, 0.4005}};
        double[][] values =
                solution.evaluate(around, List.of(problem.term("u"), new FieldTerm("u", MultiIndex.of(1, 0))));
        assertThat((values[0][1] - values[0][0]) / (2 * h)).isCloseTo(values[1][2], within(1e-7));
    }

    @Test
    void aSavedSolutionIsReadBackUnchanged(@TempDir Path folder) throws IOException {
        FiniteElementSolution solution = Cases.solve(
                SQUARE + "equations: [\"laplacian(u) = 1\"]\nconditions: [{at: boundary, u: x*y}]\n",
                Cases.settings(1e-3, 2000));
        solution.save(folder);
        var back = new FiniteElementSolver().load(solution.problem(), Settings.empty(), folder);
        double[][] points = solution.problem()
                .domain()
                .interior(50, Spread.UNIFORM, new SplittableRandom(1))
                .inputs();
        List<FieldTerm> terms = List.of(
                solution.problem().term("u"),
                new FieldTerm("u", MultiIndex.of(1, 0)),
                new FieldTerm("u", MultiIndex.of(1, 1)));
        assertThat(back.evaluate(points, terms)).isDeepEqualTo(solution.evaluate(points, terms));
        assertThat(back.errorEstimate()).isEqualTo(solution.errorEstimate());
        assertThat(back.at(0.5, 0.5)).isEqualTo(solution.at(0.5, 0.5));
    }

    @Test
    void pointsOutsideTheMeshGiveNoNumber() {
        FiniteElementSolution solution = Cases.solve(
                PLATE_WITH_HOLE + "equations: [\"laplacian(u) = 1\"]\nconditions: [{at: boundary, u: 0}]\n",
                Cases.settings(1e-2, 2000));
        assertThat(solution.at(0.1, 0)).containsExactly(Double.NaN);
        assertThat(solution.at(1, 1)[0]).isCloseTo(0, within(1e-12));
        assertThatThrownBy(() ->
                        solution.evaluate(new double[][] {{0}, {0}}, List.of(new FieldTerm("u", MultiIndex.of(2, 1)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "laplacian(u) = 1 | {at: x = 0, u: 0} | no condition holds on the boundary at (1.000, 0.5000)",
                "laplacian(u) = 1 | {periodic: x, fields: [u]} | is periodic",
                "laplacian(u) = 1 | {at: boundary, u_n: 0} | the conditions leave a constant free",
                "laplacian(u) = 1 | {at: boundary, u_xx: 0} | holds a second derivative",
                "laplacian(u) = 1 | {at: boundary, equation: u_n^2 = 1} | is not linear in the derivatives of u",
                "laplacian(u) = 1 | {at: boundary, equation: u^2 = 1} | fixes neither the value nor a derivative of u",
                "u_xx*u_yy = 1 | {at: boundary, u: 0} | depends on derivatives of u",
                "u_x + u_y = 1 | {at: boundary, u: 0} | is of order 1; second-order equations are solved",
                "u_xxxx + u_yyyy = 1 | {at: boundary, u: 0} | is of order 4; second-order equations are solved"
            })
    void whatIsNotSolvedIsRefusedByName(String equation, String condition, String message) {
        Problem problem =
                Cases.read(SQUARE + "equations: [\"" + equation + "\"]\nconditions: [" + condition.trim() + "]\n");
        assertThat(new FiniteElementSolver().refuses(problem, Settings.empty()).orElse("accepted"))
                .startsWith("fem: ")
                .contains(message.trim());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{at: x = 0.5, u: 0} | holds inside the domain",
                "{at: x = 0.5 and y = 0.5, u: 0} | is one too many",
                "{integral: {over: [x, y], of: u, equals: 0}} | is one too many",
                "{at: x = 1, u_n: 1}, {at: x = 1 and y < 0.5, u_n: 2} | both give the flux"
            })
    void contradictoryConditionsAreRefused(String more, String message) {
        Problem problem = Cases.read(SQUARE
                + "equations: [\"laplacian(u) = 1\"]\nconditions: [{at: \"x = 0 or y = 0 or y = 1\", u: 0}, {at: x = 1, u_n: 0}, "
                        .replace(", {at: x = 1, u_n: 0}", more.contains("x = 1") ? "" : ", {at: x = 1, u_n: 0}")
                + more.trim() + "]\n");
        assertThat(new FiniteElementSolver().refuses(problem, Settings.empty()).orElse("accepted"))
                .contains(message.trim());
    }

    @Test
    void equationsThatAreNotEllipticAreRefused() {
        Problem problem = Cases.read(SQUARE + "equations: [\"u_xx - u_yy = 1\"]\nconditions: [{at: boundary, u: 0}]\n");
        assertThatThrownBy(() -> Cases.solve(problem, Settings.empty()))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("is not elliptic at");
        Problem mixed = Cases.read("""
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u]
                equations: ["x*(u_xx + u_yy) = 1"]
                conditions: [{at: boundary, u: 0}]
                """);
        assertThatThrownBy(() -> Cases.solve(mixed, Settings.empty()))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("is not elliptic at");
    }

    @Test
    void aTangentialDerivativeDoesNotDetermineTheFlux() {
        Problem problem = Cases.read(
                SQUARE
                        + "equations: [\"laplacian(u) = 1\"]\nconditions: [{at: x = 0 or x = 1, u: 0}, {at: y = 0 or y = 1, u_x: 0}]\n");
        assertThatThrownBy(() -> Cases.solve(problem, Settings.empty()))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("does not determine the flux");
    }
}
