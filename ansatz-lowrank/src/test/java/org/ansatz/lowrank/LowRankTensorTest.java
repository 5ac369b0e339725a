package org.ansatz.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowRankTensorTest {
    private static final int TRIES = 15;

    @Provide
    Arbitrary<String> formats() {
        return Arbitraries.of(Formats.NAMES);
    }

    @Provide
    Arbitrary<DType> types() {
        return Arbitraries.of(DType.FLOAT64, DType.COMPLEX128);
    }

    @Provide
    Arbitrary<long[]> shapes() {
        return Arbitraries.longs()
                .between(1, 5)
                .array(long[].class)
                .ofMinSize(2)
                .ofMaxSize(4)
                .filter(s -> {
                    // The random canonical tensors have rank 3.
                    return RankRule.largestCanonical(s) >= 3;
                });
    }

    @Property(tries = TRIES)
    void sumsAndMultiplesAreThoseOfTheDenseTensors(
            @ForAll("formats") String format,
            @ForAll("types") DType type,
            @ForAll("shapes") long[] shape,
            @ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            LowRankTensor a = Formats.random(format, type, 1, seed, shape);
            LowRankTensor b = Formats.random(format, type, 1, seed + 1, shape);
            Tensor sum = Formats.plus(a, b.scale(-2.5)).reconstruct();
            assertThat(sum.shape()).isEqualTo(shape);
            assertThat(Formats.distance(sum, a.reconstruct().sub(b.reconstruct().mul(2.5))))
                    .isLessThan(1e-12);
        });
    }

    @Property(tries = TRIES)
    void innerProductsAndNormsComeFromTheFactorsAlone(
            @ForAll("formats") String format,
            @ForAll("types") DType type,
            @ForAll("shapes") long[] shape,
            @ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            LowRankTensor a = Formats.random(format, type, 1, seed, shape);
            LowRankTensor b = Formats.random(format, type, 1, seed + 1, shape);
            Tensor dense = Modes.conjugate(a.reconstruct()).mul(b.reconstruct()).sum();
            assertThat(Formats.distance(Formats.inner(a, b), dense)).isLessThan(1e-11);
            assertThat(a.norm().item()).isCloseTo(a.reconstruct().norm().item(), within(1e-12));
        });
    }

    @Property(tries = TRIES)
    void slicesAreThoseOfTheDenseTensor(
            @ForAll("formats") String format,
            @ForAll("types") DType type,
            @ForAll("shapes") long[] shape,
            @ForAll @LongRange(max = 1000) long seed) {
        Scope.run(() -> {
            LowRankTensor a = Formats.random(format, type, 1, seed, shape);
            Tensor dense = a.reconstruct();
            for (int mode = 0; mode < shape.length; mode++) {
                long index = seed % shape[mode];
                LowRankTensor slice = a.select(mode, index);
                assertThat(slice.order()).isEqualTo(shape.length - 1);
                assertThat(Formats.distance(slice.reconstruct(), dense.select(mode, index)))
                        .isLessThan(1e-13);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "canonical,FLOAT64",
        "canonical,COMPLEX128",
        "tucker,FLOAT64",
        "tucker,COMPLEX128",
        "train,FLOAT64",
        "train,COMPLEX128"
    })
    void gradientsByAllFactorsAreThoseOfFiniteDifferences(String format, DType type) {
        Scope.run(() -> {
            LowRankTensor a = Formats.random(format, type, 1, 5, 3, 4, 2).map(Tensor::requiresGrad);
            Tensor weight = Formats.dense(type, 9, 3, 4, 2);
            Tensor loss = loss(a, weight);
            List<Tensor> gradients = Autograd.gradient(loss, a.factors(), false);
            RandomStream random = RandomStream.seeded(2);
            for (int f = 0; f < gradients.size(); f++) {
                Tensor factor = a.factors().get(f).detach();
                Tensor direction = Modes.normal(type, Device.CPU, 1, random, factor.shape());
                double h = 1e-6;
                double difference = (loss(replaced(a, f, factor.add(direction.mul(h))), weight)
                                        .item()
                                - loss(replaced(a, f, factor.sub(direction.mul(h))), weight)
                                        .item())
                        / (2 * h);
                double derivative = Modes.realPart(
                                Modes.conjugate(gradients.get(f)).mul(direction).sum())
                        .item();
                assertThat(derivative).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
            }
        });
    }

    private static Tensor loss(LowRankTensor a, Tensor weight) {
        Tensor whole = a.reconstruct().mul(weight).abs().square().sum();
        return whole.add(a.select(1, 2).norm()).add(a.norm());
    }

    private static LowRankTensor replaced(LowRankTensor a, int place, Tensor factor) {
        List<Tensor> factors =
                new ArrayList<>(a.factors().stream().map(Tensor::detach).toList());
        factors.set(place, factor);
        return a.withFactors(factors);
    }

    @ParameterizedTest
    @CsvSource({
        "canonical,FLOAT64",
        "canonical,COMPLEX64",
        "tucker,FLOAT32",
        "tucker,COMPLEX128",
        "train,FLOAT64",
        "train,COMPLEX128"
    })
    void randomTensorsHaveEntriesOfTheGivenStandardDeviation(String format, DType type) {
        double sum = 0;
        int draws = 1000;
        for (int k = 0; k < draws; k++) {
            sum += meanSquare(format, type, 1000 + k);
        }
        assertThat(Math.sqrt(sum / draws)).isCloseTo(0.3, within(0.05 * 0.3));
    }

    private static double meanSquare(String format, DType type, long seed) {
        double[] mean = new double[1];
        Scope.run(() -> mean[0] = Formats.random(format, type, 0.3, seed, 5, 6, 4)
                .reconstruct()
                .abs()
                .square()
                .mean()
                .item());
        return mean[0];
    }

    @Test
    void parametersAreCountedOnceForComplexEntriesAndTwiceForRealNumbers() {
        Scope.run(() -> {
            TuckerTensor a = TuckerTensor.random(
                    new long[] {24, 24, 12, 7},
                    new long[] {13, 13, 6, 4},
                    1,
                    DType.COMPLEX64,
                    Device.CPU,
                    RandomStream.seeded(1));
            assertThat(a.parameterCount()).isEqualTo(4780);
            assertThat(a.realParameterCount()).isEqualTo(9560);
            assertThat(a.compressionRatio()).isCloseTo(10.12, within(0.005));
            assertThat(a.factorNames()).containsExactly("core", "factor0", "factor1", "factor2", "factor3");
            assertThat(a.factors()).hasSameSizeAs(a.factorNames());
        });
    }

    @Test
    void factorsThatDoNotBelongTogetherAreRefused() {
        Scope.run(() -> {
            Tensor matrix = Tensor.ones(4, 2);
            assertThatThrownBy(() -> new CanonicalTensor(Tensor.ones(3), List.of(matrix)))
                    .hasMessageContaining("needs matrices [I, 3]");
            assertThatThrownBy(() -> new TuckerTensor(Tensor.ones(2, 3), List.of(matrix, matrix)))
                    .hasMessageContaining("the matrix of mode 1 must be [I, 3]");
            assertThatThrownBy(() -> new TensorTrain(List.of(Tensor.ones(1, 4, 2), Tensor.ones(3, 4, 1))))
                    .hasMessageContaining("core 1 must be [2, I, 1]");
            assertThatThrownBy(() -> new CanonicalTensor(Tensor.ones(DType.FLOAT32, Device.CPU, 2), List.of(matrix)))
                    .hasMessageContaining("float32");
            LowRankTensor tensor = Formats.random("tucker", DType.FLOAT64, 1, 1, 3, 3);
            assertThatThrownBy(() -> tensor.select(1, 3)).hasMessageContaining("no slice 3 of mode 1");
            assertThatThrownBy(() -> tensor.select(0, 0).select(0, 0)).hasMessageContaining("one mode");
        });
    }
}
