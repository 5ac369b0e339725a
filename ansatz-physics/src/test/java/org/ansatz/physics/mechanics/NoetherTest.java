package org.ansatz.physics.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.InvalidProblem;
import org.junit.jupiter.api.Test;

/** The quartic central potential of the plane, with and without a kinetic energy that breaks its symmetry. */
class NoetherTest {
    private static final List<String> PLANE = List.of("x", "y");
    private static final List<String> VELOCITIES = List.of("vx", "vy");
    private static final String POTENTIAL = "(x^2 + y^2)^2/4";
    private static final String ROUND = "0.5*vx^2 + 0.5*vy^2";
    private static final String LONG = "0.5*vx^2 + 0.5*2*vy^2";
    private static final double[] START = {1, 0, 0.3, 1.1};

    private static FormulaFlow turn() {
        return FormulaFlow.of(List.of("-y", "x"), PLANE);
    }

    private static NoetherCharge charge(String lagrangian) {
        return new NoetherCharge(FormulaLagrangian.of(lagrangian, PLANE, VELOCITIES), turn());
    }

    @Test
    void angularMomentumIsKeptWhereBothEnergiesAreRound() {
        ChargeBalance balance = ChargeBalance.along(charge(ROUND + " - " + POTENTIAL), START, 1e-3, 20_000, 100);
        assertThat(balance.charges()[0]).isCloseTo(1.1, within(1e-15));
        assertThat(balance.drift()).isLessThan(1e-10);
        assertThat(balance.residual()).isLessThan(1e-10);
    }

    @Test
    void anisotropicKineticEnergyChangesItByItsIntegral() {
        NoetherCharge whole = charge(LONG + " - " + POTENTIAL);
        ChargeBalance balance = ChargeBalance.along(whole, charge(LONG), START, 1e-3, 20_000, 100);
        assertThat(balance.charges()[0]).isCloseTo(2.2, within(1e-15));
        assertThat(balance.last()).isCloseTo(-0.1611173, within(1e-6));
        assertThat(balance.balance()[200]).isCloseTo(2.2 - 2.3611173, within(1e-6));
        assertThat(balance.residual()).isLessThan(1e-9);
        // The kinetic energy's breaking is (M2 - M1) vx vy.
        double[] state = {0.4, -0.2, 0.7, 0.5};
        assertThat(charge(LONG).breaking(state)).isCloseTo(0.7 * 0.5, within(1e-15));
        assertThat(whole.breaking(state)).isCloseTo(0.35, within(1e-15));
    }

    @Test
    void frictionTakesTheUndampedChargeAwayExponentially() {
        FormulaLagrangian damped = FormulaLagrangian.of(
                "exp(0.2*t)*(" + ROUND + " - " + POTENTIAL + ")", PLANE, VELOCITIES, Optional.of("t"));
        ChargeBalance balance = ChargeBalance.along(
                new NoetherCharge(damped, turn()), new double[] {1, 0, 0.3, 1.1, 0}, 1e-3, 20_000, 100);
        double[] end = balance.states()[200];
        assertThat(end[4]).isCloseTo(20, within(1e-9));
        assertThat(end[0] * end[3] - end[1] * end[2]).isCloseTo(0.0201472028, within(1e-9));
        assertThat(1.1 * Math.exp(-4)).isCloseTo(0.0201472028, within(1e-9));
        // The whole charge, with the factor of friction, is kept.
        assertThat(balance.drift()).isLessThan(1e-9);
    }

    @Test
    void theLawDoesNotDependOnCoordinates() {
        List<String> polar = List.of("r", "a");
        List<String> rates = List.of("vr", "va");
        String vx = "(vr*cos(a) - r*va*sin(a))";
        String vy = "(vr*sin(a) + r*va*cos(a))";
        FormulaLagrangian system = FormulaLagrangian.of("0.5*" + vx + "^2 + 0.5*2*" + vy + "^2 - r^4/4", polar, rates);
        NoetherCharge inPolar = new NoetherCharge(system, FormulaFlow.of(List.of("0", "1"), polar));
        ChargeBalance there = ChargeBalance.along(inPolar, new double[] {1, 0, 0.3, 1.1}, 1e-3, 4000, 100);
        NoetherCharge plane = charge(LONG + " - " + POTENTIAL);
        ChargeBalance here = ChargeBalance.along(plane, START, 1e-3, 4000, 100);
        for (int k = 0; k <= 40; k++) {
            assertThat(there.charges()[k]).isCloseTo(here.charges()[k], within(1e-9));
            assertThat(inPolar.breaking(there.states()[k])).isCloseTo(plane.breaking(here.states()[k]), within(1e-9));
            double[] q = there.states()[k];
            assertThat(q[0] * Math.cos(q[1])).isCloseTo(here.states()[k][0], within(1e-9));
        }
        assertThat(there.residual()).isLessThan(1e-10);
    }

    @Test
    void trainingIsThePublishedLagrangian() {
        // exp(mu t / m) (m v^2 / 2 - f - k q^2 / 2) gives m q'' + mu q' = -f' - k q.
        FormulaLagrangian bregman = FormulaLagrangian.of(
                "exp(0.1*t/0.095)*(0.095*v^2/2 - cos(q) - 0.01*q^2/2)", List.of("q"), List.of("v"), Optional.of("t"));
        double[] slope = new double[3];
        new EulerLagrange(bregman).slope(new double[] {0.8, -0.3, 1.7}, slope);
        double expected = (Math.sin(0.8) - 0.01 * 0.8 + 0.1 * 0.3) / 0.095;
        assertThat(slope).containsExactly(new double[] {-0.3, expected, 1}, within(1e-13));
        assertThatThrownBy(() -> new LegendreTransform(bregman)).hasMessageContaining("does not depend on time");
    }

    @Test
    void flowsAndStatesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> FormulaFlow.of(List.of("-y"), PLANE))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("one formula per position");
        FormulaFlow one = FormulaFlow.of(List.of("1"), List.of("x"));
        FormulaLagrangian two = FormulaLagrangian.of(ROUND, PLANE, VELOCITIES);
        assertThatThrownBy(() -> new NoetherCharge(two, one)).hasMessageContaining("2 positions, the flow 1");
        assertThatThrownBy(() -> ChargeBalance.along(charge(ROUND), new double[3], 0.1, 1, 1))
                .hasMessageContaining("4 entries, given 3");
        assertThatThrownBy(() -> FormulaLagrangian.of(ROUND + "*t", PLANE, VELOCITIES))
                .hasMessageContaining("t");
    }
}
