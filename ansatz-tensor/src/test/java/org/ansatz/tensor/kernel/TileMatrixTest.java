package org.ansatz.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ansatz.tensor.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileMatrixTest {
    @ParameterizedTest
    @CsvSource({"1,1", "4,3", "7,65", "30,26", "33,1"})
    void aTileIsMultipliedByTheMatrixGivenByRowsOrByColumns(int rows, int columns) {
        double[] values = RandomStream.seeded(1).normal(rows * columns);
        double[] x = RandomStream.seeded(2).normal(columns * TileMatrix.POINTS);
        double[] byRows = new double[rows * TileMatrix.POINTS];
        double[] byColumns = byRows.clone();
        new TileMatrix(values, rows, columns, columns, 1).multiply(x, byRows);
        new TileMatrix(values, rows, columns, 1, rows).multiply(x, byColumns);
        for (int i = 0; i < rows; i++) {
            for (int p = 0; p < TileMatrix.POINTS; p++) {
                double row = 0;
                double column = 0;
                for (int j = 0; j < columns; j++) {
                    row += values[i * columns + j] * x[j * TileMatrix.POINTS + p];
                    column += values[j * rows + i] * x[j * TileMatrix.POINTS + p];
                }
                assertThat(byRows[i * TileMatrix.POINTS + p]).isCloseTo(row, within(1e-12));
                assertThat(byColumns[i * TileMatrix.POINTS + p]).isCloseTo(column, within(1e-12));
            }
        }
    }
}
