package org.ansatz.dynamics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void allEntropiesOfEqualCellsAreTheLogarithmOfTheirNumber() {
        double[] equal = new double[50];
        Arrays.fill(equal, 0.02);
        Entropies entropies = Entropies.of(equal);
        for (double a : new double[] {0.5, 1, 2, 10}) {
            assertThat(entropies.renyi(a)).isCloseTo(Math.log(50), within(1e-12));
        }
        assertThat(entropies.tsallis(2)).isCloseTo(1 - 1 / 50.0, within(1e-12));
    }

    @Property(tries = 100)
    void renyisEntropyFallsWithItsOrderAndTendsToShannons(
            @ForAll @Size(20) List<@DoubleRange(min = 0.01, max = 1) Double> weights) {
        double[] field = weights.stream().mapToDouble(Double::doubleValue).toArray();
        Entropies entropies = Entropies.ofIntensity(field);
        double before = Double.POSITIVE_INFINITY;
        for (double a : new double[] {0.1, 0.5, 0.9, 1, 1.5, 2, 10}) {
            assertThat(entropies.renyi(a)).isLessThanOrEqualTo(before + 1e-12);
            before = entropies.renyi(a);
        }
        assertThat(entropies.renyi(1 + 1e-7)).isCloseTo(entropies.shannon(), within(1e-6));
        assertThat(before).isGreaterThanOrEqualTo(0);
    }

    @Test
    void theDifferentialEntropyOfAGaussianIsFound() {
        double[] p = new double[2000];
        Arrays.setAll(p, j -> Math.exp(-0.5 * Math.pow((j - 1000) * 0.01, 2)) * 0.01 / Math.sqrt(2 * Math.PI));
        assertThat(Entropies.of(p).differential(0.01)).isCloseTo(0.5 * Math.log(2 * Math.PI * Math.E), within(1e-6));
    }

    @Test
    void probabilitiesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Entropies.of(new double[] {0.5, 0.6})).hasMessageContaining("sum one");
        assertThatThrownBy(() -> Entropies.of(new double[] {1.5, -0.5})).hasMessageContaining("negative");
    }

    @Test
    void kruskalAndWallissStatisticIsScipys() {
        RankTests.Outcome outcome = RankTests.kruskalWallis(List.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
        assertThat(outcome.statistic()).isCloseTo(3.857142857, within(1e-9));
        assertThat(outcome.probability()).isCloseTo(0.04953461, within(1e-7));
        assertThatThrownBy(() -> RankTests.kruskalWallis(List.of(new double[] {1}, new double[] {1})))
                .hasMessageContaining("equal");
    }

    @Test
    void cliffsDeltaIsAntisymmetricAndZeroForEqualSamples() {
        double[] a = {1, 2, 2, 5};
        double[] b = {2, 3, 4};
        assertThat(RankTests.cliffsDelta(a, b)).isEqualTo(-RankTests.cliffsDelta(b, a));
        assertThat(RankTests.cliffsDelta(a, b)).isCloseTo((3.0 - 7.0) / 12, within(1e-15));
        assertThat(RankTests.cliffsDelta(a, a)).isZero();
        assertThat(RankTests.magnitude(-0.4)).isEqualTo("medium");
    }

    @Test
    void drawsAreWithoutReplacementAndRepeatable() {
        double[] values = new double[100];
        Arrays.setAll(values, j -> j);
        double[] drawn = RankTests.draw(values, 60, new SplittableRandom(3));
        assertThat(drawn).doesNotHaveDuplicates().isEqualTo(RankTests.draw(values, 60, new SplittableRandom(3)));
    }

    @Test
    void aKernelDensityHasTheIntegralOne() {
        KernelDensity density = new KernelDensity(new double[] {0, 1, 1.5, 4});
        double sum = 0;
        for (double x = -20; x < 25; x += 0.01) {
            sum += 0.01 * density.at(x);
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void quartilesInterpolateBetweenValues() {
        Summary summary = Summary.of(new double[] {4, 1, 2, 3});
        assertThat(summary.median()).isEqualTo(2.5);
        assertThat(summary.lowerQuartile()).isEqualTo(1.75);
        assertThat(summary.skewness()).isCloseTo(0, within(1e-15));
        assertThat(summary.kurtosis()).isCloseTo(-1.36, within(1e-12));
    }

    @Test
    void aSineAndItsRateMakeACircleWithoutCorrelation() {
        int n = 401;
        double interval = 4 * Math.PI / (n - 1);
        double[] values = new double[n];
        java.util.Arrays.setAll(values, j -> Math.sin(interval * j));
        PhasePortrait portrait = PhasePortrait.of(values, interval);
        for (int j = 1; j < n - 1; j++) {
            assertThat(Math.hypot(portrait.values()[j], portrait.rates()[j])).isCloseTo(1, within(2e-4));
        }
        assertThat(portrait.correlation()).isCloseTo(0, within(1e-3));
        double[] rising = {0, 1, 4, 9};
        assertThat(PhasePortrait.of(rising, 0.5).rates()).containsExactly(2, 4, 8, 10);
    }
}
