package org.ansatz.solve.gp;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Dense linear algebra that shares no code with the library's. */
final class DenseOracle {
    private DenseOracle() {}

    private static RealMatrix matrix(Matrix a) {
        double[][] rows = new double[a.rows()][a.columns()];
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
                rows[i][j] = a.get(i, j);
            }
        }
        return new Array2DRowRealMatrix(rows, false);
    }

    static double[] solve(Matrix a, double[] b) {
        return new LUDecomposition(matrix(a))
                .getSolver()
                .solve(new org.hipparchus.linear.ArrayRealVector(b))
                .toArray();
    }

    static double logDeterminant(Matrix a) {
        RealMatrix lower = new CholeskyDecomposition(matrix(a), 1e-12, 1e-14).getL();
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
            sum += 2 * Math.log(lower.getEntry(i, i));
        }
        return sum;
    }
}
