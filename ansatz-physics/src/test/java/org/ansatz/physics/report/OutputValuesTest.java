package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Output;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.junit.jupiter.api.Test;

class OutputValuesTest {
    private static Problem problem(String text) {
        return ProblemFile.parse(text, Path.of("problem.yaml"));
    }

    private static Map<String, Double> outputs(Problem problem, String... fieldsAndFormulas) {
        Map<String, String> formulas = new LinkedHashMap<>();
        for (int i = 0; i < fieldsAndFormulas.length; i += 2) {
            formulas.put(fieldsAndFormulas[i], fieldsAndFormulas[i + 1]);
        }
        return OutputValues.of(problem, FormulaSolution.of(problem, formulas));
    }

    @Test
    void forcesOnADiscInAPlateAreThoseOfTheDivergenceTheorem() {
        Problem problem = problem("""
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u, p]
                parameters: {nu: 0.1}
                shapes:
                  plate: {box: {x: [-1, 1], y: [-1, 1]}}
                  hole: {disk: {center: [0.2, 0], radius: 0.5}}
                region: plate - hole
                equations: ["laplacian(u) + p_x = 0", "laplacian(p) = 0"]
                conditions: [{at: boundary, u: 0, p: 0}]
                outputs:
                  drag: integral(-p*n_x + nu*u_n, hole)
                  lift: integral(-p*n_y, hole)
                  around: integral(1, boundary)
                  area: integral(1, domain)
                  moment: integral(x^2*y^2, domain)
                """);
        Map<String, Double> values = outputs(problem, "u", "x^2 + y^2", "p", "3*x - 2*y");
        // The outward normal of the plate points into the hole; with A = pi r^2 the integral of f n is -A grad f.
        double area = Math.PI * 0.25;
        assertThat(values.get("drag")).isCloseTo(3 * area - 0.1 * 4 * area, within(1e-8));
        assertThat(values.get("lift")).isCloseTo(-2 * area, within(1e-8));
        assertThat(values.get("around")).isCloseTo(8 + Math.PI, within(1e-3));
        assertThat(values.get("area")).isCloseTo(4 - area, within(1e-7));
        // Over the disc: integral of (0.2 + r cos)^2 (r sin)^2 = 0.04 pi r^4/4 + pi r^6/24.
        double disc = 0.04 * Math.PI * Math.pow(0.5, 4) / 4 + Math.PI * Math.pow(0.5, 6) / 24;
        assertThat(values.get("moment")).isCloseTo(4 / 9.0 - disc, within(1e-7));
    }

    @Test
    void valuesExtremesAndIntegralsOnABoxAreExact() {
        Problem problem = problem("""
                coordinates: {x: [0, 1], y: [0, 2], t: [0, 1]}
                fields: [u]
                equations: ["u_t = laplacian(u)"]
                conditions: [{at: boundary, u: 0}]
                outputs:
                  probe: u_x + t at x = 0.5 and y = 1 and t = 0.25
                  flux: integral(u_n, boundary) at t = 1
                  mass: integral(u, domain) at t = 0.5
                  action: integral(u, domain)
                  peak: max(u) at t = 1
                  trough: min(u)
                """);
        Map<String, Double> values = outputs(problem, "u", "(1 + t)*(exp(x) + y - (y - 1.3)^2)");
        double e = Math.E;
        assertThat(values.get("probe")).isCloseTo(1.25 * Math.exp(0.5) + 0.25, within(1e-12));
        // The integral of the normal derivative is that of the Laplacian, 2 (exp(x) - 2) over the box.
        assertThat(values.get("flux")).isCloseTo(2 * (2 * (e - 1) - 4), within(1e-10));
        double mass = 2 * (e - 1) + 2 - (Math.pow(0.7, 3) + Math.pow(1.3, 3)) / 3;
        assertThat(values.get("mass")).isCloseTo(1.5 * mass, within(1e-10));
        assertThat(values.get("action")).isCloseTo(1.5 * mass, within(1e-10));
        // In y the maximum is at 1.8: 1.8 - 0.25.
        assertThat(values.get("peak")).isCloseTo(2 * (e + 1.55), within(1e-9));
        // At x = y = 0 the bracket is 1 - 1.69 < 0, so that the least is at t = 1.
        assertThat(values.get("trough")).isCloseTo(2 * (1 - 1.69), within(1e-9));
    }

    @Test
    void theIntegralOverAnInnerShapeCoversItsInside() {
        Problem problem = problem("""
                coordinates: {x: [-1, 1], y: [-1, 1]}
                fields: [u]
                shapes: {core: {disk: {center: [0, 0], radius: 0.5}}}
                equations: ["laplacian(u) = inside(core)"]
                conditions: [{at: boundary, u: 0}]
                outputs: {heat: "integral(u, core)"}
                """);
        assertThat(outputs(problem, "u", "2 + x").get("heat")).isCloseTo(Math.PI / 2, within(1e-7));
    }

    @Test
    void normalsAwayFromABoundaryAreRefusedBeforeWorkStarts() {
        Problem base = problem("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                equations: ["laplacian(u) = 0"]
                conditions: [{at: boundary, u: 0}]
                outputs: {flux: "integral(u_n, boundary)"}
                """);
        Output flux = base.outputs().get("flux");
        base.outputs().put("flux", new Output(Output.Kind.MAX, flux.expression(), Map.of(), java.util.List.of()));
        assertThatThrownBy(() -> OutputValues.check(base))
                .isInstanceOf(InvalidProblem.class)
                .hasMessage("output `flux`: normals exist only in an integral over a boundary");
    }
}
