package org.ansatz.physics.reference.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeshFileProblemTest {
    /** A bar of steel and copper, held at 0 at its inlet, with a flux of one through the other end. */
    @ParameterizedTest
    @ValueSource(strings = {"bar-2.2.msh", "bar-4.1.msh"})
    void groupsOfAMeshFileNameBoundaryAndMaterials(String name) {
        Problem problem = ProblemFile.parse("""
                coordinates: {x: [0, 2], y: [0, 1]}
                fields: [u]
                shapes: {bar: {mesh: %s}}
                region: bar
                functions: {k: 1 + 3*inside(copper)}
                equations: ["D(k*u_x, x) + D(k*u_y, y) = 0"]
                conditions:
                  - {at: wall or y = 1, u_n: 0}
                  - {at: x = 2, equation: k*u_n = 1}
                  - {at: inlet, u: 0}
                exact: {u: "where(x < 1, x, 1 + (x - 1)/4)"}
                """.formatted(name), Path.of("src/test/resources/meshes/problem.yaml"));
        FiniteElementSolution solution = Cases.solve(problem, Cases.settings(1e-9, 1000));
        assertThat(Cases.error(solution)).isLessThan(1e-12);
        assertThat(solution.at(2, 0.5)[0]).isCloseTo(1.25, within(1e-12));
        assertThat(Arrays.stream(solution.mesh().triangles()).allMatch(t -> t.length == 6))
                .isTrue();
    }
}
