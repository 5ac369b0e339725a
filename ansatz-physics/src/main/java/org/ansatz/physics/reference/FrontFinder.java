package org.ansatz.physics.reference;

import java.util.Optional;

/**
 * Looks for a basis on one axis that resolves the fields of a state with fewer functions: the plain one stretched around
 * the steepest place.
 */
final class FrontFinder {
    private static final int SAMPLES = 2000;
    private static final double[] WIDTHS = {0.5, 1, 2, 4, 8};
    // A stretched basis must be this much better than the present one to be worth another run.
    private static final double WORTH = 0.2;

    private FrontFinder() {}

    /** A better basis than the layout's on its only axis, if there is one. */
    static Optional<Basis> better(Layout layout, double[] state) {
        Basis present = layout.bases().get(0);
        int n = Math.max(8, layout.functions(0) / 2);
        double best = WORTH * tail(layout, state, present, n);
        Basis found = null;
        for (int f = 0; f < layout.dofs().length; f++) {
            double[] front = front(layout, state, f);
            for (double share : WIDTHS) {
                double width = share * front[1];
                if (!(width > 1e-6 * present.interval().length()
                        && width < 0.25 * present.interval().length())) {
                    continue;
                }
                Basis candidate = new MappedChebyshevBasis(present.interval(), front[0], width);
                double own = tail(layout, state, candidate, n);
                if (own < best) {
                    best = own;
                    found = candidate;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private static double value(Layout layout, double[] state, int field, double x, int order) {
        int n = layout.dofs()[field][0];
        double[] row = layout.bases().get(0).row(x, order, n);
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += row[k] * state[layout.offset(field) + k];
        }
        return sum;
    }

    /** Where the field is steepest and, from its range and slope there, the scale of a tanh profile. */
    private static double[] front(Layout layout, double[] state, int field) {
        Basis basis = layout.bases().get(0);
        double[] points = basis.nodes(SAMPLES);
        double steepest = 0;
        double at = basis.interval().middle();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double x : points) {
            double u = value(layout, state, field, x, 0);
            double slope = Math.abs(value(layout, state, field, x, 1));
            least = Math.min(least, u);
            most = Math.max(most, u);
            if (slope > steepest) {
                steepest = slope;
                at = x;
            }
        }
        return new double[] {at, steepest > 0 ? 0.5 * (most - least) / steepest : 0};
    }

    /** The last coefficients of the state on n functions of a basis, relative to all. */
    private static double tail(Layout layout, double[] state, Basis basis, int n) {
        double worst = 0;
        double[] nodes = basis.nodes(n);
        for (int f = 0; f < layout.dofs().length; f++) {
            double[] values = new double[n];
            for (int j = 0; j < n; j++) {
                values[j] = value(layout, state, f, nodes[j], 0);
            }
            double[] c = basis.coefficients(values);
            double all = 0;
            double last = 0;
            for (int k = 0; k < n; k++) {
                all += c[k] * c[k];
                last += k >= n - n / 8 - 2 ? c[k] * c[k] : 0;
            }
            worst = all > 0 ? Math.max(worst, Math.sqrt(last / all)) : worst;
        }
        return worst;
    }
}
