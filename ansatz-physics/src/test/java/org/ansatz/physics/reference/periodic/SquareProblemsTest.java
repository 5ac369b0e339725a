package org.ansatz.physics.reference.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.physics.problem.NumericalFailure;
import org.junit.jupiter.api.Test;

class SquareProblemsTest {
    /** Published values of the centre for a unit load: the continuum has 0.0736713. */
    @Test
    void theCentreUnderAUnitLoadIsThatOfTheTables() {
        int[] sizes = {15, 31, 63};
        double[] centres = {0.07344577, 0.07361474, 0.07365719};
        for (int s = 0; s < sizes.length; s++) {
            int n = sizes[s];
            double[] f = new double[n * n];
            Arrays.fill(f, 1);
            assertThat(new DirichletPoisson(n).solve(f)[n * n / 2]).isCloseTo(centres[s], within(5e-9));
        }
        assertThat(2 * new DirichletPoisson(15).eigenvalues()[0]).isCloseTo(19.6759, within(5e-5));
    }

    @Test
    void theSolutionSatisfiesTheStencil() {
        int n = 6;
        double[] f = new double[n * n];
        for (int p = 0; p < f.length; p++) {
            f[p] = Math.sin(3.0 * p) + 0.1 * p;
        }
        double[] u = new DirichletPoisson(n).solve(f);
        double h2 = 1.0 / ((n + 1) * (n + 1));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 4 * u[i * n + j];
                sum -= i > 0 ? u[(i - 1) * n + j] : 0;
                sum -= i + 1 < n ? u[(i + 1) * n + j] : 0;
                sum -= j > 0 ? u[i * n + j - 1] : 0;
                sum -= j + 1 < n ? u[i * n + j + 1] : 0;
                assertThat(sum / h2).isCloseTo(f[i * n + j], within(1e-11));
            }
        }
    }

    @Test
    void coefficientsOfSinesBecomeTheirSum() {
        int n = 5;
        double[][] c = new double[n][n];
        c[1][2] = 3;
        double[] u = new DirichletPoisson(n).synthesise(c);
        double h = 1.0 / (n + 1);
        assertThat(u[0]).isCloseTo(3 * Math.sin(2 * Math.PI * h) * Math.sin(3 * Math.PI * h), within(1e-13));
    }

    /** {@code u = sin(pi x) sin(2 pi y)} with {@code a = 2 + cos(pi x) + y}: the source follows by differentiation. */
    @Test
    void darcyFlowConvergesWithSecondOrder() {
        double coarse = darcyError(16);
        double fine = darcyError(32);
        assertThat(fine).isLessThan(5e-3);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.8, 2.2);
    }

    private static double darcyError(int n) {
        double[] a = new double[n * n];
        double[] f = new double[n * n];
        double[] exact = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double x = (i + 0.5) / n;
                double y = (j + 0.5) / n;
                double pi = Math.PI;
                int p = i * n + j;
                a[p] = 2 + Math.cos(pi * x) + y;
                exact[p] = Math.sin(pi * x) * Math.sin(2 * pi * y);
                double ux = pi * Math.cos(pi * x) * Math.sin(2 * pi * y);
                double uy = 2 * pi * Math.sin(pi * x) * Math.cos(2 * pi * y);
                f[p] = 5 * pi * pi * a[p] * exact[p] + pi * Math.sin(pi * x) * ux - uy;
            }
        }
        double[] u = new DarcyFlow(n).solve(a, f);
        double worst = 0;
        for (int p = 0; p < u.length; p++) {
            worst = Math.max(worst, Math.abs(u[p] - exact[p]));
        }
        return worst;
    }

    @Test
    void aPermeabilityThatIsNotPositiveIsRefused() {
        double[] a = {1, 1, 1, -1};
        assertThatThrownBy(() -> new DarcyFlow(2).solve(a, new double[4]))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("cell 1, 1");
    }
}
