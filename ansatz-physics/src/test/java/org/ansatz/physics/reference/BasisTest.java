package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ansatz.physics.problem.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BasisTest {
    static Stream<Basis> bases() {
        Interval interval = new Interval(-0.5, 2);
        return Stream.of(new ChebyshevBasis(interval), new FourierBasis(interval));
    }

    @ParameterizedTest
    @MethodSource("bases")
    void derivativesMatchFiniteDifferences(Basis basis) {
        int n = 9;
        double h = 1e-5;
        for (double x : new double[] {-0.3, 0.71, 1.9}) {
            for (int order = 0; order < 4; order++) {
                double[] ahead = basis.row(x + h, order, n);
                double[] back = basis.row(x - h, order, n);
                double[] next = basis.row(x, order + 1, n);
                for (int k = 0; k < n; k++) {
                    double slope = (ahead[k] - back[k]) / (2 * h);
                    assertThat(next[k]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bases")
    void coefficientsInterpolateTheValuesAtTheNodes(Basis basis) {
        int n = basis.admissible(10);
        double[] nodes = basis.nodes(n);
        double[] values = new double[n];
        for (int j = 0; j < n; j++) {
            values[j] = Math.cos(j * j + 1);
        }
        double[] c = basis.coefficients(values);
        for (int j = 0; j < n; j++) {
            double[] row = basis.row(nodes[j], 0, n);
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += c[k] * row[k];
            }
            assertThat(sum).isCloseTo(values[j], within(1e-13));
        }
    }

    @ParameterizedTest
    @MethodSource("bases")
    void integralsAreThoseOfTheFunctions(Basis basis) {
        int n = 7;
        double[] integrals = basis.integrals(n);
        int points = 20_000;
        double[] sums = new double[n];
        double width = basis.interval().length() / points;
        for (int p = 0; p < points; p++) {
            double[] row = basis.row(basis.interval().min() + (p + 0.5) * width, 0, n);
            for (int k = 0; k < n; k++) {
                sums[k] += row[k] * width;
            }
        }
        for (int k = 0; k < n; k++) {
            assertThat(integrals[k]).isCloseTo(sums[k], within(1e-6));
        }
    }
}
