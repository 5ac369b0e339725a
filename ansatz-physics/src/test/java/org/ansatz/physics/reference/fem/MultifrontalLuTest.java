package org.ansatz.physics.reference.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ansatz.physics.problem.NumericalFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultifrontalLuTest {
    private static double[][] gridPoints(int side) {
        double[][] points = new double[2][side * side];
        for (int i = 0; i < side * side; i++) {
            points[0][i] = i % side;
            points[1][i] = Math.floorDiv(i, side);
        }
        return points;
    }

    /** Cells of a square grid, each coupling its four corners. */
    private static int[][] cells(int side) {
        int[][] cells = new int[(side - 1) * (side - 1)][];
        for (int c = 0; c < cells.length; c++) {
            int corner = c / (side - 1) * side + c % (side - 1);
            cells[c] = new int[] {corner, corner + 1, corner + side, corner + side + 1};
        }
        return cells;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 17, 60})
    void randomUnsymmetricSystemsAreSolved(int side) {
        SparseMatrix matrix = SparseMatrix.ofGroups(side * side, cells(side));
        SplittableRandom random = new SplittableRandom(side);
        for (int i = 0; i < matrix.size(); i++) {
            for (int k = matrix.start(i); k < matrix.start(i + 1); k++) {
                // Not dominant: rows must be exchanged.
                matrix.add(i, matrix.column(k), random.nextDouble(-1, 1));
            }
        }
        double[] wanted = random.doubles(matrix.size(), -1, 1).toArray();
        double[] found =
                new MultifrontalLu(matrix, new NestedDissection(matrix, gridPoints(side))).solve(matrix.times(wanted));
        assertThat(found).containsExactly(wanted, within(1e-7));
    }

    @Test
    void aBorderedSingularMatrixIsSolved() {
        int side = 20;
        int n = side * side;
        SparseMatrix matrix = SparseMatrix.ofGroups(n + 1, cells(side), n);
        for (int[] cell : cells(side)) {
            for (int i : cell) {
                for (int j : cell) {
                    matrix.add(i, j, i == j ? 3 : -1);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            matrix.add(n, i, 1);
            matrix.add(i, n, 1);
        }
        double[] wanted = new SplittableRandom(1).doubles(n + 1, -1, 1).toArray();
        double[] found =
                new MultifrontalLu(matrix, new NestedDissection(matrix, gridPoints(side))).solve(matrix.times(wanted));
        assertThat(found).containsExactly(wanted, within(1e-10));
    }

    @Test
    void everyUnknownIsEliminatedOnce() {
        SparseMatrix matrix = SparseMatrix.ofGroups(1600, cells(40));
        NestedDissection order = new NestedDissection(matrix, gridPoints(40));
        int[] seen = new int[1600];
        for (NestedDissection.Part part : order.parts()) {
            for (int i : part.pivots()) {
                seen[i]++;
                for (int j : part.boundary()) {
                    assertThat(order.place(j)).isGreaterThan(order.place(i));
                }
            }
        }
        assertThat(seen).containsOnly(1);
        assertThat(order.parts().get(order.parts().size() - 1).boundary()).isEmpty();
    }

    @Test
    void aSingularMatrixIsNamed() {
        SparseMatrix matrix = SparseMatrix.ofGroups(4, cells(2));
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                matrix.add(i, j, i == j ? 3 : -1);
            }
        }
        assertThatThrownBy(() -> new MultifrontalLu(matrix, new NestedDissection(matrix, gridPoints(2))))
                .isInstanceOf(NumericalFailure.class)
                .hasMessageContaining("singular");
    }
}
