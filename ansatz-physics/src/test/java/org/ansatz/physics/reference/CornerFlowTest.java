package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CornerFlowTest {
    private static final double NU = 0.02;

    /** Velocities on both walls, and each of the four orientations of a corner. */
    static Stream<Arguments> corners() {
        List<Arguments> all = new ArrayList<>();
        double[][] walls = {{1, 0, 0, 0}, {0, 0, 0, -1}, {0.3, -0.7, 1.1, 0.4}};
        for (int[] signs : new int[][] {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}}) {
            for (double[] w : walls) {
                all.add(Arguments.of(signs, w));
            }
        }
        return all.stream();
    }

    private static CornerSingularities flow(int[] signs, double[] w) {
        Corner corner = new Corner(new int[] {0, 1}, new double[] {0.5, -0.25}, signs);
        CornerFlow flow = CornerFlow.similarity(
                corner,
                new int[] {0, 1, 2},
                NU,
                new double[] {signs[0] * w[0], signs[1] * w[1]},
                new double[] {signs[0] * w[2], signs[1] * w[3]},
                new double[] {w[0], w[1]});
        return new CornerSingularities(List.of("u", "v", "p"), List.of(flow));
    }

    private static double value(CornerSingularities s, String field, double x, double y, int byX, int byY) {
        FieldTerm term = new FieldTerm(field, MultiIndex.of(byX, byY));
        return s.evaluate(new double[][] {{x}, {y}}, List.of(term))[0][0];
    }

    @ParameterizedTest
    @MethodSource("corners")
    void similaritySolutionSatisfiesStokesEquations(int[] signs, double[] walls) {
        CornerSingularities s = flow(signs, walls);
        for (double angle = 0.1; angle < 1.5; angle += 0.2) {
            double x = 0.5 + signs[0] * 0.3 * Math.cos(angle);
            double y = -0.25 + signs[1] * 0.3 * Math.sin(angle);
            assertThat(value(s, "u", x, y, 1, 0) + value(s, "v", x, y, 0, 1)).isCloseTo(0, within(1e-13));
            double u = value(s, "u", x, y, 2, 0) + value(s, "u", x, y, 0, 2);
            double v = value(s, "v", x, y, 2, 0) + value(s, "v", x, y, 0, 2);
            assertThat(NU * u).isCloseTo(value(s, "p", x, y, 1, 0), within(1e-13));
            assertThat(NU * v).isCloseTo(value(s, "p", x, y, 0, 1), within(1e-13));
        }
    }

    @ParameterizedTest
    @MethodSource("corners")
    void similaritySolutionTakesTheWallsVelocities(int[] signs, double[] w) {
        CornerSingularities s = flow(signs, w);
        for (double r : new double[] {1e-9, 0.01, 0.7}) {
            double x = 0.5 + signs[0] * r;
            double y = -0.25 + signs[1] * r;
            assertThat(value(s, "u", x, -0.25, 0, 0)).isCloseTo(w[0], within(1e-14));
            assertThat(value(s, "v", x, -0.25, 0, 0)).isCloseTo(w[1], within(1e-14));
            assertThat(value(s, "u", 0.5, y, 0, 0)).isCloseTo(w[2], within(1e-14));
            assertThat(value(s, "v", 0.5, y, 0, 0)).isCloseTo(w[3], within(1e-14));
        }
    }

    /** Taylor 1962: on a scraped plane {@code p = -2 mu U (pi^2/4 - 1)^-1 / r}. */
    @Test
    void pressureOnAScrapedWallIsTaylors() {
        CornerSingularities s = flow(new int[] {1, 1}, new double[] {1, 0, 0, 0});
        assertThat(value(s, "p", 0.75, -0.25, 0, 0))
                .isCloseTo(-2 * NU / (Math.PI * Math.PI / 4 - 1) / 0.25, within(1e-14));
    }

    @Test
    void derivativesMatchFiniteDifferences() {
        Problem problem = Problems.example("cavity");
        CornerSingularities cavity = find(problem);
        Corner corner = new Corner(new int[] {0, 1}, new double[] {1, 0}, new int[] {-1, 1});
        CornerSingularities jump = new CornerSingularities(
                List.of("u"), List.of(new HarmonicJump(corner, 0, 2, -1, 2, new double[] {0.5, 1.3})));
        assertThat(cavity.all()).hasSize(2);
        double h = 1e-5;
        for (String field : List.of("u", "v", "p")) {
            for (int byX = 0; byX <= 2; byX++) {
                for (int byY = 0; byX + byY <= 3; byY++) {
                    for (CornerSingularities s : field.equals("u") ? List.of(cavity, jump) : List.of(cavity)) {
                        double alongX =
                                (value(s, field, 0.3 + h, 0.6, byX, byY) - value(s, field, 0.3 - h, 0.6, byX, byY))
                                        / (2 * h);
                        double alongY =
                                (value(s, field, 0.3, 0.6 + h, byX, byY) - value(s, field, 0.3, 0.6 - h, byX, byY))
                                        / (2 * h);
                        double exactX = value(s, field, 0.3, 0.6, byX + 1, byY);
                        double exactY = value(s, field, 0.3, 0.6, byX, byY + 1);
                        assertThat(alongX).isCloseTo(exactX, within(1e-7 * (1 + Math.abs(exactX))));
                        assertThat(alongY).isCloseTo(exactY, within(1e-7 * (1 + Math.abs(exactY))));
                    }
                }
            }
        }
    }

    /** Without its second part the flow leaves momentum of order 1/r, with it a bounded one. */
    @ParameterizedTest
    @MethodSource("problems")
    void inertiaIsBalanced(String what, String text) {
        Problem problem = Problems.of(text);
        CornerSingularities found = find(problem);
        assertThat(found.all()).as(what).isNotEmpty();
        for (CornerSingularity s : found.all()) {
            CornerFlow flow = (CornerFlow) s;
            CornerFlow bare = flow.with(AngularFunction.ZERO, AngularFunction.ZERO, 0);
            double far = momentum(problem, flow, 1e-2);
            double near = momentum(problem, flow, 1e-4);
            assertThat(near).as(what).isLessThan(3 * far + 1e-5);
            assertThat(momentum(problem, bare, 1e-4)).as(what).isGreaterThan(20 * near);
        }
    }

    static Stream<Arguments> problems() {
        String cavity = """
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u, v, p]
                equations: ["2*(u*u_x + v*u_y) = -p_x + 0.05*laplacian(u)", "2*(u*v_x + v*v_y) = -p_y + 0.05*laplacian(v)", "u_x + v_y = 0"]
                conditions:
                  - {at: boundary, u: 0, v: 0}
                  - {at: %s}
                  - {integral: {over: [x, y], of: p, equals: 0}}
                """;
        return Stream.of(
                Arguments.of("a lid", cavity.formatted("y = 1, u: 1")),
                Arguments.of("a lid that pulls apart", cavity.formatted("y = 1, u: 1 + 3*x")),
                Arguments.of(
                        "a moving wall on the left with blowing", cavity.formatted("x = 0, v: 2 - y, u: 0.3 + y")));
    }

    private static CornerSingularities find(Problem problem) {
        Arrangement arrangement = Arrangement.of(problem);
        return CornerDetector.find(
                problem,
                arrangement,
                new CollocationRun(problem, arrangement).layout(4).bases());
    }

    /** The largest residual of the momentum equations with one corner's flow alone, on an arc around it. */
    private static double momentum(Problem problem, CornerFlow flow, double r) {
        CornerSingularities s = new CornerSingularities(problem.fields(), List.of(flow));
        double worst = 0;
        for (int e = 0; e < 2; e++) {
            var g = problem.equations().get(e).residual();
            List<FieldTerm> terms = Exprs.fieldTerms(List.of(g));
            for (double angle = 0.1; angle < 1.5; angle += 0.1) {
                double[][] point = {
                    {flow.corner().global(0, r * Math.cos(angle))},
                    {flow.corner().global(1, r * Math.sin(angle))}
                };
                double[][] out = new double[1][1];
                problem.compile(List.of(g), terms)
                        .evaluate(new Program.Batch(1, point, null, new double[0], s.evaluate(point, terms)), out);
                worst = Math.max(worst, Math.abs(out[0][0]));
            }
        }
        return worst;
    }
}
