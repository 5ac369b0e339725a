package org.ansatz.physics.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.ansatz.physics.mechanics.TestSystems.DoublePendulum;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.junit.jupiter.api.Test;

class LagrangianTest {
    private static FormulaLagrangian doublePendulum() {
        return FormulaLagrangian.of(TestSystems.DOUBLE_PENDULUM, TestSystems.ANGLES, TestSystems.RATES);
    }

    private static double[] random(Random random, int n) {
        return random.doubles(n, -1.5, 1.5).toArray();
    }

    @Test
    void derivativesOfAFormulaMatchFiniteDifferences() {
        LagrangianSystem system = doublePendulum();
        double[] state = {0.7, -0.4, 0.9, 0.3};
        double h = 1e-5;
        double[] force = new double[2];
        double[] momentum = new double[2];
        double[] mass = new double[4];
        double[] mixed = new double[4];
        system.force(state, force);
        system.momentum(state, momentum);
        system.mass(state, mass);
        system.mixed(state, mixed);
        for (int j = 0; j < 4; j++) {
            double[] up = state.clone();
            double[] down = state.clone();
            up[j] += h;
            down[j] -= h;
            double slope = (system.lagrangian(up) - system.lagrangian(down)) / (2 * h);
            assertThat(j < 2 ? force[j] : momentum[j - 2]).isCloseTo(slope, within(1e-9));
            double[] momentumUp = new double[2];
            double[] momentumDown = new double[2];
            system.momentum(up, momentumUp);
            system.momentum(down, momentumDown);
            for (int i = 0; i < 2; i++) {
                double expected = (momentumUp[i] - momentumDown[i]) / (2 * h);
                assertThat(j < 2 ? mixed[2 * i + j] : mass[2 * i + j - 2]).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void theLegendreTransformOfTheDoublePendulumIsItsHamiltonian() {
        LegendreTransform transform = new LegendreTransform(doublePendulum());
        DoublePendulum known = new DoublePendulum();
        Random random = new Random(5);
        double[] gradient = new double[4];
        double[] expected = new double[4];
        for (int trial = 0; trial < 20; trial++) {
            double[] state = random(random, 4);
            assertThat(transform.energy(state)).isCloseTo(known.energy(state), within(1e-12));
            transform.gradient(state, gradient);
            known.gradient(state, expected);
            assertThat(gradient).containsExactly(expected, within(1e-11));
        }
    }

    @Test
    void gradientOfTheHandMadeHamiltonianMatchesFiniteDifferences() {
        DoublePendulum system = new DoublePendulum();
        double[] state = {0.7, -0.4, 0.9, 0.3};
        double[] gradient = new double[4];
        system.gradient(state, gradient);
        for (int j = 0; j < 4; j++) {
            double[] up = state.clone();
            double[] down = state.clone();
            up[j] += 1e-5;
            down[j] -= 1e-5;
            assertThat(gradient[j]).isCloseTo((system.energy(up) - system.energy(down)) / 2e-5, within(1e-9));
        }
    }

    @Test
    void eulerLagrangeAndHamiltonMoveTheDoublePendulumAlike() {
        FormulaLagrangian system = doublePendulum();
        EulerLagrange motion = new EulerLagrange(system);
        LegendreTransform transform = new LegendreTransform(system);
        DoublePendulum hamiltonian = new DoublePendulum();
        double[] tangent = {1.2, 0.5, 0, 0.3};
        double[] phase = new double[4];
        transform.toPhase(tangent, phase);
        double[] times = {0, 1, 3};
        Trajectory byVelocity =
                AdaptiveMethod.DORMAND_PRINCE_853.integrate(motion, motion::energy, tangent, times, 1e-12);
        Trajectory byMomentum =
                AdaptiveMethod.GRAGG_BULIRSCH_STOER.integrate(hamiltonian, hamiltonian::energy, phase, times, 1e-12);
        for (int k = 0; k < times.length; k++) {
            transform.toPhase(byVelocity.states()[k], phase);
            assertThat(phase).containsExactly(byMomentum.states()[k], within(1e-8));
            assertThat(byVelocity.energies()[k]).isCloseTo(byMomentum.energies()[k], within(1e-9));
        }
    }

    @Test
    void theRelativisticParticlesMomentumIsInverted() {
        // L = -sqrt(1 - v^2): not quadratic, so Newton's method has to iterate; H = sqrt(1 + p^2).
        LegendreTransform transform =
                new LegendreTransform(FormulaLagrangian.of("-sqrt(1 - v^2)", List.of("q"), List.of("v")));
        for (double p : new double[] {0, 0.3, -0.7}) {
            assertThat(transform.energy(new double[] {0.2, p})).isCloseTo(Math.sqrt(1 + p * p), within(1e-13));
        }
        double[] tangent = new double[2];
        transform.toTangent(new double[] {0.2, 0.5}, tangent);
        assertThat(tangent[1]).isCloseTo(0.5 / Math.sqrt(1.25), within(1e-13));
    }

    @Test
    void magneticForceComesFromTheMixedDerivatives() {
        // A charge in a unit magnetic field along z: L = v^2 / 2 + (x vy - y vx) / 2 turns velocity at unit rate.
        FormulaLagrangian system =
                FormulaLagrangian.of("0.5*(vx^2 + vy^2) + 0.5*(x*vy - y*vx)", List.of("x", "y"), List.of("vx", "vy"));
        double[] slope = new double[4];
        new EulerLagrange(system).slope(new double[] {0.4, -0.3, 0.7, 0.2}, slope);
        assertThat(slope).containsExactly(new double[] {0.7, 0.2, 0.2, -0.7}, within(1e-14));
    }

    @Test
    void aSingularMassMatrixIsReported() {
        EulerLagrange motion =
                new EulerLagrange(FormulaLagrangian.of("(va + vb)^2 - a^2", TestSystems.ANGLES, TestSystems.RATES));
        assertThatThrownBy(() -> motion.slope(new double[] {1, 0, 0, 0}, new double[4]))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("the mass matrix d2L/dv2 is singular");
    }

    @Test
    void positionsWithoutAVelocityEachAreRefused() {
        assertThatThrownBy(() -> FormulaLagrangian.of("v^2", List.of("a", "b"), List.of("v")))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("one velocity per position")
                .hasMessageContaining("[a, b]");
    }
}
