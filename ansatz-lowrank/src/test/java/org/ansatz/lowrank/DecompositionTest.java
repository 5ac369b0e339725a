package org.ansatz.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecompositionTest {
    private static final int TRIES = 15;

    @Provide
    Arbitrary<DType> types() {
        return Arbitraries.of(DType.FLOAT64, DType.COMPLEX128);
    }

    @Provide
    Arbitrary<long[]> shapes() {
        return Arbitraries.longs()
                .between(1, 7)
                .array(long[].class)
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = TRIES)
    void higherOrderSvdIsAnOrthogonalProjectionWithinItsTolerance(
            @ForAll("types") DType type,
            @ForAll("shapes") long[] shape,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double tolerance,
            @ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            Tensor dense = Formats.dense(type, seed, shape);
            HigherOrderSvd svd = HigherOrderSvd.byTolerance(dense, tolerance);
            TuckerTensor tensor = svd.tensor();
            for (Tensor matrix : tensor.matrices()) {
                Tensor unit = Tensor.eye(matrix.size(1)).to(type);
                assertThat(Formats.distance(Modes.adjoint(matrix).matmul(matrix), unit))
                        .isLessThan(1e-13);
            }
            double norm = dense.norm().item();
            double core = tensor.core().norm().item();
            double error = tensor.reconstruct().sub(dense).norm().item();
            assertThat(error).isLessThanOrEqualTo(tolerance * norm + 1e-13);
            assertThat(norm * norm - core * core).isCloseTo(error * error, within(1e-12 * norm * norm));
            assertThat(error * error).isLessThanOrEqualTo(discarded(svd) + 1e-12);
        });
    }

    private static double discarded(HigherOrderSvd svd) {
        double sum = 0;
        for (int k = 0; k < svd.tensor().order(); k++) {
            double[] values = svd.singularValues().get(k);
            sum += Arrays.stream(values)
                    .skip(svd.tensor().ranks()[k])
                    .map(s -> s * s)
                    .sum();
        }
        return sum;
    }

    @Property(tries = TRIES)
    void permutingTheModesPermutesTheRanks(@ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            Tensor dense = decaying(seed);
            long[] ranks = HigherOrderSvd.byTolerance(dense, 1e-3).tensor().ranks();
            long[] permuted = HigherOrderSvd.byTolerance(dense.permute(2, 0, 1), 1e-3)
                    .tensor()
                    .ranks();
            assertThat(permuted).containsExactly(ranks[2], ranks[0], ranks[1]);
        });
    }

    @Property(tries = TRIES)
    void aFinerToleranceNeverLowersARank(@ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            Tensor dense = decaying(seed);
            long[] tucker = {1, 1, 1};
            long[] train = {1, 1, 1, 1};
            for (double tolerance : new double[] {0.3, 1e-1, 1e-2, 1e-3, 1e-5, 1e-8}) {
                long[] finer =
                        HigherOrderSvd.byTolerance(dense, tolerance).tensor().ranks();
                long[] longer = TensorTrainSvd.byTolerance(dense, tolerance).ranks();
                for (int k = 0; k < 3; k++) {
                    assertThat(finer[k]).isGreaterThanOrEqualTo(tucker[k]);
                    assertThat(longer[k]).isGreaterThanOrEqualTo(train[k]);
                }
                tucker = finer;
                train = longer;
            }
        });
    }

    /** A tensor whose singular values fall by powers of ten. */
    private static Tensor decaying(long seed) {
        Tensor scale = Tensor.full(0.2, 6).pow(Tensor.arange(6).to(DType.FLOAT64));
        return Formats.dense(DType.FLOAT64, seed, 6, 5, 7)
                .mul(scale.reshape(6, 1, 1))
                .mul(scale.narrow(0, 0, 5).reshape(5, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT64", "COMPLEX128"})
    void fullRanksReproduceTheTensor(DType type) {
        Scope.run(() -> {
            Tensor dense = Formats.dense(type, 4, 5, 6, 4, 3);
            assertThat(Formats.distance(
                            HigherOrderSvd.byRanks(dense, 5, 6, 4, 3).tensor().reconstruct(), dense))
                    .isLessThan(1e-13);
            assertThat(Formats.distance(
                            TensorTrainSvd.byRanks(dense, RankRule.largestTrain(dense.shape()))
                                    .reconstruct(),
                            dense))
                    .isLessThan(1e-13);
        });
    }

    @Property(tries = TRIES)
    void trainsKeepTheirTolerance(
            @ForAll("types") DType type,
            @ForAll("shapes") long[] shape,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double tolerance,
            @ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            Tensor dense = Formats.dense(type, seed, shape);
            double error = TensorTrainSvd.byTolerance(dense, tolerance)
                    .reconstruct()
                    .sub(dense)
                    .norm()
                    .item();
            assertThat(error).isLessThanOrEqualTo(tolerance * dense.norm().item() + 1e-13);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT64", "COMPLEX128"})
    void orthogonalIterationNeverEndsAboveItsBeginning(DType type) {
        Scope.run(() -> {
            Tensor dense = Formats.dense(type, 8, 8, 7, 6);
            TuckerTensor start = HigherOrderSvd.byRanks(dense, 3, 2, 3).tensor();
            OrthogonalIteration refined = OrthogonalIteration.refine(dense, start);
            double before = start.reconstruct().sub(dense).norm().item();
            double after = refined.tensor().reconstruct().sub(dense).norm().item();
            assertThat(after).isLessThan(before);
            assertThat(refined.tensor().ranks()).containsExactly(3, 2, 3);
        });
    }

    @Test
    void recompressionOfASumFindsTheRanksOfTheSum() {
        Scope.run(() -> {
            TuckerTensor a = (TuckerTensor) Formats.random("tucker", DType.FLOAT64, 1, 3, 7, 8, 9);
            TuckerTensor doubled = a.plus(a.scale(2));
            TuckerTensor small = HigherOrderSvd.recompress(doubled, 1e-12).tensor();
            assertThat(small.ranks()).isEqualTo(a.ranks());
            assertThat(Formats.distance(small.reconstruct(), a.reconstruct().mul(3)))
                    .isLessThan(1e-12);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT64", "COMPLEX128"})
    void alternatingLeastSquaresFindsATensorOfItsRank(DType type) {
        Scope.run(() -> {
            CanonicalTensor truth = (CanonicalTensor) Formats.random("canonical", type, 1, 11, 6, 5, 4);
            Tensor dense = truth.reconstruct();
            CanonicalAls.Fit fit = CanonicalAls.DEFAULT.fit(dense, 3, RandomStream.seeded(1));
            assertThat(fit.relativeError()).isLessThan(1e-6);
            double error = fit.tensor().reconstruct().sub(dense).norm().item();
            assertThat(error / dense.norm().item()).isCloseTo(fit.relativeError(), within(1e-12));
        });
    }

    @Test
    void moreCanonicalTermsFitBetter() {
        Scope.run(() -> {
            Tensor dense = Formats.dense(DType.FLOAT64, 2, 4, 5, 3);
            double error = 1;
            for (long rank : new long[] {1, 3, 6, 10}) {
                double next = CanonicalAls.DEFAULT
                        .fit(dense, rank, RandomStream.seeded(7))
                        .relativeError();
                assertThat(next).isLessThan(error);
                error = next;
            }
        });
    }

    @Test
    void zeroHasAnApproximationWithoutError() {
        Scope.run(() -> {
            Tensor zero = Tensor.zeros(3, 4, 2);
            assertThat(HigherOrderSvd.byTolerance(zero, 1e-8).tensor().ranks()).containsExactly(1, 1, 1);
            assertThat(TensorTrainSvd.byTolerance(zero, 1e-8).norm().item()).isZero();
            assertThat(CanonicalAls.DEFAULT.fit(zero, 2, RandomStream.seeded(0)).relativeError())
                    .isZero();
        });
    }

    @Test
    void nativeMemoryOfDecompositionsEndsWithTheirScope() {
        try (Scope scope = Scope.open()) {
            Tensor dense = Formats.dense(DType.FLOAT64, 2, 4, 5, 3);
            int before = scope.size();
            CanonicalAls.DEFAULT.fit(dense, 2, RandomStream.seeded(0));
            assertThat(scope.size()).isEqualTo(before + 4);
            HigherOrderSvd svd = HigherOrderSvd.byTolerance(dense, 0.1);
            assertThat(scope.size()).isEqualTo(before + 8);
            OrthogonalIteration.refine(dense, svd.tensor());
            assertThat(scope.size()).isEqualTo(before + 12);
            TensorTrainSvd.byTolerance(dense, 0.1);
            assertThat(scope.size()).isEqualTo(before + 15);
        }
    }

    @Test
    void entriesThatAreNotFiniteAndImpossibleTolerancesAreNamed() {
        Scope.run(() -> {
            Tensor broken = Tensor.of(new double[] {1, Double.NaN, 2, 3}, 2, 2);
            assertThatThrownBy(() -> HigherOrderSvd.byTolerance(broken, 1e-3)).isInstanceOf(NumericalFailure.class);
            assertThatThrownBy(() -> TensorTrainSvd.byTolerance(broken, 1e-3)).isInstanceOf(NumericalFailure.class);
            assertThatThrownBy(() -> CanonicalAls.DEFAULT.fit(broken, 1, RandomStream.seeded(0)))
                    .isInstanceOf(NumericalFailure.class);
            Tensor dense = Tensor.ones(2, 2);
            for (double tolerance : new double[] {0, 1e-16, 1, Double.NaN}) {
                assertThatThrownBy(() -> HigherOrderSvd.byTolerance(dense, tolerance))
                        .isInstanceOf(InvalidProblem.class)
                        .hasMessageContaining("given " + tolerance);
            }
        });
    }
}
