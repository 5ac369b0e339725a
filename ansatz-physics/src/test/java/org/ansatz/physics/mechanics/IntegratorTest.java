package org.ansatz.physics.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ansatz.physics.mechanics.TestSystems.DoublePendulum;
import org.ansatz.physics.mechanics.TestSystems.Kepler;
import org.ansatz.physics.mechanics.TestSystems.Pendulum;
import org.ansatz.physics.problem.NumericalFailure;
import org.hipparchus.special.elliptic.jacobi.CopolarN;
import org.hipparchus.special.elliptic.jacobi.JacobiEllipticBuilder;
import org.hipparchus.special.elliptic.legendre.LegendreEllipticIntegral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntegratorTest {
    private static final double AMPLITUDE = 2.0;

    /** Angle and rate at time t after release at rest: {@code sin(q / 2) = k cd(t)}, {@code k = sin(AMPLITUDE / 2)}. */
    private static double[] pendulum(double t) {
        double k = Math.sin(AMPLITUDE / 2);
        double quarter = LegendreEllipticIntegral.bigK(k * k);
        CopolarN copolar = JacobiEllipticBuilder.build(k * k).valuesN(t + quarter);
        return new double[] {2 * Math.asin(k * copolar.sn()), 2 * k * copolar.cn()};
    }

    private static Map<String, OneStepMethod> methods(SeparableHamiltonian system) {
        Map<String, OneStepMethod> methods = new LinkedHashMap<>();
        methods.put("symplectic Euler", new SymplecticEuler(system));
        methods.put("velocity leapfrog", new Leapfrog(system, Leapfrog.Form.VELOCITY));
        methods.put("position leapfrog", new Leapfrog(system, Leapfrog.Form.POSITION));
        methods.put("Yoshida 4", Yoshida.fourth(system));
        methods.put("Yoshida 6", Yoshida.sixth(system));
        methods.put("implicit midpoint", new ImplicitMidpoint(system));
        methods.put("Runge-Kutta 4", new RungeKutta4(system));
        return methods;
    }

    static Stream<Arguments> allMethods() {
        return methods(new Pendulum()).keySet().stream().map(Arguments::of);
    }

    static Stream<Arguments> symplecticMethods() {
        return methods(new Pendulum()).keySet().stream()
                .filter(name -> !name.startsWith("Runge"))
                .map(Arguments::of);
    }

    static Stream<Arguments> reversibleMethods() {
        return methods(new Pendulum()).keySet().stream()
                .filter(name -> !name.startsWith("Runge") && !name.endsWith("Euler"))
                .map(Arguments::of);
    }

    private static double errorAgainstClosedForm(OneStepMethod method, int steps) {
        double end = 5;
        double[] state = {AMPLITUDE, 0};
        for (int i = 0; i < steps; i++) {
            method.step(state, end / steps);
        }
        double[] exact = pendulum(end);
        return Math.hypot(state[0] - exact[0], state[1] - exact[1]);
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void errorAgainstThePendulumsEllipticFunctionsFallsWithTheOrder(String name) {
        OneStepMethod method = methods(new Pendulum()).get(name);
        double coarse = errorAgainstClosedForm(method, 80);
        double fine = errorAgainstClosedForm(method, 160);
        double order = Math.log(coarse / fine) / Math.log(2);
        assertThat(order).isCloseTo(method.order(), within(0.25));
    }

    @ParameterizedTest
    @EnumSource(AdaptiveMethod.class)
    void adaptiveMethodsMeetThePendulumsEllipticFunctions(AdaptiveMethod method) {
        Pendulum system = new Pendulum();
        double[] times = {0, 1, 2.5, 7};
        Trajectory path = method.integrate(system, system::energy, new double[] {AMPLITUDE, 0}, times, 1e-12);
        for (int k = 0; k < times.length; k++) {
            double[] exact = pendulum(times[k]);
            assertThat(path.states()[k][0]).isCloseTo(exact[0], within(1e-10));
            assertThat(path.states()[k][1]).isCloseTo(exact[1], within(1e-10));
        }
        assertThat(path.energyDrift()).isLessThan(1e-10);
    }

    @ParameterizedTest
    @MethodSource("symplecticMethods")
    void energyErrorOfTheKeplerOrbitDoesNotGrowOverAHundredThousandSteps(String name) {
        Kepler system = new Kepler();
        Trajectory path =
                Trajectory.of(methods(system).get(name), system::energy, Kepler.perihelion(0.3), 0.03, 100_000, 10);
        assertThat(largestDrift(path, 5000, 10_001)).isLessThan(1.5 * largestDrift(path, 0, 2500));
        assertThat(path.energyDrift()).isLessThan(0.1);
    }

    @Test
    void energyErrorOfRungeKuttaGrowsInProportionToTime() {
        Kepler system = new Kepler();
        Trajectory path =
                Trajectory.of(new RungeKutta4(system), system::energy, Kepler.perihelion(0.3), 0.1, 100_000, 10);
        assertThat(largestDrift(path, 0, 10_001)).isGreaterThan(2.5 * largestDrift(path, 0, 2500));
        Trajectory kept =
                Trajectory.of(Yoshida.fourth(system), system::energy, Kepler.perihelion(0.3), 0.1, 100_000, 10);
        assertThat(kept.energyDrift()).isLessThan(0.1 * path.energyDrift());
    }

    private static double largestDrift(Trajectory path, int from, int to) {
        double largest = 0;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, Math.abs(path.energies()[k] - path.energies()[0]));
        }
        return largest;
    }

    @ParameterizedTest
    @MethodSource("reversibleMethods")
    void goingBackReturnsToTheStart(String name) {
        Kepler system = new Kepler();
        OneStepMethod method = methods(system).get(name);
        double[] state = Kepler.perihelion(0.5);
        for (int i = 0; i < 1000; i++) {
            method.step(state, 0.02);
        }
        for (int i = 0; i < 1000; i++) {
            method.step(state, -0.02);
        }
        assertThat(state).containsExactly(Kepler.perihelion(0.5), within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("symplecticMethods")
    void jacobianOfAStepIsSymplectic(String name) {
        Kepler system = new Kepler();
        assertThat(symplecticDefect(methods(system).get(name), new double[] {0.8, 0.3, -0.4, 0.9}, 0.1))
                .isLessThan(1e-10);
    }

    @Test
    void jacobianOfARungeKuttaStepIsNotSymplectic() {
        assertThat(symplecticDefect(new RungeKutta4(new Kepler()), new double[] {0.8, 0.3, -0.4, 0.9}, 0.1))
                .isGreaterThan(1e-7);
    }

    @Test
    void implicitMidpointIsSymplecticForAHamiltonianThatDoesNotSeparate() {
        ImplicitMidpoint method = new ImplicitMidpoint(new DoublePendulum());
        assertThat(symplecticDefect(method, new double[] {0.8, -0.3, 0.4, 0.9}, 0.1))
                .isLessThan(1e-10);
    }

    /** Largest entry of {@code J^T Omega J - Omega}, J by differences of eighth order. */
    private static double symplecticDefect(OneStepMethod method, double[] at, double h) {
        int n = at.length;
        double[] weights = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
        double eps = 1e-2;
        double[][] columns = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int m = 1; m <= 4; m++) {
                double[] up = at.clone();
                double[] down = at.clone();
                up[j] += m * eps;
                down[j] -= m * eps;
                method.step(up, h);
                method.step(down, h);
                for (int i = 0; i < n; i++) {
                    columns[j][i] += weights[m - 1] * (up[i] - down[i]) / eps;
                }
            }
        }
        int d = n / 2;
        double defect = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                double form = b == a + d ? -1 : a == b + d ? 1 : 0;
                for (int i = 0; i < d; i++) {
                    form += columns[a][i] * columns[b][d + i] - columns[a][d + i] * columns[b][i];
                }
                defect = Math.max(defect, Math.abs(form));
            }
        }
        return defect;
    }

    @Test
    void implicitMidpointSaysThatItsIterationDoesNotConverge() {
        // Each iteration multiplies the error by h / 2 = 1.5.
        ImplicitMidpoint method = new ImplicitMidpoint(
                new VectorField() {
                    @Override
                    public int dimension() {
                        return 2;
                    }

                    @Override
                    public void slope(double[] state, double[] slope) {
                        slope[0] = state[1];
                        slope[1] = -state[0];
                    }
                },
                1e-14,
                20);
        double[] state = {1, 0};
        assertThatThrownBy(() -> method.step(state, 3))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("implicit midpoint did not converge with step 3.0")
                .hasMessageContaining("use a smaller step");
        assertThat(state).containsExactly(1, 0);
    }

    @Test
    void aMotionThatLeavesTheFiniteNumbersIsStoppedByNamingTheStep() {
        Pendulum system = new Pendulum();
        OneStepMethod broken = new RungeKutta4(new VectorField() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public void slope(double[] state, double[] slope) {
                slope[0] = state[1] * state[1] + 1;
                slope[1] = state[1] * state[1] * state[1];
            }
        });
        assertThatThrownBy(() -> Trajectory.of(broken, system::energy, new double[] {0, 1}, 0.5, 1000, 1))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageMatching("the motion left the finite numbers by step \\d+ \\(t = .*\\)");
    }

    @Test
    void adaptiveMethodsStopAtASingularityByNamingTheTime() {
        Kepler system = new Kepler();
        assertThatThrownBy(() -> AdaptiveMethod.DORMAND_PRINCE_853.integrate(
                        system, system::energy, new double[] {1, 0, 0, 0}, new double[] {0, 2}, 1e-10))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("between t = 0.0 and 2.0");
    }

    @Test
    void stepsThatAreNotAMultipleOfTheKeptAreRefused() {
        Pendulum system = new Pendulum();
        assertThatThrownBy(() ->
                        Trajectory.of(new SymplecticEuler(system), system::energy, new double[] {1, 0}, 0.1, 10, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("given 10 and 3");
    }
}
