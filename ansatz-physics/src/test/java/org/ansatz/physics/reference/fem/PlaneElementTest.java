package org.ansatz.physics.reference.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.reference.fem.PlaneMesh.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaneElementTest {
    private static final double H = 0.37;

    @Test
    void aSquareHasTheMatricesOfTheTextbooks() {
        PlaneElement square = PlaneElement.of(new double[] {0, H, H, 0}, new double[] {0, 0, H, H});
        double[][] stiffness = {{4, -1, -2, -1}, {-1, 4, -1, -2}, {-2, -1, 4, -1}, {-1, -2, -1, 4}};
        double[][] mass = {{4, 2, 1, 2}, {2, 4, 2, 1}, {1, 2, 4, 2}, {2, 1, 2, 4}};
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(square.stiffness()[i][j]).isCloseTo(stiffness[i][j] / 6, within(1e-14));
                assertThat(square.mass()[i][j]).isCloseTo(H * H / 36 * mass[i][j], within(1e-16));
            }
        }
        assertThat(square.largestEigenvalue()).isCloseTo(4 / (H * H), within(1e-10));
    }

    @Test
    void stiffnessRowsSumToZeroAndMassSumsToTheAreaOfAnyElement() {
        double[][] x = {{0.1, 1.2, 0.4}, {0, 1.1, 1.4, -0.2}};
        double[][] y = {{0, 0.3, 0.9}, {0, 0.1, 1.2, 0.8}};
        for (int e = 0; e < 2; e++) {
            PlaneElement element = PlaneElement.of(x[e], y[e]);
            double total = 0;
            for (int i = 0; i < x[e].length; i++) {
                assertThat(Arrays.stream(element.stiffness()[i]).sum()).isCloseTo(0, within(1e-14));
                total += Arrays.stream(element.mass()[i]).sum();
            }
            double area = 0;
            for (int k = 0; k < x[e].length; k++) {
                int next = (k + 1) % x[e].length;
                area += 0.5 * (x[e][k] * y[e][next] - x[e][next] * y[e][k]);
            }
            assertThat(total).isCloseTo(area, within(1e-14));
        }
    }

    @Test
    void anElementThatRunsClockwiseIsRefused() {
        assertThatThrownBy(() -> PlaneElement.of(new double[] {0, 0, 1}, new double[] {0, 1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counter-clockwise");
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void linearFieldsPutNoForceOnInteriorNodes(Cell cell) {
        WaveModel model = new WaveModel(PlaneMesh.square(0, 1, 7, cell), 1);
        PlaneMesh mesh = model.mesh();
        double[] field = new double[mesh.size()];
        Arrays.setAll(field, k -> 0.3 + 2 * mesh.nodes()[0][k] - 0.7 * mesh.nodes()[1][k]);
        double[] force = model.stiffnessTimes(field);
        for (int k = 0; k < force.length; k++) {
            if (model.isFree(k)) {
                assertThat(force[k]).isCloseTo(0, within(1e-13));
            }
        }
        assertThat(Arrays.stream(model.lumpedMass()).sum()).isCloseTo(1, within(1e-14));
    }

    @Test
    void assemblyOnSquaresIsTheNinePointStencilAndOnTheirHalvesTheFivePointOne() {
        int n = 6;
        double[][] nine = SquareStencil.of(new WaveModel(PlaneMesh.square(0, 1, n, Cell.SQUARE), 1));
        double[][] five = SquareStencil.of(new WaveModel(PlaneMesh.square(0, 1, n, Cell.TRIANGLES), 1));
        double[][] cross = {{0, -1, 0}, {-1, 4, -1}, {0, -1, 0}};
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 3; i++) {
                double ring = i == 1 && j == 1 ? 8.0 / 3 : -1.0 / 3;
                assertThat(nine[j][i]).isCloseTo(ring * n * n, within(1e-11));
                assertThat(five[j][i]).isCloseTo(cross[j][i] * n * n, within(1e-11));
            }
        }
    }

    @Test
    void aMeshThatIsNotMadeOfSquaresHasNoStencil() {
        PlaneMesh mesh = PlaneMesh.square(0, 1, 4, Cell.SQUARE);
        mesh.nodes()[0][12] += 0.03;
        WaveModel model = new WaveModel(mesh, 1);
        assertThatThrownBy(() -> SquareStencil.of(model))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("equal squares");
    }

    @Test
    void aMeshWithoutCellsAndAWaveWithoutSpeedAreRefused() {
        assertThatThrownBy(() -> PlaneMesh.square(0, 1, 0, Cell.SQUARE)).isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> PlaneMesh.square(1, 1, 3, Cell.SQUARE)).isInstanceOf(InvalidProblem.class);
        assertThatThrownBy(() -> new WaveModel(PlaneMesh.square(0, 1, 3, Cell.SQUARE), 0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("speed");
    }
}
