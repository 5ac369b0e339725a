package org.ansatz.physics.reference.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellSpectrumTest {
    private static final int N = 12;

    @Test
    void aWaveLiesInTheShellOfItsLength() {
        double[] field = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                // |k| = 5 in an oblique direction, mean square 1/2.
                field[i * N + j] = Math.cos(2 * Math.PI * (3 * i - 4 * j) / N + 0.3);
            }
        }
        double[] shells = ShellSpectrum.of(field, N);
        assertThat(shells[5]).isCloseTo(0.5, within(1e-14));
        assertThat(Arrays.stream(shells).sum() - shells[5]).isCloseTo(0, within(1e-14));
    }

    @Test
    void shellsAddUpToTheMeanSquare() {
        double[] field = new Random(4).doubles(N * N, -1, 2).toArray();
        double meanSquare = Arrays.stream(field).map(v -> v * v).average().orElseThrow();
        assertThat(Arrays.stream(ShellSpectrum.of(field, N)).sum()).isCloseTo(meanSquare, within(1e-13));
    }

    @Test
    void aFieldOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> ShellSpectrum.of(new double[10], N)).hasMessageContaining("10 values");
    }
}
