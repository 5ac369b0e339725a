package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ansatz.solve.gp.SpectralMixture.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpectralMixtureTest {
    /** Weights, widths and frequencies of no special values. */
    static SpectralMixture some(Kind kind) {
        SpectralMixture mixture = SpectralMixture.spread(kind, 3, 1.3, 2.2);
        double[] parameters = mixture.parameters();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.6 * random.nextDouble() - 0.3;
        }
        return mixture.with(parameters, 0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyDerivativeIsThatOfTheOrderBelow(Kind kind) {
        SpectralMixture k = some(kind);
        double h = 1e-5;
        for (double t : new double[] {-0.7, -0.1, 0.05, 0.4, 1.3}) {
            double[][] at = k.derivatives(new double[] {t, t - h, t + h}, k.maximumOrder());
            for (int n = 1; n <= k.maximumOrder(); n++) {
                double difference = (at[n - 1][2] - at[n - 1][1]) / (2 * h);
                double scale = Math.abs(k.derivatives(new double[] {0}, k.maximumOrder())[n / 2 * 2][0]);
                assertThat(at[n][0])
                        .as("order " + n + " at " + t)
                        .isCloseTo(difference, within(1e-6 * (scale + Math.abs(difference))));
            }
        }
    }

    @Test
    void limitsAtZeroAreTheClosedForms() {
        for (Kind kind : Kind.values()) {
            SpectralMixture k = some(kind);
            double[] p = k.parameters();
            double value = 0;
            double curvature = 0;
            double fourth = 0;
            for (int q = 0; q < 3; q++) {
                double w = Math.exp(p[q]);
                double m = kind.oscillates() ? 2 * Math.PI * p[6 + q] : 0;
                boolean matern = kind == Kind.STUDENT_T || kind == Kind.MATERN;
                double a = Math.sqrt(5) * Math.exp(p[3 + q]);
                double b = Math.exp(p[3 + q]);
                double second = matern ? -a * a / 3 : -2 * b;
                value += w;
                curvature += w * (second - m * m);
                fourth += w * ((matern ? Math.pow(a, 4) : 12 * b * b) - 6 * m * m * second + Math.pow(m, 4));
            }
            double[][] at = k.derivatives(new double[] {0}, 4);
            assertThat(at[0][0]).isCloseTo(value, within(1e-12));
            assertThat(at[1][0]).isZero();
            assertThat(at[2][0]).isCloseTo(curvature, within(1e-12 * -curvature));
            assertThat(at[3][0]).isZero();
            assertThat(at[4][0]).isCloseTo(fourth, within(1e-12 * fourth));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void gradientsByParametersAreThoseOfDifferences(Kind kind) {
        SpectralMixture k = some(kind);
        double[] lags = {0, 0.2, 0.55, 1.1};
        SplittableRandom random = new SplittableRandom(3);
        double[][] adjoint = new double[k.maximumOrder() + 1][lags.length];
        for (double[] row : adjoint) {
            Arrays.setAll(row, i -> random.nextDouble() - 0.5);
        }
        double[] gradient = new double[k.parameterCount() + 2];
        k.addGradient(lags, adjoint, gradient, 2);
        double h = 1e-5;
        for (int i = 0; i < k.parameterCount(); i++) {
            double difference = (contract(k, i, h, lags, adjoint) - contract(k, i, -h, lags, adjoint)) / (2 * h);
            assertThat(gradient[2 + i])
                    .as("parameter " + i)
                    .isCloseTo(difference, within(1e-6 * Math.abs(difference) + 1e-7));
        }
    }

    private static double contract(SpectralMixture k, int parameter, double step, double[] lags, double[][] adjoint) {
        double[] parameters = k.parameters();
        parameters[parameter] += step;
        double[][] values = k.with(parameters, 0).derivatives(lags, adjoint.length - 1);
        double sum = 0;
        for (int n = 0; n < values.length; n++) {
            for (int i = 0; i < lags.length; i++) {
                sum += adjoint[n][i] * values[n][i];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theFourierTransformOfTheCovarianceIsTheDensity(Kind kind) {
        SpectralMixture k = some(kind);
        // Trapezoid on a long interval: the covariance is smooth but for its fifth derivative at zero, and decays.
        int n = 60_000;
        double end = 30;
        double[] lags = new double[n + 1];
        Arrays.setAll(lags, i -> end * i / n);
        double[] values = k.derivatives(lags, 0)[0];
        for (double s : new double[] {0, 0.6, 1.9, 3.1}) {
            double sum = 0;
            for (int i = 0; i <= n; i++) {
                double weight = i == 0 || i == n ? 0.5 : 1;
                sum += 2 * weight * values[i] * Math.cos(2 * Math.PI * s * lags[i]) * end / n;
            }
            assertThat(k.density(s)).isCloseTo(sum, within(1e-4 * k.density(0)));
        }
    }

    @Test
    void thePublishedBeginningHasEqualWeightsUnitWidthsAndEvenFrequencies() {
        SpectralMixture k = SpectralMixture.studentT(30, 20);
        assertThat(k.derivatives(new double[] {0}, 0)[0][0]).isCloseTo(1, within(1e-14));
        assertThat(k.spectrum()).allSatisfy(peak -> assertThat(peak.width()).isEqualTo(1));
        assertThat(k.spectrum()).extracting(SpectralMixture.Peak::frequency).contains(0.0, 20.0, 20.0 / 29);
        assertThat(k.parameterCount()).isEqualTo(90);
    }

    @Test
    void aMaternCovarianceRefusesItsFifthDerivativeAndAMixtureNeedsAComponent() {
        assertThatThrownBy(() -> SpectralMixture.studentT(2, 1).derivatives(new double[] {0.1}, 5))
                .hasMessageContaining("student-t has continuous derivatives up to order 4, not 5");
        assertThatThrownBy(() -> SpectralMixture.gaussian(0, 1)).hasMessageContaining("at least one component, got 0");
    }
}
