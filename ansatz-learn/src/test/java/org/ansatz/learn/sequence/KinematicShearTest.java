package org.ansatz.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Fft;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinematicShearTest {
    private static final double[] GAMMAS = {-0.5, 0.1, 0.5, 1, 4};

    /** The matrix of (x, p) -> (x + gamma p, p) for d numbers each. */
    private static Tensor onPairs(double gamma, long d) {
        Tensor unit = Tensor.eye(2 * d);
        Tensor x = unit.narrow(1, 0, d);
        Tensor p = unit.narrow(1, d, d);
        return Tensor.cat(1, KinematicShear.fixed(gamma).shear(x, p), p).mT();
    }

    @Test
    void onPairsTheShearIsSymplecticAndKeepsVolume() {
        long d = 3;
        Tensor j = Tensor.zeros(2 * d, 2 * d);
        j.narrow(0, 0, d).narrow(1, d, d).copyFrom(Tensor.eye(d));
        j.narrow(0, d, d).narrow(1, 0, d).copyFrom(Tensor.eye(d).neg());
        for (double gamma : GAMMAS) {
            Tensor s = onPairs(gamma, d);
            assertThat(s.select(0, 0).toDoubles()).containsExactly(1, 0, 0, gamma, 0, 0);
            assertThat(Linalg.det(s).item()).isCloseTo(1, within(1e-14));
            assertThat(s.mT().matmul(j).matmul(s).allClose(j, 0, 1e-14)).isTrue();
        }
    }

    @Test
    void theOppositeShearIsTheInverseOnPairs() {
        RandomStream random = RandomStream.seeded(3);
        Tensor x = Tensor.randn(random, 2, 3, 7, 4);
        Tensor p = KinematicShear.momentum(x, 2);
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        List<KinematicShear> shears = new ArrayList<>(List.of(KinematicShear.learned(parameters, "gamma", 3, 0.4)));
        for (double gamma : GAMMAS) {
            shears.add(KinematicShear.fixed(gamma));
        }
        for (KinematicShear shear : shears) {
            Tensor there = shear.shear(x, p);
            assertThat(there.allClose(x, 0, 1e-3)).isFalse();
            assertThat(shear.inverse().shear(there, p).allClose(x, 0, 1e-14)).isTrue();
        }
        assertThat(KinematicShear.fixed(0).apply(x, 2)).isSameAs(x);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void onSequencesTheDeterminantGrowsWithTheLength(int length) {
        for (double gamma : GAMMAS) {
            int d = 2;
            Tensor unit = Tensor.eye((long) length * d).reshape((long) length * d, length, d);
            Tensor map = KinematicShear.fixed(gamma)
                    .apply(unit, 1)
                    .reshape((long) length * d, (long) length * d)
                    .mT();
            double[] diagonal = map.diagonal().toDoubles();
            for (int i = 0; i < diagonal.length; i++) {
                assertThat(diagonal[i]).isEqualTo(i < d ? 1 : 1 + gamma);
            }
            assertThat(map.triu(1).abs().max().item()).isZero();
            double expected = Math.pow(1 + gamma, (length - 1.0) * d);
            assertThat(Linalg.det(map).item()).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void aCosineLeavesWithGainAndPhaseOfTheTransferFunction() {
        int length = 40;
        for (double gamma : GAMMAS) {
            TransferFunction response = TransferFunction.firstDifference(gamma);
            for (double w : new double[] {0, 0.1, Math.PI / 4, 1.3, 3, Math.PI}) {
                double[] wave = new double[length];
                java.util.Arrays.setAll(wave, t -> Math.cos(w * t + 0.4));
                double[] out = KinematicShear.fixed(gamma)
                        .apply(Tensor.of(wave, 1, length, 1), 1)
                        .toDoubles();
                assertThat(out[0]).isEqualTo(wave[0]);
                for (int t = 1; t < length; t++) {
                    assertThat(out[t])
                            .isCloseTo(response.gain(w) * Math.cos(w * t + 0.4 + response.phase(w)), within(1e-12));
                }
            }
        }
    }

    @Test
    void onCirclesEveryFrequencyIsMultipliedByTheTransferFunction() {
        int length = 16;
        double gamma = 0.7;
        Tensor x = Tensor.randn(RandomStream.seeded(4), 5, length);
        Tensor circular = KinematicShear.fixed(gamma).shear(x, x.sub(x.roll(1, 1)));
        double[] in = Fft.rfft(x, 1).abs().square().toDoubles();
        double[] out = Fft.rfft(circular, 1).abs().square().toDoubles();
        TransferFunction response = TransferFunction.firstDifference(gamma);
        int half = length / 2 + 1;
        for (int i = 0; i < in.length; i++) {
            double gain = response.gain(2 * Math.PI * (i % half) / length);
            assertThat(out[i]).isCloseTo(gain * gain * in[i], within(1e-12 * Math.max(1, out[i])));
        }
    }

    @Test
    void slowAndFastPartsStayOrthogonalUpToTheCausalBoundary() {
        int length = 16;
        double gamma = 1.3;
        Tensor x = Tensor.randn(RandomStream.seeded(5), length);
        Tensor slow = band(x, 3, true);
        Tensor fast = band(x, 3, false);
        assertThat(slow.dot(fast).item()).isCloseTo(0, within(1e-12));
        Tensor circular = fast.add(fast.sub(fast.roll(1, 0)).mul(gamma));
        assertThat(slow.dot(circular).item()).isCloseTo(0, within(1e-12));
        Tensor causal = KinematicShear.fixed(gamma).apply(fast, 0);
        double jump = fast.toDoubles()[0] - fast.toDoubles()[length - 1];
        double mixed = band(causal, 3, true).square().sum().item();
        assertThat(mixed).isGreaterThan(1e-6).isLessThanOrEqualTo(gamma * gamma * jump * jump);
    }

    /** The part of frequencies up to {@code cut}, or above. */
    private static Tensor band(Tensor x, int cut, boolean slow) {
        long n = x.size(0);
        Tensor spectrum = Fft.rfft(x, 0);
        double[] kept = new double[(int) (n / 2 + 1)];
        java.util.Arrays.setAll(kept, f -> f <= cut == slow ? 1 : 0);
        return Fft.irfft(spectrum.mul(Tensor.of(kept)), n, 0);
    }

    @Test
    void learnedCouplingsBeginWhereTheyAreTold() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        for (double gamma : new double[] {1e-6, 0.25, 1, 40}) {
            assertThat(KinematicShear.learned(parameters, "gamma" + gamma, 2, gamma)
                            .gammas())
                    .satisfies(values -> assertThat(values[1]).isCloseTo(gamma, within(1e-12 * Math.max(1, gamma))));
        }
    }

    @Test
    void couplingsOutOfRangeAreRefused() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        for (double gamma : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> KinematicShear.fixed(gamma))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("" + gamma);
            assertThatThrownBy(() -> MomentumAttention.builder().gamma(gamma).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finite number, got " + gamma);
        }
        assertThatThrownBy(() -> KinematicShear.learned(parameters, "gamma", 2, 0))
                .hasMessageContaining("positive initial value, got 0.0");
    }

    @Test
    void aNegativeCouplingIsALowPassAndSaysSo() {
        List<String> told = new ArrayList<>();
        MomentumAttention.builder().gamma(-0.5).warnings(told::add).build();
        assertThat(told).singleElement().asString().contains("-0.5", "low-pass");
        MomentumAttention.builder().gamma(1).warnings(told::add).build();
        assertThat(told).hasSize(1);
        assertThat(TransferFunction.firstDifference(-0.5).gain(Math.PI)).isLessThan(1e-15);
    }

    @Test
    void headsBelowOneAndOddRotationsAreRefused() {
        assertThatThrownBy(() -> MomentumAttention.builder().heads(0).build())
                .hasMessageContaining("at least one head, got 0");
        assertThatThrownBy(() -> new RotaryPositions(5, 10_000)).hasMessageContaining("even width of a head, got 5");
        assertThatThrownBy(() -> MomentumAttention.builder().rotaryBase(0.5).build())
                .hasMessageContaining("above 1, or 0 for none, got 0.5");
        assertThatThrownBy(() -> MomentumAttention.builder()
                        .coupling(ShearCoupling.LEARNED)
                        .keyGamma(0.5)
                        .build())
                .hasMessageContaining("1.0 and 0.5");
    }
}
