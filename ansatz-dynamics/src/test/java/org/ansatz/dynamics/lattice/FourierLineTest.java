package org.ansatz.dynamics.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.problem.InvalidProblem;
import org.junit.jupiter.api.Test;

class FourierLineTest {
    private static final double L = 7;
    private static final double LEFT = -2;

    @Test
    void derivativesOfResolvedModesAreExactForEveryBoundary() {
        double k = 2 * Math.PI * 5 / L;
        check(
                Boundary.PERIODIC,
                x -> Math.sin(k * x + 1),
                x -> k * Math.cos(k * x + 1),
                x -> -k * k * Math.sin(k * x + 1));
        double h = 2 * Math.PI * 3.5 / L;
        check(
                Boundary.ANTIPERIODIC,
                x -> Math.sin(h * x + 1),
                x -> h * Math.cos(h * x + 1),
                x -> -h * h * Math.sin(h * x + 1));
        double rise = 4 * Math.PI;
        check(
                Boundary.twisted(2),
                x -> rise * x / L + Math.cos(k * x),
                x -> rise / L - k * Math.sin(k * x),
                x -> -k * k * Math.cos(k * x));
    }

    private static void check(
            Boundary boundary, DoubleUnaryOperator f, DoubleUnaryOperator first, DoubleUnaryOperator second) {
        FourierLine line = new FourierLine(32, LEFT, L, boundary);
        double[] x = line.points();
        double[] field = new double[32];
        double[] d1 = new double[32];
        double[] d2 = new double[32];
        for (int j = 0; j < 32; j++) {
            field[j] = f.applyAsDouble(x[j]);
        }
        line.derivative(field, d1);
        line.secondDerivative(field, d2);
        for (int j = 0; j < 32; j++) {
            assertThat(Math.abs(d1[j] - first.applyAsDouble(x[j])))
                    .as("%s at %s", boundary, j)
                    .isLessThan(1e-11);
            assertThat(Math.abs(d2[j] - second.applyAsDouble(x[j])))
                    .as("%s at %s", boundary, j)
                    .isLessThan(1e-10);
        }
    }

    @Test
    void theHighestModeHasASecondDerivativeAndNoFirst() {
        FourierLine line = new FourierLine(8, 0, L, Boundary.PERIODIC);
        double[] saw = {1, -1, 1, -1, 1, -1, 1, -1};
        double[] d = new double[8];
        line.derivative(saw, d);
        double[] d2 = new double[8];
        line.secondDerivative(saw, d2);
        double k = line.largestWaveNumber();
        for (int j = 0; j < 8; j++) {
            assertThat(Math.abs(d[j])).isLessThan(1e-13);
            assertThat(Math.abs(d2[j] + k * k * saw[j])).isLessThan(1e-12 * k * k);
        }
    }

    @Test
    void oddOrFewPointsAndEmptyLinesAreRefused() {
        assertThatThrownBy(() -> new FourierLine(9, 0, 1, Boundary.PERIODIC))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("even number of points from 8, got 9");
        assertThatThrownBy(() -> new FourierLine(6, 0, 1, Boundary.PERIODIC)).hasMessageContaining("got 6");
        assertThatThrownBy(() -> new FourierLine(8, 0, 0, Boundary.PERIODIC)).hasMessageContaining("positive length");
    }
}
