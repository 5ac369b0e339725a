package org.ansatz.dynamics.simulation;

import java.util.List;

/** How well a conserved quantity is conserved. */
final class Conservation {
    private Conservation() {}

    /** {@code max |Q(t) - Q(0)| / |Q(0)|} of a column; absolute where {@code Q(0)} is zero. */
    static double relative(List<double[]> rows, int column) {
        double first = rows.get(0)[column];
        double largest = 0;
        for (double[] row : rows) {
            largest = Math.max(largest, Math.abs(row[column] - first));
        }
        return first == 0 ? largest : largest / Math.abs(first);
    }
}
