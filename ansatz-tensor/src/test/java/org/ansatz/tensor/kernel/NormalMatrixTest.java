package org.ansatz.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ansatz.tensor.ThreadPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalMatrixTest {
    @ParameterizedTest
    @CsvSource({"1, 7, 11", "2, 7, 11", "2, 120, 301", "3, 120, 301", "2, 301, 120", "5, 2, 3"})
    void productsAgreeWithTheirDefinitions(int threads, int rows, int columns) {
        double[] a = new SplittableRandom(1)
                .doubles((long) rows * columns + 5, -1, 1)
                .toArray();
        double[] x = new SplittableRandom(2).doubles(columns, -1, 1).toArray();
        double[] z = new SplittableRandom(3).doubles(rows, -1, 1).toArray();
        double[] square = new double[rows * rows];
        double[] y = new double[rows];
        double[] w = new double[columns];
        ThreadPolicy.withBlas(1, () -> {
            try (NormalMatrix matrix = new NormalMatrix(threads)) {
                for (int round = 0; round < 2; round++) {
                    matrix.set(a, rows, columns);
                    matrix.square(square);
                    matrix.times(2, x, y);
                    matrix.timesTransposed(-1, z, w);
                }
            }
            return null;
        });
        for (int i = 0; i < rows; i++) {
            double row = 0;
            for (int k = 0; k < columns; k++) {
                row += 2 * a[i * columns + k] * x[k];
            }
            assertThat(y[i]).isCloseTo(row, within(1e-11));
            for (int j = i; j < rows; j++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    sum += a[i * columns + k] * a[j * columns + k];
                }
                assertThat(square[i * rows + j]).isCloseTo(sum, within(1e-11));
            }
        }
        for (int k = 0; k < columns; k++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum -= a[i * columns + k] * z[i];
            }
            assertThat(w[k]).isCloseTo(sum, within(1e-11));
        }
    }
}
