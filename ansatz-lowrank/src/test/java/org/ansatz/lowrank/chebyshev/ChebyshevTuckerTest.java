package org.ansatz.lowrank.chebyshev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ansatz.lowrank.HigherOrderSvd;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;
import org.ansatz.tensor.jet.MultiIndex;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChebyshevTuckerTest {
    private static double bell(double[] x) {
        return Math.exp(-4 * Cube.square(x));
    }

    private static double wave(double[] x) {
        return Math.exp(0.5 * x[0]) * Math.sin(2 * x[1] + x[2]) + x[0] * x[2];
    }

    @Property(tries = 10)
    void polynomialsBelowTheNumberOfPointsAreExact(@ForAll @LongRange(max = 10_000) long seed) {
        double[] c = RandomStream.seeded(seed).normal(6 * 5 * 4);
        ToDoubleFunction<double[]> polynomial = x -> {
            double sum = 0;
            for (int p = 0; p < c.length; p++) {
                int power = p / 20;
                sum += c[p] * Math.pow(x[0], power) * Math.pow(x[1], p / 4 % 5) * Math.pow(x[2], p % 4);
            }
            return sum;
        };
        double scale = 0;
        for (double value : c) {
            scale += Math.abs(value);
        }
        Cube.assertSame(Cube.coarse(1e-15).of(polynomial, 6, 5, 4).function(), polynomial, 1e-13 * scale);
    }

    @Test
    void aProductOfPolynomialsHasRankOneAndOneCoefficient() {
        ChebyshevTucker found = Cube.resolved(1e-12)
                .of(
                        x -> (4 * x[0] * x[0] * x[0] - 3 * x[0])
                                * Math.cos(5 * Math.acos(x[1]))
                                * (2 * x[2] * x[2] - 1),
                        9,
                        9,
                        9)
                .function();
        assertThat(found.ranks()).containsExactly(1, 1, 1);
        double[] coefficients = new double[729];
        Scope.run(() -> {
            double[] all = found.coefficients().reconstruct().toDoubles();
            System.arraycopy(all, 0, coefficients, 0, all.length);
        });
        for (int p = 0; p < coefficients.length; p++) {
            double expected = p == 3 * 81 + 5 * 9 + 2 ? 1 : 0;
            assertThat(coefficients[p]).isCloseTo(expected, within(1e-14));
        }
    }

    @Test
    void sumsOfSeparableTermsHaveAtMostTheirNumberAsRank() {
        assertThat(Cube.coarse(1e-10)
                        .of(x -> x[0] + x[1] + x[2], 5, 5, 5)
                        .function()
                        .ranks())
                .containsExactly(2, 2, 2);
        ChebyshevTucker wave = Cube.resolved(1e-10)
                .of(x -> Math.cos(10 * (x[0] + x[1] + x[2])), 49, 49, 49)
                .function();
        assertThat(wave.ranks()).containsExactly(2, 2, 2);
        Cube.assertSame(wave, x -> Math.cos(10 * (x[0] + x[1] + x[2])), 1e-10);
    }

    @Test
    void theErrorStaysBelowTheToleranceOfTheCoefficients() {
        for (double tolerance : new double[] {1e-3, 1e-6, 1e-9}) {
            ToDoubleFunction<double[]> function = x -> 1 / (x[0] + x[1] + x[2] + 3.5);
            ChebyshevTucker exact =
                    Cube.resolved(1e-14).of(function, 41, 41, 41).function();
            ChebyshevTucker found =
                    Cube.resolved(tolerance).of(function, 41, 41, 41).function();
            Scope.run(() -> {
                Tensor all = exact.coefficients().reconstruct();
                double error =
                        found.coefficients().reconstruct().sub(all).norm().item();
                assertThat(error).isLessThanOrEqualTo(tolerance * all.norm().item());
            });
        }
    }

    @Test
    void permutedAxesHavePermutedRanksAndFinerTolerancesNoLowerOnes() {
        ToDoubleFunction<double[]> function = x -> Math.tanh(2 * (x[0] + x[2])) + Math.exp(x[1]) + x[0] * x[1];
        int[] ranks = Cube.coarse(1e-6).of(function, 33, 33, 33).function().ranks();
        int[] permuted = Cube.coarse(1e-6)
                .of(x -> function.applyAsDouble(new double[] {x[1], x[2], x[0]}), 33, 33, 33)
                .function()
                .ranks();
        assertThat(permuted).containsExactly(ranks[2], ranks[0], ranks[1]);
        int[] before = {0, 0, 0};
        for (double tolerance : new double[] {1e-1, 1e-2, 1e-4, 1e-6, 1e-8}) {
            int[] finer =
                    Cube.coarse(tolerance).of(function, 33, 33, 33).function().ranks();
            for (int k = 0; k < 3; k++) {
                assertThat(finer[k]).isGreaterThanOrEqualTo(before[k]);
            }
            before = finer;
        }
    }

    @Test
    void aSymmetricFunctionHasEqualFactorsUpToSign() {
        ChebyshevTucker found = Cube.resolved(1e-6)
                .of(x -> 1 / (x[0] + x[1] + x[2] + 3.5), 33, 33, 33)
                .function();
        int rank = found.ranks()[0];
        for (int k = 1; k < 3; k++) {
            for (int r = 0; r < rank; r++) {
                double plus = 0;
                double minus = 0;
                for (int j = 0; j < 33; j++) {
                    double a = found.columns(0)[j * rank + r];
                    double b = found.columns(k)[j * rank + r];
                    plus = Math.max(plus, Math.abs(a - b));
                    minus = Math.max(minus, Math.abs(a + b));
                }
                assertThat(Math.min(plus, minus)).isLessThan(1e-6);
            }
        }
    }

    @Test
    void theIntegralOfABellIsThatOfTheErrorFunction() {
        double exact = Math.pow(Math.sqrt(Math.PI) / 2 * Erf.erf(2.0), 3);
        ChebyshevTucker bell =
                Cube.resolved(1e-14).of(ChebyshevTuckerTest::bell, 41, 41, 41).function();
        assertThat(bell.integrate()).isCloseTo(exact, within(1e-12));
    }

    @Test
    void derivativesAreThoseOfTheFunction() {
        ChebyshevTucker wave =
                Cube.resolved(1e-14).of(ChebyshevTuckerTest::wave, 31, 31, 31).function();
        double[][] points = Cube.points(200, 3);
        List<ChebyshevTucker> gradient = wave.gradient();
        double[] byX = gradient.get(0).evaluate(points);
        double[][] more = wave.evaluate(
                points,
                List.of(
                        new FieldTerm("f", MultiIndex.of(0, 1, 0)),
                        new FieldTerm("f", MultiIndex.of(0, 1, 1)),
                        new FieldTerm("f", MultiIndex.of(2, 1, 0)),
                        new FieldTerm("f", MultiIndex.of(0, 0, 0))));
        for (int p = 0; p < 200; p++) {
            double[] x = Cube.at(points, p);
            double e = Math.exp(0.5 * x[0]);
            double s = Math.sin(2 * x[1] + x[2]);
            double c = Math.cos(2 * x[1] + x[2]);
            assertThat(byX[p]).isCloseTo(0.5 * e * s + x[2], within(1e-10));
            assertThat(more[0][p]).isCloseTo(2 * e * c, within(1e-10));
            assertThat(more[1][p]).isCloseTo(-2 * e * s, within(1e-10));
            assertThat(more[2][p]).isCloseTo(0.5 * e * c, within(1e-9));
            assertThat(more[3][p]).isCloseTo(wave(x), within(1e-12));
        }
    }

    @Test
    void derivativesAreLimitsOfDifferencesOnABoxOfAnyShape() {
        List<Interval> box = List.of(new Interval(0, 3), new Interval(-5, -4));
        ChebyshevTucker found = ChebyshevApproximation.on(box, 1e-13, w -> {})
                .of(x -> Math.sin(x[0] * x[1]), 40, 20)
                .function();
        double h = 1e-5;
        for (int k = 0; k < 2; k++) {
            double[] low = {1.3, -4.4};
            double[] high = low.clone();
            low[k] -= h;
            high[k] += h;
            double difference = (found.at(high) - found.at(low)) / (2 * h);
            assertThat(found.derivative(k).at(1.3, -4.4)).isCloseTo(difference, within(1e-7));
        }
    }

    @Test
    void sumsMultiplesAndInnerProductsAreThoseOfTheFunctions() {
        ChebyshevTucker bell =
                Cube.resolved(1e-13).of(ChebyshevTuckerTest::bell, 41, 41, 41).function();
        ChebyshevTucker wave =
                Cube.resolved(1e-13).of(ChebyshevTuckerTest::wave, 25, 21, 23).function();
        ChebyshevTucker sum = bell.plus(wave.scale(-2));
        Cube.assertSame(sum, x -> bell(x) - 2 * wave(x), 1e-12);
        ChebyshevTucker twice = bell.plus(bell);
        assertThat(twice.ranks()).containsExactly(2, 2, 2);
        ChebyshevTucker small = twice.recompress(1e-10);
        assertThat(small.ranks()).containsExactly(1, 1, 1);
        Cube.assertSame(small, x -> 2 * bell(x), 1e-10);
        double product = Cube.resolved(1e-13)
                .of(x -> bell(x) * wave(x), 49, 49, 49)
                .function()
                .integrate();
        assertThat(bell.inner(wave)).isCloseTo(product, within(1e-11));
        assertThat(wave.inner(bell)).isCloseTo(product, within(1e-11));
    }

    @Test
    void slicesAndGridsHaveTheValuesAtTheirPoints() {
        ChebyshevTucker wave =
                Cube.resolved(1e-12).of(ChebyshevTuckerTest::wave, 25, 25, 25).function();
        double[] x = {-1, -0.3, 0.4};
        double[] y = {0.1, 1};
        double[] z = {-0.7, 0, 0.2, 0.9};
        double[] grid = wave.onGrid(x, y, z);
        ChebyshevTucker slice = wave.slice(1, 0.1);
        assertThat(slice.axes()).hasSize(2);
        for (int p = 0; p < grid.length; p++) {
            double value = wave.at(x[p / 8], y[p / 4 % 2], z[p % 4]);
            assertThat(grid[p]).isCloseTo(value, within(1e-13));
            assertThat(slice.at(x[p / 8], z[p % 4])).isCloseTo(wave.at(x[p / 8], 0.1, z[p % 4]), within(1e-13));
        }
        assertThat(slice.slice(0, 0.5).at(0.25)).isCloseTo(wave.at(0.5, 0.1, 0.25), within(1e-13));
        Scope.run(() -> {
            TuckerTensor orthogonal = HigherOrderSvd.orthogonalise(wave.sample(x, y, z));
            assertThat(orthogonal.reconstruct().toDoubles()).containsExactly(grid, within(1e-13));
        });
    }

    @Test
    void fewerPointsAreTakenWhereTheFunctionIsSmooth() {
        ToDoubleFunction<double[]> function = x -> Math.sin(15 * x[0]) / (1.2 + x[1]) + x[2];
        ChebyshevApproximation.Result result = Cube.resolved(1e-8).adaptive(function);
        Cube.assertSame(result.function(), function, 1e-6);
        List<ChebyshevAxis> axes = result.function().axes();
        assertThat(axes.get(0).points()).isBetween(30, 50);
        assertThat(axes.get(1).points()).isBetween(25, 45);
        assertThat(axes.get(2).points()).isLessThan(10);
    }

    @Test
    void ranksCanBeGivenAndOrthogonalIterationLowersTheError() {
        ToDoubleFunction<double[]> function = x -> 1 / (1 + 5 * Cube.square(x) + x[0] * x[1]);
        ChebyshevTucker plain =
                Cube.coarse(1e-7).withRanks(3, 2, 2).of(function, 33, 33, 33).function();
        ChebyshevTucker refined = Cube.coarse(1e-7)
                .withRanks(3, 2, 2)
                .refined()
                .of(function, 33, 33, 33)
                .function();
        assertThat(refined.ranks()).containsExactly(3, 2, 2);
        ChebyshevTucker exact = Cube.coarse(1e-14).of(function, 33, 33, 33).function();
        assertThat(distance(refined, exact)).isLessThan(distance(plain, exact));
    }

    /** The ripple has a rank of its own, which a rank of one cuts off together with its coefficients. */
    @Test
    void ranksThatAreTooLowDoNotHideThatThereAreTooFewPoints() {
        ToDoubleFunction<double[]> function = x -> Math.exp(x[0] + x[1] + x[2]) + 1e-3 * x[1] * Math.cos(60 * x[0]);
        List<String> warnings = new ArrayList<>();
        ChebyshevApproximation.Result result = ChebyshevApproximation.on(Cube.DOMAIN, 1e-7, warnings::add)
                .withRanks(1, 1, 1)
                .of(function, 25, 25, 25);
        assertThat(result.function().tails()[0]).isLessThan(0.5 * result.tails()[0]);
        assertThat(result.tails()[0]).isGreaterThan(1e-5);
        assertThat(warnings).singleElement().asString().contains("axis 0 (25 points)");
    }

    @Test
    void refinementToAToleranceNeedsNoHigherRanks() {
        ToDoubleFunction<double[]> function = x -> 1 / (1 + 5 * Cube.square(x) + x[0] * x[1]);
        ChebyshevTucker plain = Cube.coarse(1e-5).of(function, 33, 33, 33).function();
        ChebyshevTucker refined =
                Cube.coarse(1e-5).refined().of(function, 33, 33, 33).function();
        for (int k = 0; k < 3; k++) {
            assertThat(refined.ranks()[k]).isLessThanOrEqualTo(plain.ranks()[k]);
        }
        ChebyshevTucker exact = Cube.coarse(1e-14).of(function, 33, 33, 33).function();
        double norm = distance(exact, Cube.coarse(1e-14).of(x -> 0, 33, 33, 33).function());
        assertThat(distance(refined, exact)).isLessThan(2e-5 * norm);
    }

    private static double distance(ChebyshevTucker a, ChebyshevTucker b) {
        double[] norm = new double[1];
        Scope.run(() -> norm[0] = a.coefficients()
                .reconstruct()
                .sub(b.coefficients().reconstruct())
                .norm()
                .item());
        return norm[0];
    }

    @Test
    void aSavedFunctionIsTheSame(@TempDir Path folder) throws IOException {
        ChebyshevTucker wave = Cube.resolved(1e-10)
                .named("u")
                .of(ChebyshevTuckerTest::wave, 25, 21, 23)
                .function();
        Path file = folder.resolve("wave.safetensors");
        ChebyshevTuckerFile.write(file, wave);
        ChebyshevTucker read = ChebyshevTuckerFile.read(file);
        assertThat(read.fields()).containsExactly("u");
        assertThat(read.axes()).isEqualTo(wave.axes());
        double[][] points = Cube.points(50, 4);
        assertThat(read.evaluate(points)).isEqualTo(wave.evaluate(points));
        assertThat(read.parameterCount()).isEqualTo(wave.parameterCount());
    }

    @Test
    void filesThatHoldSomethingElseAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("other.safetensors");
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("core", new NdArray(new long[] {2}, new double[] {1, 2}));
        tensors.put("domain", new NdArray(new long[] {1, 2}, new double[] {1, 1}));
        Safetensors.write(file, tensors, Map.of());
        assertThatThrownBy(() -> ChebyshevTuckerFile.read(file)).hasMessageContaining("no Chebyshev-Tucker function");
        Map<String, String> format = Map.of("format", "chebyshev-tucker");
        Safetensors.write(file, tensors, format);
        assertThatThrownBy(() -> ChebyshevTuckerFile.read(file)).hasMessageContaining("no tensor factor0");
        tensors.put("factor0", new NdArray(new long[] {1, 3}, new double[] {1, 2, 3}));
        Safetensors.write(file, tensors, format);
        assertThatThrownBy(() -> ChebyshevTuckerFile.read(file)).hasMessageContaining("does not fit the core");
        tensors.put("factor0", new NdArray(new long[] {2, 2}, new double[] {1, 2, 3, 4}));
        Safetensors.write(file, tensors, format);
        assertThatThrownBy(() -> ChebyshevTuckerFile.read(file)).hasMessageContaining("domain of axis 0 is empty");
    }

    @Test
    void aFunctionWithAKinkIsNoMatterOfMorePoints() {
        assertThatThrownBy(() -> Cube.resolved(1e-7).adaptive(x -> Math.abs(x[0] + 0.3 * x[1] + 0.1 * x[2])))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("not smooth enough");
    }

    @Test
    void zeroIsApproximatedByZero() {
        ChebyshevApproximation.Result zero = Cube.resolved(1e-7).adaptive(x -> 0);
        assertThat(zero.function().ranks()).containsExactly(1, 1, 1);
        assertThat(zero.function().at(0.1, 0.2, 0.3)).isZero();
    }

    @Test
    void nothingIsLeftInTheScopesOfOthers() {
        try (Scope scope = Scope.open()) {
            ChebyshevTucker bell =
                    Cube.coarse(1e-7).adaptive(ChebyshevTuckerTest::bell).function();
            bell.plus(bell).recompress(1e-6).slice(0, 0.5).integrate();
            bell.inner(bell);
            bell.tails();
            bell.onGrid(new double[] {0}, new double[] {1}, new double[] {1});
            assertThat(scope.size()).isZero();
            bell.coefficients();
            assertThat(scope.size()).isEqualTo(4);
        }
    }

    @Test
    void functionsOnDifferentBoxesHaveNoSum() {
        ChebyshevTucker cube =
                Cube.coarse(1e-7).of(ChebyshevTuckerTest::bell, 9, 9, 9).function();
        List<Interval> box = List.of(Cube.UNIT, new Interval(0, 1), Cube.UNIT);
        ChebyshevTucker other = ChebyshevApproximation.on(box, 1e-7, w -> {})
                .of(ChebyshevTuckerTest::bell, 9, 9, 9)
                .function();
        assertThatThrownBy(() -> cube.plus(other)).hasMessageContaining("different boxes");
        assertThatThrownBy(() -> cube.inner(other)).hasMessageContaining("different boxes");
    }

    @Test
    void pointsOutsideTheBoxAreRefusedUnlessExtrapolated() {
        ChebyshevTucker wave =
                Cube.resolved(1e-10).of(ChebyshevTuckerTest::wave, 25, 25, 25).function();
        assertThatThrownBy(() -> wave.at(0, 1.1, 0))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("coordinate 1 is 1.1, outside [-1.0, 1.0]");
        assertThatThrownBy(() -> wave.slice(2, Double.NaN)).isInstanceOf(InvalidProblem.class);
        assertThat(wave.extrapolating().at(0, 1.01, 0)).isCloseTo(wave(new double[] {0, 1.01, 0}), within(1e-8));
    }

    @Test
    void singularFunctionsAreRefusedWithTheNode() {
        assertThatThrownBy(() -> Cube.resolved(1e-7).of(x -> 1 / Math.sqrt(Cube.square(x)), 5, 5, 5))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("Infinity at the node [0.0, 0.0, 0.0]")
                .hasMessageContaining("range separation");
    }

    @Test
    void tooFewPointsAreReportedWithTheSizeOfTheLastCoefficients() {
        List<String> warnings = new java.util.ArrayList<>();
        ChebyshevApproximation.on(Cube.DOMAIN, 1e-7, warnings::add)
                .of(x -> 1 / (1 + 25 * x[0] * x[0]) + x[1], 17, 17, 17);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0))
                .contains("axis 0 (17 points): last coefficients")
                .doesNotContain("axis 1");
    }

    @Test
    void wrongSizesRanksAndTolerancesAreNamed() {
        assertThatThrownBy(() -> Cube.resolved(1e-16).of(ChebyshevTuckerTest::bell, 9, 9, 9))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("1.0E-16");
        assertThatThrownBy(() -> Cube.coarse(1e-7).withRanks(10, 9, 9).of(ChebyshevTuckerTest::bell, 9, 9, 9))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[10, 9, 9]");
        assertThatThrownBy(() -> Cube.resolved(1e-7).of(ChebyshevTuckerTest::bell, 9, 1, 9))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("at least 2 points");
        assertThatThrownBy(() -> Cube.resolved(1e-7).of(ChebyshevTuckerTest::bell, 9, 9))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("2 numbers of points");
        assertThatThrownBy(() -> Cube.resolved(1e-7).of(ChebyshevTuckerTest::bell, 2000, 2000, 2000))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("without a full grid");
    }
}
