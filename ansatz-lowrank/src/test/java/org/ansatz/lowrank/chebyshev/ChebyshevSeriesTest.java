package org.ansatz.lowrank.chebyshev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChebyshevSeriesTest {
    @Property(tries = 40)
    void valuesGoToCoefficientsAndBack(
            @ForAll @IntRange(min = 2, max = 200) int points, @ForAll @LongRange(max = 1000) long seed) {
        double[] values = RandomStream.seeded(seed).normal(points);
        ChebyshevAxis axis = new ChebyshevAxis(new Interval(2, 5), points);
        ChebyshevSeries series = ChebyshevSeries.ofValues(values, axis);
        assertThat(series.nodeValues()).containsExactly(values, within(1e-14));
        double[] nodes = axis.nodes();
        for (int j = 0; j < points; j++) {
            assertThat(series.at(nodes[j])).isCloseTo(values[j], within(1e-11));
        }
    }

    @Test
    void coefficientsOfAGaussianAreBesselFunctions() {
        double a = 22;
        ChebyshevSeries series =
                ChebyshevSeries.interpolating(x -> Math.exp(-a * x * x), new ChebyshevAxis(Cube.UNIT, 65));
        for (int k = 0; k < 40; k++) {
            double exact =
                    k % 2 == 1 ? 0 : (k == 0 ? 1 : 2) * Math.exp(-a / 2) * (k % 4 == 0 ? 1 : -1) * bessel(k / 2, a / 2);
            assertThat(series.coefficients()[k]).isCloseTo(exact, within(2e-15));
        }
    }

    /** {@code I_m(x)} by its power series. */
    private static double bessel(int order, double x) {
        double term = 1;
        for (int k = 1; k <= order; k++) {
            term *= x / 2 / k;
        }
        double sum = term;
        for (int k = 1; k < 200; k++) {
            term *= x * x / 4 / k / (k + order);
            sum += term;
        }
        return sum;
    }

    @Test
    void derivativeAndIntegralAreThoseOfTheFunction() {
        Interval interval = new Interval(-0.5, 2);
        ChebyshevSeries series = ChebyshevSeries.interpolating(x -> Math.sin(3 * x), new ChebyshevAxis(interval, 40));
        assertThat(series.derivative().at(0.7)).isCloseTo(3 * Math.cos(2.1), within(1e-12));
        assertThat(series.derivative().derivative().at(2)).isCloseTo(-9 * Math.sin(6), within(1e-9));
        assertThat(series.integral()).isCloseTo((Math.cos(-1.5) - Math.cos(6)) / 3, within(1e-14));
    }

    @Test
    void theGramMatrixHoldsIntegralsOfProducts() {
        ChebyshevAxis axis = new ChebyshevAxis(new Interval(1, 4), 5);
        double[] gram = axis.gram();
        // T_2 T_3 = (T_5 + T_1) / 2 is odd; T_2 T_4 = (T_6 + T_2) / 2.
        assertThat(gram[2 * 5 + 3]).isZero();
        assertThat(gram[2 * 5 + 4]).isCloseTo(0.5 * 3 * (1 / (1 - 36.0) + 1 / (1 - 4.0)), within(1e-15));
    }

    @Test
    void splinesReproduceCubicPolynomialsBeyondTheirKnotsToo() {
        double[] knots = {-1, -0.3, 0.1, 0.15, 0.8, 1.5};
        DoubleUnaryOperator cubic = x -> 2 - x + 3 * x * x - 0.5 * x * x * x;
        double[] values = java.util.Arrays.stream(knots).map(cubic).toArray();
        double[] places = {-1.4, -1, -0.7, 0, 0.1, 0.12, 0.5, 1.49, 1.8};
        double[] found = new CubicSpline(knots).interpolate(values, places);
        for (int p = 0; p < places.length; p++) {
            assertThat(found[p]).isCloseTo(cubic.applyAsDouble(places[p]), within(1e-12));
        }
        assertThatThrownBy(() -> new CubicSpline(new double[] {0, 1, 2})).isInstanceOf(InvalidProblem.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 40})
    void splinesAreOfFourthOrder(int cells) {
        double coarse = splineError(cells * 4);
        double fine = splineError(cells * 8);
        assertThat(coarse / fine).isGreaterThan(12);
    }

    private static double splineError(int cells) {
        ChebyshevAxis axis = new ChebyshevAxis(Cube.UNIT, 33);
        double[] centres = CanonicalGrid.centres(axis, cells);
        double[] values = java.util.Arrays.stream(centres).map(Math::exp).toArray();
        double[] found = new CubicSpline(centres).interpolate(values, axis.nodes());
        double error = 0;
        for (int j = 0; j < found.length; j++) {
            error = Math.max(error, Math.abs(found[j] - Math.exp(axis.nodes()[j])));
        }
        return error;
    }
}
