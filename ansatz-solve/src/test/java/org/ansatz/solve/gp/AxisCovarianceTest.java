package org.ansatz.solve.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.solve.gp.SpectralMixture.Kind;
import org.ansatz.tensor.jet.MultiIndex;
import org.junit.jupiter.api.Test;

class AxisCovarianceTest {
    private static final GridAxis AXIS = new GridAxis("x", new Interval(-0.5, 1), 12);

    @Test
    void toeplitzAssemblyEqualsDenseEvaluation() {
        SpectralMixture k = SpectralMixtureTest.some(Kind.STUDENT_T);
        AxisCovariance covariance = new AxisCovariance(AXIS, k, 1e-6, 4, false);
        for (int order = 0; order <= 4; order++) {
            Matrix assembled = covariance.derivative(order);
            double size = Math.abs(k.derivatives(new double[] {0}, 4)[order / 2 * 2][0]);
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 12; j++) {
                    double expected = k.derivatives(new double[] {AXIS.at(i) - AXIS.at(j)}, 4)[order][0]
                            + (order == 0 && i == j ? 1e-6 : 0);
                    assertThat(assembled.get(i, j)).isCloseTo(expected, within(1e-13 * size));
                }
            }
        }
    }

    @Test
    void theFactorReproducesTheMatrixItsInverseAndItsDeterminant() {
        AxisCovariance covariance = new AxisCovariance(AXIS, SpectralMixtureTest.some(Kind.GAUSSIAN), 1e-2, 2, false);
        Matrix lower = covariance.whitened(0);
        Matrix k = covariance.derivative(0);
        Matrix product = lower.timesTransposed(lower);
        assertThat(product.values()).containsExactly(k.values(), within(1e-13));
        Matrix identity = covariance.inverse().times(k);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                assertThat(identity.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-10));
            }
        }
        // Whitened derivatives: G L^T is the derivative itself.
        assertThat(covariance.whitened(2).timesTransposed(lower).values())
                .containsExactly(covariance.derivative(2).values(), within(1e-9));
        double[] diagonal = new double[12];
        Arrays.setAll(diagonal, i -> Math.log(lower.get(i, i)));
        assertThat(covariance.logDeterminant())
                .isCloseTo(2 * Arrays.stream(diagonal).sum(), within(1e-12));
    }

    @Test
    void theDerivativeOfAFieldInTheSpanIsThatOfTheCovariance() {
        SpectralMixture k = SpectralMixtureTest.some(Kind.STUDENT_T);
        FieldPrior prior = line(k, 1e-10);
        double[] u = new double[12];
        Arrays.setAll(u, i -> k.derivatives(new double[] {AXIS.at(i) - AXIS.at(5)}, 0)[0][0]);
        Matrix alpha = prior.alpha(new Matrix(12, 1, u));
        Matrix second = prior.derivative(alpha, MultiIndex.of(2));
        double size = Math.abs(k.derivatives(new double[] {0}, 2)[2][0]);
        for (int i = 0; i < 12; i++) {
            double expected = k.derivatives(new double[] {AXIS.at(i) - AXIS.at(5)}, 2)[2][0];
            assertThat(second.values()[i]).isCloseTo(expected, within(1e-6 * size));
        }
    }

    @Test
    void withoutTheModesOfJitterTheFactorIsStillThatOfTheCovariance() {
        GridAxis fine = new GridAxis("x", new Interval(0, 1), 60);
        double jitter = 1e-6;
        AxisCovariance covariance = new AxisCovariance(fine, SpectralMixture.studentT(4, 5), jitter, 2, true);
        assertThat(covariance.modes()).isBetween(10, 45);
        Matrix lower = covariance.whitened(0);
        Matrix missing = lower.timesTransposed(lower);
        missing.add(-1, covariance.derivative(0));
        // What is left out is at most twice the jitter in every direction.
        assertThat(Arrays.stream(missing.values()).map(Math::abs).max().orElseThrow())
                .isLessThan(2 * jitter + 1e-12);
        Matrix expected = covariance
                .derivative(2)
                .times(covariance.solveRows(lower.transpose()).transpose());
        assertThat(covariance.whitened(2).values())
                .containsExactly(expected.values(), within(1e-5 * max(expected.values())));
    }

    private static FieldPrior line(SpectralMixture k, double jitter) {
        return new FieldPrior(
                new AxisCovariance(AXIS, k, jitter, 4, false),
                new AxisCovariance(GridAxis.none(), null, jitter, 0, false));
    }

    @Test
    void predictionAtTheGridIsTheValueLessJitterTimesAlpha() {
        SpectralMixture k = SpectralMixtureTest.some(Kind.STUDENT_T);
        FieldPrior prior = line(k, 1e-6);
        double[] u = new double[12];
        Arrays.setAll(u, i -> Math.sin(3 * AXIS.at(i)));
        Matrix alpha = prior.alpha(new Matrix(12, 1, u));
        GaussianField field = new GaussianField(new Grid(AXIS, GridAxis.none()), new SpectralMixture[] {k}, alpha);
        double[][] points = new double[1][12];
        Arrays.setAll(points[0], AXIS::at);
        double[] predicted = field.evaluate(points, MultiIndex.of(0));
        for (int i = 0; i < 12; i++) {
            assertThat(predicted[i]).isCloseTo(u[i] - 1e-6 * alpha.values()[i], within(1e-9));
        }
    }

    @Test
    void aCovarianceThatIsNotDefiniteNamesItsAxisJitterAndARemedy() {
        GridAxis dense = new GridAxis("x", new Interval(0, 1), 200);
        SpectralMixture smooth = SpectralMixture.spread(Kind.SQUARED_EXPONENTIAL, 1, 0.3, 0);
        assertThatThrownBy(() -> new AxisCovariance(dense, smooth, 1e-19, 0, false))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("200 points along x is not positive definite with jitter 1.0e-19")
                .hasMessageContaining("a larger jitter");
    }

    @Test
    void kroneckerAlgebraEqualsTheDenseOne() {
        GridAxis x = new GridAxis("x", new Interval(0, 1), 5);
        GridAxis y = new GridAxis("y", new Interval(-1, 1), 7);
        AxisCovariance first = new AxisCovariance(x, SpectralMixtureTest.some(Kind.STUDENT_T), 1e-3, 2, false);
        AxisCovariance second = new AxisCovariance(y, SpectralMixtureTest.some(Kind.GAUSSIAN), 1e-3, 2, false);
        FieldPrior prior = new FieldPrior(first, second);
        Matrix u = Matrix.zero(5, 7);
        Arrays.setAll(u.values(), i -> Math.cos(1.7 * i) + 0.1 * i);
        Matrix k = kronecker(first.derivative(0), second.derivative(0));
        double[] alpha = DenseOracle.solve(k, u.values());
        assertThat(prior.alpha(u).values()).containsExactly(alpha, within(1e-9 * max(alpha)));
        double quadratic = 0;
        for (int i = 0; i < 35; i++) {
            quadratic += u.values()[i] * alpha[i];
        }
        double logDensity = -0.5 * (DenseOracle.logDeterminant(k) + quadratic);
        assertThat(prior.logDensity(u, prior.alpha(u))).isCloseTo(logDensity, within(1e-9 * Math.abs(logDensity)));
        Matrix mixed = kronecker(first.derivative(1), second.derivative(2));
        double[] expected = mixed.times(new Matrix(35, 1, alpha)).values();
        assertThat(prior.derivative(prior.alpha(u), MultiIndex.of(1, 2)).values())
                .containsExactly(expected, within(1e-9 * max(expected)));
        // Whitened coordinates round trip.
        assertThat(prior.colour(prior.whiten(u)).values()).containsExactly(u.values(), within(1e-9));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    static Matrix kronecker(Matrix a, Matrix b) {
        Matrix k = Matrix.zero(a.rows() * b.rows(), a.columns() * b.columns());
        for (int i = 0; i < k.rows(); i++) {
            for (int j = 0; j < k.columns(); j++) {
                k.values()[i * k.columns() + j] =
                        a.get(i / b.rows(), j / b.columns()) * b.get(i % b.rows(), j % b.columns());
            }
        }
        return k;
    }
}
