package org.ansatz.physics.reference.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class PeriodicFlowsTest {
    private static final int N = 16;

    private static double[] field(int n, double length, DoubleBinaryOperator value) {
        double[] field = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                field[i * n + j] = value.applyAsDouble(length * i / n, length * j / n);
            }
        }
        return field;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
            size += b[i] * b[i];
        }
        return Math.sqrt(sum / size);
    }

    @Test
    void weakForcingActsOnEveryModeByItself() {
        double re = 20;
        double time = 1.5;
        double small = 1e-7;
        double[] f = field(N, 2 * Math.PI, (x, y) -> small * (Math.sin(x + 2 * y) + Math.cos(3 * x)));
        double[] w = new VorticityFlow(N, re, 1e-3).evolve(new double[N * N], f, time);
        double a = (1 - Math.exp(-5 * time / re)) * re / 5;
        double b = (1 - Math.exp(-9 * time / re)) * re / 9;
        double[] expected = field(N, 2 * Math.PI, (x, y) -> small * (a * Math.sin(x + 2 * y) + b * Math.cos(3 * x)));
        assertThat(distance(w, expected)).isLessThan(1e-6);
    }

    @Test
    void aTaylorGreenVortexKeepsItsShapeAndDecays() {
        double[] start = field(N, 2 * Math.PI, (x, y) -> 2 * Math.cos(x) * Math.cos(y));
        double[] w = new VorticityFlow(N, 10, 1e-3).evolve(start, new double[N * N], 2);
        double[] expected = Arrays.stream(start).map(v -> v * Math.exp(-0.4)).toArray();
        assertThat(distance(w, expected)).isLessThan(1e-7);
    }

    /** A vortex that moves with a uniform stream would catch a swap of axes; here two shears that are not symmetric. */
    @Test
    void vorticityIsCarriedByItsOwnVelocity() {
        // w = sin(x) + e cos(x + 2y): for small e the shear u = (0, -cos x)... rotates the second part as w_t + v w_y =
        // 0.
        double e = 1e-4;
        double dt = 1e-3;
        double[] start = field(N, 2 * Math.PI, (x, y) -> Math.sin(x) + e * Math.cos(x + 2 * y));
        double[] w = new VorticityFlow(N, 1e12, dt).evolve(start, new double[N * N], dt);
        // psi = sin x + (e/5) cos(x + 2y); u = psi_y, v = -psi_x.
        double[] rate = field(N, 2 * Math.PI, (x, y) -> {
            double u = -0.4 * e * Math.sin(x + 2 * y);
            double v = -Math.cos(x) + 0.2 * e * Math.sin(x + 2 * y);
            double wx = Math.cos(x) - e * Math.sin(x + 2 * y);
            double wy = -2 * e * Math.sin(x + 2 * y);
            return -(u * wx + v * wy);
        });
        double[] measured = new double[N * N];
        for (int p = 0; p < measured.length; p++) {
            measured[p] = (w[p] - start[p]) / dt;
        }
        assertThat(distance(measured, rate)).isLessThan(2e-3);
    }

    @Test
    void theVorticityStepIsOfSecondOrderAndKeepsTheMean() {
        double[] f =
                new GaussianPlaneField(N, 2 * Math.PI, k2 -> 27 / Math.pow(k2 + 9, 2)).draw(RandomStream.seeded(3));
        double[] start = field(N, 2 * Math.PI, (x, y) -> Math.sin(x) * Math.cos(2 * y) + 0.25);
        double[] exact = new VorticityFlow(N, 50, 1.0 / 640).evolve(start, f, 1);
        double coarse = distance(new VorticityFlow(N, 50, 1.0 / 20).evolve(start, f, 1), exact);
        double fine = distance(new VorticityFlow(N, 50, 1.0 / 40).evolve(start, f, 1), exact);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.8, 2.2);
        assertThat(Arrays.stream(exact).average().orElseThrow()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void aStepThatIsTooLargeIsToldWithItsTime() {
        double[] f = field(N, 2 * Math.PI, (x, y) -> 1e6 * Math.sin(x) * Math.cos(2 * y));
        assertThatThrownBy(() -> new VorticityFlow(N, 1000, 0.5).evolve(new double[N * N], f, 100))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("overflowed at t =");
    }

    @Test
    void aRandomFieldHasTheVarianceOfItsAmplitudes() {
        GaussianPlaneField law = new GaussianPlaneField(N, 2 * Math.PI, k2 -> 3 / (k2 + 4));
        double expected = 0;
        for (int i = -N / 2 + 1; i <= N / 2; i++) {
            for (int j = -N / 2 + 1; j <= N / 2; j++) {
                expected += i == 0 && j == 0 ? 0 : Math.pow(3 / (i * i + j * j + 4.0), 2);
            }
        }
        double sum = 0;
        int draws = 400;
        for (int d = 0; d < draws; d++) {
            for (double v : law.draw(RandomStream.seeded(5).child(d))) {
                sum += v * v;
            }
        }
        assertThat(sum / (draws * N * N)).isCloseTo(expected, within(0.06 * expected));
    }

    @Test
    void wavesSwingWithTheirFrequency() {
        double[] u = field(N, 1, (x, y) -> Math.sin(2 * Math.PI * (x + 2 * y)));
        double[] v = field(N, 1, (x, y) -> Math.cos(4 * Math.PI * x));
        double t = 0.3;
        double[] after = new WaveEquation(N, 1, 0.7).evolve(u, v, t);
        double f = 0.7 * 2 * Math.PI * Math.sqrt(5);
        double g = 0.7 * 4 * Math.PI;
        double[] expected = field(
                N,
                1,
                (x, y) -> Math.cos(f * t) * Math.sin(2 * Math.PI * (x + 2 * y))
                        + Math.sin(g * t) / g * Math.cos(4 * Math.PI * x));
        assertThat(distance(after, expected)).isLessThan(1e-12);
    }

    /** Cole and Hopf: {@code u = 2 nu k q sin(kx) / (a + q cos(kx))} with {@code q = exp(-nu k^2 t)}. */
    @Test
    void burgersFlowFollowsTheColeHopfSolution() {
        int n = 64;
        double nu = 0.05;
        double k = 2 * Math.PI;
        double[] start = new double[n];
        double[] end = new double[n];
        double time = 0.5;
        double q = Math.exp(-nu * k * k * time);
        for (int i = 0; i < n; i++) {
            double x = (double) i / n;
            start[i] = 2 * nu * k * Math.sin(k * x) / (1.5 + Math.cos(k * x));
            end[i] = 2 * nu * k * q * Math.sin(k * x) / (1.5 + q * Math.cos(k * x));
        }
        double coarse = distance(new BurgersFlow(n, 1, nu, 1.0 / 100).evolve(start, time), end);
        double fine = distance(new BurgersFlow(n, 1, nu, 1.0 / 200).evolve(start, time), end);
        assertThat(fine).isLessThan(1e-4);
        assertThat(coarse / fine).isBetween(3.4, 4.6);
    }
}
