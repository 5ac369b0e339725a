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

class WaveStepsTest {
    private static WaveModel model(int n, Cell cell, double speed) {
        return new WaveModel(PlaneMesh.square(0, 1, n, cell), speed);
    }

    private static double[] mode(WaveModel model) {
        return model.interpolate((x, y) -> Math.sin(Math.PI * x) * Math.sin(Math.PI * y));
    }

    private static double[] pulse(WaveModel model) {
        return model.interpolate(new WavePulse(0.45, 0.55, 0.1, model.speed())::at);
    }

    @Test
    void theLowestModeSwingsWithTheDiscreteFrequency() {
        int n = 32;
        double h = 1.0 / n;
        double dt = h / 2;
        double a = Math.cos(Math.PI * h);
        double lambda = (16 - 4 * a - 4 * a - 8 * a * a) / (6 * h * h);
        assertThat(lambda).isCloseTo(19.69170176, within(1e-8));
        double omega = 2 / dt * Math.asin(dt * Math.sqrt(lambda) / 2);
        assertThat(omega).isCloseTo(4.43842268, within(1e-8));
        WaveModel model = model(n, Cell.SQUARE, 1);
        double[] shape = mode(model);
        CentralDifferences march = new CentralDifferences(model, dt, shape);
        for (int step = 0; step < 300; step++) {
            march.step();
        }
        double swing = Math.cos(omega * march.time());
        double[] u = march.values();
        for (int k = 0; k < u.length; k++) {
            assertThat(u[k]).isCloseTo(shape[k] * swing, within(1e-8));
        }
    }

