package org.ansatz.physics.reference.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.reference.periodic.DirichletPoisson;
import org.junit.jupiter.api.Test;

class CavityFlowTest {
    /** The u velocity on the vertical centre line, at all nodes. */
    private static double[] centreLine(double[] psi, int n) {
        double[] u = new double[n + 1];
        u[n] = 1;
        int m = n - 1;
        for (int j = 1; j < n; j++) {
            double above = j + 1 < n ? psi[(n / 2 - 1) * m + j] : 0;
            double below = j - 1 > 0 ? psi[(n / 2 - 1) * m + j - 2] : 0;
            u[j] = 0.5 * n * (above - below);
        }
        return u;
    }

    @Test
    void theSteadyVortexIsThatOfGhiaGhiaAndShinAtReynolds100() {
        int n = 32;
        double[] psi = new CavityFlow(n, 100).steady();
        int lowest = 0;
        for (int k = 0; k < psi.length; k++) {
            lowest = psi[k] < psi[lowest] ? k : lowest;
        }
        int column = lowest / (n - 1);
        assertThat((column + 1.0) / n).isCloseTo(0.6172, within(1.0 / n));
        assertThat((lowest % (n - 1) + 1.0) / n).isCloseTo(0.7344, within(1.0 / n));
        assertThat(psi[lowest]).isCloseTo(-0.1034, within(0.04 * 0.1034));
        double[] u = centreLine(psi, n);
        assertThat(u[n / 2]).isCloseTo(-0.2058, within(0.05 * 0.2058));
        double least = 0;
        for (double value : u) {
            least = Math.min(least, value);
        }
        assertThat(least).isCloseTo(-0.2109, within(0.05 * 0.2109));
    }

    @Test
    void theSteadySolutionConvergesAtSecondOrder() {
        double[] centre = new double[3];
        int[] sizes = {16, 32, 64};
        for (int s = 0; s < 3; s++) {
            int n = sizes[s];
            centre[s] = new CavityFlow(n, 100).steady()[(n / 2 - 1) * (n - 1) + n / 2 - 1];
        }
        double order = Math.log((centre[0] - centre[1]) / (centre[1] - centre[2])) / Math.log(2);
        assertThat(order).isBetween(1.7, 2.5);
    }

    @Test
    void backwardEulerStepsLeadFromRestToTheSteadyFlow() {
        int n = 16;
        CavityFlow flow = new CavityFlow(n, 100);
        double[] psi = new double[(n - 1) * (n - 1)];
        double[] omega = psi.clone();
        for (int step = 0; step < 60; step++) {
            psi = flow.step(psi, omega, 0.5);
            omega = flow.vorticity(psi);
        }
        double[] steady = flow.steady();
        for (int k = 0; k < psi.length; k++) {
            assertThat(psi[k]).isCloseTo(steady[k], within(1e-6));
        }
    }

    @Test
    void conjugateGradientsFindTheSolutionOfTheDirectSolverAndFasterFromAGoodGuess() {
        int n = 12;
        double[] f = new double[n * n];
        for (int k = 0; k < f.length; k++) {
            f[k] = Math.sin(3 * k) + 0.1 * k;
        }
        double[] exact = new DirichletPoisson(n).solve(f);
        ConjugateGradients method = ConjugateGradients.plain(x -> fivePoint(x, n), 1e-10, 300);
        ConjugateGradients.Result cold = method.solve(f, new double[n * n]);
        assertThat(cold.firstResidual()).isCloseTo(1, within(1e-12));
        double[] near = exact.clone();
        near[5] += 1e-9;
        assertThat(method.solve(f, near).iterations()).isLessThan(cold.iterations());
        assertThat(method.solve(f, exact).iterations()).isZero();
        for (int k = 0; k < f.length; k++) {
            assertThat(cold.x()[k]).isCloseTo(exact[k], within(1e-9));
        }
        assertThatThrownBy(() ->
                        ConjugateGradients.plain(x -> fivePoint(x, n), 1e-10, 3).solve(f, new double[n * n]))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("after 3 iterations");
        ConjugateGradients wrong = new ConjugateGradients(
                x -> fivePoint(x, n),
                r -> {
                    double[] z = r.clone();
                    for (int k = 0; k < z.length; k++) {
                        z[k] = -z[k];
                    }
                    return z;
                },
                1e-10,
                300);
        assertThatThrownBy(() -> wrong.solve(f, new double[n * n]))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("preconditioner is not positive definite");
    }

    private static double[] fivePoint(double[] x, int n) {
        double[] y = new double[x.length];
        double scale = (n + 1.0) * (n + 1.0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double around = (i > 0 ? x[(i - 1) * n + j] : 0)
                        + (i < n - 1 ? x[(i + 1) * n + j] : 0)
                        + (j > 0 ? x[i * n + j - 1] : 0)
                        + (j < n - 1 ? x[i * n + j + 1] : 0);
                y[i * n + j] = scale * (4 * x[i * n + j] - around);
            }
        }
        return y;
    }
}
