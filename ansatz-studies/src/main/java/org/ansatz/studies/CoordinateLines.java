package org.ansatz.studies;

import java.util.function.UnaryOperator;

/** The coordinate lines of the square [-1, 1]^2, for pictures of how a displacement deforms them. */
final class CoordinateLines {
    private static final int LINES = 11;
    private static final int POINTS = 41;

    private CoordinateLines() {}

    /**
     * The lines displaced, one after the other with a gap (NaN) between.
     *
     * @param displacement values [2][n] at points [2][n]
     * @return [2][points of all lines]
     */
    static double[][] deformed(UnaryOperator<double[][]> displacement) {
        int length = 2 * LINES * (POINTS + 1);
        double[][] path = new double[2][length];
        for (int k = 0; k < length; k++) {
            int line = k / (POINTS + 1) % LINES;
            int point = Math.min(k % (POINTS + 1), POINTS - 1);
            int fixed = k < length / 2 ? 0 : 1;
            path[fixed][k] = -1 + 2.0 * line / (LINES - 1);
            path[1 - fixed][k] = -1 + 2.0 * point / (POINTS - 1);
        }
        double[][] d = displacement.apply(path);
        for (int k = 0; k < length; k++) {
            boolean gap = k % (POINTS + 1) == POINTS;
            for (int c = 0; c < 2; c++) {
                path[c][k] = gap ? Double.NaN : path[c][k] + d[c][k];
            }
        }
        return path;
    }
}
