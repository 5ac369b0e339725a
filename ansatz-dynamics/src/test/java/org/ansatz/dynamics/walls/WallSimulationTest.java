package org.ansatz.dynamics.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.problem.InvalidProblem;
import org.junit.jupiter.api.Test;

class WallSimulationTest {
    private static WallSimulation of(int n, double length, double end, double courant) {
        return new WallSimulation(
                new Lattice3D(n, length),
                WallModel.physical(PowerLawBackground.radiation(1)),
                new InitialNetwork.Flat(3, 0.1),
                end,
                2,
                courant,
                true);
    }

    @Test
    void stepsFillTheTimeAndAreAMultipleOfSamples() {
        WallSimulation simulation = of(96, 11.52, 5.76, 0.25);
        assertThat(simulation.steps()).isEqualTo(160);
        assertThat(simulation.step()).isEqualTo(4.76 / 160);
        assertThat(simulation.warnings(0)).isEmpty();
        assertThat(simulation.fieldBytes()).isEqualTo(14L * 96 * 96 * 96 * 8);
    }

    @Test
    void wallsThatTheLatticeDoesNotHoldAreRefusedAndCoarseOnesSaidAloud() {
        assertThatThrownBy(() -> of(32, 32, 3, 0.25))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("0.47 cells")
                .hasMessageContaining("s = 0");
        assertThat(of(32, 12, 3, 0.25).warnings(0)).singleElement().asString().contains("1.26 cells");
    }

    @Test
    void aRunBeyondHalfTheBoxIsSaidAloud() {
        assertThat(of(32, 4, 3, 0.25).warnings(0)).singleElement().asString().contains("tau = L/2 = 2.0");
    }

    @Test
    void unstableStepsAndTooLittleMemoryAreRefused() {
        assertThatThrownBy(() -> of(32, 8, 3, 0.6)).hasMessageContaining("1/sqrt(3)");
        assertThatThrownBy(() -> of(1280, 64, 2, 0.25).warnings(0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("14 fields");
        assertThatThrownBy(() -> of(32, 8, 1, 0.25)).hasMessageContaining("must end later");
    }
}
