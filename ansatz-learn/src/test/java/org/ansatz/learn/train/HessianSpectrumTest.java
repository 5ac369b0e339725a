package org.ansatz.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HessianSpectrumTest {
    /** The discrete Laplacian of a line with fixed ends: eigenvalues {@code 2 - 2 cos(k pi / (n + 1))}. */
    private static HessianSpectrum laplacian(int n) {
        return HessianSpectrum.of(n, v -> {
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                w[i] = 2 * v[i] - (i > 0 ? v[i - 1] : 0) - (i + 1 < n ? v[i + 1] : 0);
            }
            return w;
        });
    }

    @Test
    void theFullSpectrumOfTheLaplacianIsKnown() {
        int n = 40;
        double[] values = laplacian(n).eigenvalues();
        for (int k = 1; k <= n; k++) {
            assertThat(values[k - 1]).isCloseTo(2 - 2 * Math.cos(k * Math.PI / (n + 1)), within(1e-12));
        }
        assertThat(Arrays.stream(values).sum()).as("trace").isCloseTo(2.0 * n, within(1e-10));
    }

    @Test
    void lanczosFindsTheOuterEigenvalues() {
        int n = 100;
        assertThat(laplacian(n).largest(1e-10, n, 1)).isCloseTo(2 - 2 * Math.cos(n * Math.PI / (n + 1)), within(1e-6));
        double[] top = HessianSpectrum.of(n, v -> {
                    double[] w = v.clone();
                    w[3] *= 100;
                    w[7] *= 50;
                    return w;
                })
                .topEigenvalues(2, 20, 5);
        assertThat(top[0]).isCloseTo(100, within(1e-8));
        assertThat(top[1]).isCloseTo(50, within(1e-8));
    }

    @Test
    void aSingleParameterIsItsOwnSpectrum() {
        HessianSpectrum one = HessianSpectrum.of(1, v -> new double[] {-3 * v[0]});
        assertThat(one.eigenvalues()).containsExactly(-3);
        assertThat(one.largest(1e-12, 10, 0)).isCloseTo(-3, within(1e-14));
    }
}
