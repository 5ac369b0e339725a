package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.module.Parameters.Block;
import org.junit.jupiter.api.Test;

class ObjectiveHessianTest {
    private final PoissonFixture poisson = new PoissonFixture(6, 16);
    private final double[] x = poisson.start(2);
    private final List<Block> layers = poisson.layers();

    ObjectiveHessianTest() {
        poisson.objective.draw(0, 0);
    }

    @Test
    void theHessianOfATermIsSymmetricAndItsTraceIsTheSumOfItsEigenvalues() {
        for (String term : List.of("residual", "ends")) {
            HessianSpectrum spectrum = poisson.objective.hessian(term, x, layers);
            double[] h = spectrum.matrix();
            int n = (int) Math.sqrt(h.length);
            double size = Arrays.stream(h).map(Math::abs).max().orElseThrow();
            double trace = 0;
            for (int i = 0; i < n; i++) {
                trace += h[i * n + i];
                for (int j = 0; j < i; j++) {
                    assertThat(h[i * n + j]).isCloseTo(h[j * n + i], within(1e-6 * size));
                }
            }
            assertThat(Arrays.stream(spectrum.eigenvalues()).sum()).isCloseTo(trace, within(1e-6 * size));
        }
    }

    @Test
    void theHessianIsTheSecondDifferenceOfTheTermsValue() {
        double[] h = poisson.objective.hessian("residual", x, layers).matrix();
        int n = (int) Math.sqrt(h.length);
        double size = Arrays.stream(h).map(Math::abs).max().orElseThrow();
        int[] place = layers.stream()
                .flatMapToInt(block -> java.util.stream.IntStream.range(block.offset(), block.offset() + block.size()))
                .toArray();
        double step = 1e-3;
        for (int i = 0; i < n; i += 7) {
            for (int j = 0; j < n; j += 11) {
                double sum = 0;
                for (int si = -1; si <= 1; si += 2) {
                    for (int sj = -1; sj <= 1; sj += 2) {
                        double[] moved = x.clone();
                        moved[place[i]] += si * step;
                        moved[place[j]] += sj * step;
                        sum += si
                                * sj
                                * poisson.objective.term("residual").valueAndGradient(moved, new double[x.length]);
                    }
                }
                assertThat(h[i * n + j]).isCloseTo(sum / (4 * step * step), within(1e-4 * size));
            }
        }
    }

    @Test
    void lanczosAgreesWithTheFullSpectrumAtTheTop() {
        HessianSpectrum spectrum = poisson.objective.hessian("residual", x, layers);
        double[] all = spectrum.eigenvalues();
        double[] top = spectrum.topEigenvalues(2, all.length, 1);
        assertThat(top[0]).isCloseTo(all[all.length - 1], within(1e-5 * top[0]));
        assertThat(top[1]).isCloseTo(all[all.length - 2], within(1e-5 * top[0]));
    }
}
