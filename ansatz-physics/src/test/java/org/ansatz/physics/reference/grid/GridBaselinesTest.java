package org.ansatz.physics.reference.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GridBaselinesTest {
    private static double pulse(double x) {
        return Math.exp(-x * x / 0.08);
    }

    @ParameterizedTest
    @EnumSource(LineAdvection.Scheme.class)
    void bothSchemesSmearAPulseToFirstOrder(LineAdvection.Scheme scheme) {
        LineAdvection coarse = new LineAdvection(scheme, 200, -2, 2, 0.5, GridBaselinesTest::pulse);
        LineAdvection fine = new LineAdvection(scheme, 400, -2, 2, 0.5, GridBaselinesTest::pulse);
        double[] worst = new double[2];
        for (int g = 0; g < 2; g++) {
            LineAdvection grid = g == 0 ? coarse : fine;
            // Courant number 1/2, time 1.
            int steps = g == 0 ? 50 : 100;
            for (int k = 0; k < steps; k++) {
                grid.step(1.0 / steps);
            }
            for (double x = -1.5; x < 1.5; x += 0.01) {
                worst[g] = Math.max(worst[g], Math.abs(grid.at(x) - pulse(x - 0.5)));
            }
        }
        assertThat(worst[0] / worst[1]).isBetween(1.8, 2.2);
    }

    @Test
    void upwindTakesTheFewestStableSubsteps() {
        LineAdvection grid = new LineAdvection(LineAdvection.Scheme.UPWIND, 901, -2, 2, 0.25, GridBaselinesTest::pulse);
        grid.step(0.05);
        assertThat(grid.substeps()).isEqualTo(3);
    }

    @Test
    void theProjectedFlowHasNoDivergenceAndLosesEnergySlowly() {
        BoxEuler flow = new BoxEuler(
                32,
                (x, y) -> Math.sin(Math.PI * (x + 1)) * Math.cos(Math.PI * (y + 1)),
                (x, y) -> -Math.cos(Math.PI * (x + 1)) * Math.sin(Math.PI * (y + 1)));
        for (int k = 0; k < 4; k++) {
            flow.step(0.02);
        }
        assertThat(flow.divergence()).isLessThan(1e-10);
        assertThat(flow.horizontal(-1, 0.3)).isZero();
        double exact = Math.sin(Math.PI * 1.5) * Math.cos(Math.PI * 1.02);
        assertThat(flow.horizontal(0.5, 0.02)).isCloseTo(exact, within(0.05));
    }

    @Test
    void theGradientOfTheStretchedSquareAgreesWithDifferencesAndRestCostsNothing() {
        StretchedSquare square = new StretchedSquare(3, 1, 10, 100, new double[] {0, 0}, new double[] {0.5, 0.1});
        double[] nodes = new Random(1).doubles(square.unknowns(), -0.1, 0.1).toArray();
        double[] gradient = new double[nodes.length];
        square.energy(nodes, gradient);
        double[] scratch = new double[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            double saved = nodes[i];
            nodes[i] = saved + 1e-6;
            double up = square.energy(nodes, scratch);
            nodes[i] = saved - 1e-6;
            double down = square.energy(nodes, scratch);
            nodes[i] = saved;
            assertThat(gradient[i]).isCloseTo((up - down) / 2e-6, within(1e-6 * (1 + Math.abs(gradient[i]))));
        }
        StretchedSquare free = new StretchedSquare(3, 1, 10, 100, new double[2], new double[2]);
        assertThat(free.energy(new double[free.unknowns()], scratch)).isCloseTo(0, within(1e-14));
    }

    @Test
    void theRelaxedSquareIsStationaryAndOneThatIsNotPulledStaysAtRest() {
        StretchedSquare square = new StretchedSquare(4, 1, 10, 1000, new double[] {0, 0}, new double[] {0.5, 0});
        double[] nodes = square.relaxed();
        double[] gradient = new double[nodes.length];
        double energy = square.energy(nodes, gradient);
        for (double g : gradient) {
            assertThat(g).isCloseTo(0, within(1e-5));
        }
        assertThat(energy).isLessThan(0.9 * square.energy(square.uniformStretch()));
        StretchedSquare free = new StretchedSquare(4, 1, 10, 1000, new double[2], new double[2]);
        assertThat(free.energy(free.relaxed())).isCloseTo(0, within(1e-12));
    }

    @Test
    void theTaylorGreenVorticesAreASteadyFlowWithoutDivergenceThroughNoWall() {
        double h = 1e-5;
        for (double[] place : new double[][] {{0.1, 0.7}, {-0.6, 0.33}, {0.9, -0.2}}) {
            double x = place[0];
            double y = place[1];
            double u = TaylorGreen.horizontal(x, y);
            double v = TaylorGreen.vertical(x, y);
            double ux = (TaylorGreen.horizontal(x + h, y) - TaylorGreen.horizontal(x - h, y)) / (2 * h);
            double uy = (TaylorGreen.horizontal(x, y + h) - TaylorGreen.horizontal(x, y - h)) / (2 * h);
            double vx = (TaylorGreen.vertical(x + h, y) - TaylorGreen.vertical(x - h, y)) / (2 * h);
            double vy = (TaylorGreen.vertical(x, y + h) - TaylorGreen.vertical(x, y - h)) / (2 * h);
            double px = (TaylorGreen.pressure(x + h, y) - TaylorGreen.pressure(x - h, y)) / (2 * h);
            double py = (TaylorGreen.pressure(x, y + h) - TaylorGreen.pressure(x, y - h)) / (2 * h);
            assertThat(ux + vy).isCloseTo(0, within(1e-9));
            assertThat(u * ux + v * uy + px).isCloseTo(0, within(1e-9));
            assertThat(u * vx + v * vy + py).isCloseTo(0, within(1e-9));
            assertThat(TaylorGreen.vorticity(x, y)).isCloseTo(vx - uy, within(1e-8));
            assertThat(TaylorGreen.horizontal(1, y)).isCloseTo(0, within(1e-15));
            assertThat(TaylorGreen.vertical(x, -1)).isCloseTo(0, within(1e-15));
        }
    }

    @Test
    void theVorticityOfAFineGridIsThatOfItsFlow() {
        BoxEuler flow = new BoxEuler(200, TaylorGreen::horizontal, TaylorGreen::vertical);
        assertThat(flow.vorticity(0.31, -0.42)).isCloseTo(TaylorGreen.vorticity(0.31, -0.42), within(1e-2));
    }

    /** Phase errors of Crank-Nicolson are of second order in the step. */
    @Test
    void crankNicolsonCarriesThePulseExactlyInTheLimitOfSmallSteps() {
        GaussianPulse pulse = new GaussianPulse(-1.5, 0.1, 0.25);
        assertThat(pulse.crankNicolson(-1.43, 0.05, 0)).isCloseTo(pulse.at(-1.43, 0), within(1e-13));
        double coarse = pulse.crankNicolson(-1.2, 0.02, 50) - pulse.at(-1.2, 1);
        double fine = pulse.crankNicolson(-1.2, 0.01, 100) - pulse.at(-1.2, 1);
        assertThat(coarse / fine).isCloseTo(4, within(0.1));
    }

    @Test
    void gridsWithoutCellsAreRefused() {
        assertThatThrownBy(() -> new LineAdvection(LineAdvection.Scheme.UPWIND, 1, 0, 1, 1, x -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two cells");
        assertThatThrownBy(() -> new BoxEuler(1, (x, y) -> 0, (x, y) -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two cells");
    }
}