    @Test
    void newmarksLowestModeSwingsWithTheFrequencyOfTheConsistentMass() {
        int n = 16;
        double h = 1.0 / n;
        double dt = h;
        double a = Math.cos(Math.PI * h);
        double stiffness = (16 - 8 * a - 8 * a * a) / 6;
        double mass = h * h / 36 * (16 + 16 * a + 4 * a * a);
        double omega = 2 / dt * Math.atan(dt * Math.sqrt(stiffness / mass) / 2);
        WaveModel model = model(n, Cell.SQUARE, 1);
        double[] shape = mode(model);
        NewmarkSteps march = new NewmarkSteps(model, dt, shape);
        for (int step = 0; step < 100; step++) {
            march.step();
        }
        double[] u = march.values();
        for (int k = 0; k < u.length; k++) {
            assertThat(u[k]).isCloseTo(shape[k] * Math.cos(omega * 100 * dt), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void centralDifferencesConserveTheirEnergy(Cell cell) {
        WaveModel model = model(24, cell, 1.3);
        CentralDifferences march = new CentralDifferences(model, 0.9 * model.stableStep(), pulse(model));
        march.step();
        double first = march.energy();
        for (int step = 0; step < 500; step++) {
            march.step();
            assertThat(march.energy()).isCloseTo(first, within(1e-12 * first));
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void newmarksStepsConserveTheEnergyWithStepsFarAboveTheExplicitLimit(Cell cell) {
        WaveModel model = model(20, cell, 1.1);
        NewmarkSteps march = new NewmarkSteps(model, 5 * model.stableStep(), pulse(model));
        double first = march.energy();
        for (int step = 0; step < 100; step++) {
            march.step();
            assertThat(march.energy()).isCloseTo(first, within(1e-12 * first));
        }
    }

    @Test
    void errorsOfAPulseFallWithTheSquareOfTheWidthOfElements() {
        // Differences of successive refinements at common nodes; the fields are smooth on all three meshes.
        double[][] at = new double[3][];
        for (int level = 0; level < 3; level++) {
            int n = 32 << level;
            WaveModel model = model(n, Cell.SQUARE, 1);
            CentralDifferences march =
                    new CentralDifferences(model, 0.5 / n, model.interpolate(new WavePulse(0.5, 0.5, 0.12, 1)::at));
            for (int step = 0; step < n / 2; step++) {
                march.step();
            }
            double[] u = march.values();
            int coarse = 32;
            at[level] = new double[(coarse + 1) * (coarse + 1)];
            for (int j = 0; j <= coarse; j++) {
                for (int i = 0; i <= coarse; i++) {
                    at[level][j * (coarse + 1) + i] = u[(j << level) * (n + 1) + (i << level)];
                }
            }
        }
        double order = Math.log(distance(at[0], at[1]) / distance(at[1], at[2])) / Math.log(2);
        assertThat(order).isBetween(1.7, 2.3);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void nothingRunsAheadOfOneElementPerStep() {
        int n = 20;
        WaveModel model = model(n, Cell.SQUARE, 1);
        double[] start = new double[model.mesh().size()];
        int middle = n / 2;
        start[middle * (n + 1) + middle] = 1;
        CentralDifferences march = new CentralDifferences(model, 0.5 / n, start);
        for (int step = 1; step < middle; step++) {
            march.step();
            double[] u = march.values();
            boolean reached = false;
            for (int j = 0; j <= n; j++) {
                for (int i = 0; i <= n; i++) {
                    int away = Math.max(Math.abs(i - middle), Math.abs(j - middle));
                    if (away > step) {
                        assertThat(u[j * (n + 1) + i]).isZero();
                    }
                    reached |= away == step && u[j * (n + 1) + i] != 0;
                }
            }
            assertThat(reached).isTrue();
        }
    }

    @Test
    void aStepAboveTheStabilityLimitIsRefusedWithNumberAndBound() {
        WaveModel model = model(16, Cell.SQUARE, 1.25);
        assertThat(model.stableStep()).isCloseTo(1 / (16 * 1.25), within(1e-15));
        double[] start = pulse(model);
        assertThatThrownBy(() -> new CentralDifferences(model, 0.06, start))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("c dt/h = 1.20000")
                .hasMessageContaining("bound 1.00000");
        new CentralDifferences(model, model.stableStep(), start).step();
    }

    @Test
    void valuesThatAreNotFiniteAreNamed() {
        WaveModel model = model(8, Cell.SQUARE, 1);
        double[] start = pulse(model);
        CentralDifferences march = new CentralDifferences(model, 0.05, start);
        double[] trace = new double[model.mesh().boundary().length];
        trace[3] = Double.NaN;
        assertThatThrownBy(() -> march.step(trace))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("boundary node 3")
                .hasMessageContaining("NaN");
        start[40] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> new NewmarkSteps(model, 0.05, start))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("node 40");
        assertThatThrownBy(() -> march.step(new double[5]))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("trace has 5");
    }

    @Test
    void aZoneDrivenByItsOwnFramesRepeatsTheFullModel() {
        WaveZone zone = new WaveZone(32, 16, 8, 4, 0.5);
        WavePulse pulse = new WavePulse(0.42, 0.6, 0.1, 1);
        double[][] full = zone.full(pulse);
        double[][] alone = zone.driven(pulse, zone.block(full));
        double[] all = Arrays.stream(full).flatMapToDouble(Arrays::stream).toArray();
        double[] other = Arrays.stream(alone).flatMapToDouble(Arrays::stream).toArray();
        // What is left is the spline between frames.
        assertThat(distance(all, other)).isLessThan(0.01 * distance(all, new double[all.length]));
        WaveZone everyStep = new WaveZone(32, 16, 32, 1, 0.5);
        double[][] exact = everyStep.driven(pulse, everyStep.block(full));
        double[] same = Arrays.stream(exact).flatMapToDouble(Arrays::stream).toArray();
        assertThat(distance(all, same)).isLessThan(1e-13 * distance(all, new double[all.length]));
    }

    @Test
    void splinesRepeatCubicsThatStartLevel() {
        double[] values = new double[6];
        Arrays.setAll(values, k -> 1 + 2 * k * k - 0.5 * k * k * k);
        double[] fine = EvenSpline.through(values).refined(4);
        for (int k = 0; k < fine.length; k++) {
            double t = k / 4.0;
            assertThat(fine[k]).isCloseTo(1 + 2 * t * t - 0.5 * t * t * t, within(1e-12));
        }
    }

    @Test
    void aPulseOutsideTheTrainingRangesSaysWhichParameter() {
        assertThat(new WavePulse(0.5, 0.5, 0.1, 1).outside()).isEmpty();
        assertThat(new WavePulse(0.5, 0.9, 0.1, Double.NaN).outside())
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("y0 = 0.9", "[0.3, 0.7]"));
    }
}
