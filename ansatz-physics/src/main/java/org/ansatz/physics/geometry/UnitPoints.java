package org.ansatz.physics.geometry;

import java.util.random.RandomGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/** Point sets in the unit cube. */
public final class UnitPoints {
    private UnitPoints() {}

    /**
     * Points in [0, 1)^dimension: independent, Latin hypercube, or a Sobol sequence with a random shift.
     *
     * @return [dimension][n]
     */
    public static double[][] draw(int n, int dimension, Region.Spread spread, RandomGenerator random) {
        double[][] points = new double[dimension][n];
        switch (spread) {
            case UNIFORM -> {
                for (double[] axis : points) {
                    for (int i = 0; i < n; i++) {
                        axis[i] = random.nextDouble();
                    }
                }
            }
            case LATIN_HYPERCUBE -> {
                for (double[] axis : points) {
                    for (int i = 0; i < n; i++) {
                        axis[i] = (i + random.nextDouble()) / n;
                    }
                    for (int i = n - 1; i > 0; i--) {
                        int j = random.nextInt(i + 1);
                        double swap = axis[i];
                        axis[i] = axis[j];
                        axis[j] = swap;
                    }
                }
            }
            case SOBOL -> {
                SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimension);
                double[] shift = random.doubles(dimension).toArray();
                for (int i = 0; i < n; i++) {
                    double[] next = sobol.nextVector();
                    for (int d = 0; d < dimension; d++) {
                        double value = next[d] + shift[d];
                        points[d][i] = value >= 1 ? value - 1 : value;
                    }
                }
            }
        }
        return points;
    }
}
