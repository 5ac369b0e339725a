package org.ansatz.physics.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadauTableauTest {
    /** Hairer and Wanner II, table IV.5.6. */
    @Test
    void threeStagesHaveThePublishedNodes() {
        double[] c = new RadauTableau(3).nodes();
        assertThat(c[1]).isCloseTo((4 - Math.sqrt(6)) / 10, within(1e-15));
        assertThat(c[2]).isCloseTo((4 + Math.sqrt(6)) / 10, within(1e-15));
        assertThat(c[3]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void oneStepHasOrderTwoStagesMinusOne(int stages) {
        double coarse = decayError(stages, 0.4);
        double fine = decayError(stages, 0.2);
        // A local error of order 2 s halves by 2^(2 s) with the step.
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(2.0 * stages, within(0.5));
    }

    /** Error of one step of y' = -y. */
    private static double decayError(int stages, double h) {
        RadauTableau tableau = new RadauTableau(stages);
        RealMatrix matrix = new Array2DRowRealMatrix(stages, stages);
        double[] right = new double[stages];
        for (int i = 0; i < stages; i++) {
            right[i] = -tableau.start(i) / h;
            for (int j = 0; j < stages; j++) {
                matrix.setEntry(i, j, tableau.inner(i, j) / h + (i == j ? 1 : 0));
            }
        }
        double end = new LUDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(right))
                .getEntry(stages - 1);
        return Math.abs(end - Math.exp(-h));
    }

    @Test
    void eigenvectorsTakeTheStagesApart() {
        RadauTableau tableau = new RadauTableau(7);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                double sum = 0;
                for (int k = 0; k < 7; k++) {
                    sum += tableau.vector(i, k)
                            .multiply(tableau.eigenvalue(k))
                            .multiply(tableau.inverse(k, j))
                            .getReal();
                }
                assertThat(sum).isCloseTo(tableau.inner(i, j), within(1e-9));
            }
        }
    }
}
