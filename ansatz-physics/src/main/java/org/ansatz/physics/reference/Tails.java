package org.ansatz.physics.reference;

/** How large the last coefficients along the axes are beside the largest norm that the field has had. */
final class Tails {
    private static final int LAST = 2;

    private final Layout layout;
    private final double[] norms;

    Tails(Layout layout) {
        this.layout = layout;
        norms = new double[layout.dofs().length];
    }

    /** The tail at the end of a slab, where all Chebyshev polynomials are one. */
    double atEnd(double[][] slab) {
        double[] sum = new double[layout.size()];
        for (double[] c : slab) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += c[j];
            }
        }
        return of(sum);
    }

    double of(double[] coefficients) {
        double most = 0;
        for (int f = 0; f < norms.length; f++) {
            int from = layout.offset(f);
            double all = 0;
            double[] last = new double[layout.axes()];
            for (int j = 0; j < layout.size(f); j++) {
                double square = coefficients[from + j] * coefficients[from + j];
                all += square;
                int stride = layout.size(f);
                for (int a = 0; a < last.length; a++) {
                    int n = layout.dofs()[f][a];
                    stride /= n;
                    last[a] += j / stride % n >= n - LAST ? square : 0;
                }
            }
            norms[f] = Math.max(norms[f], Math.sqrt(all));
            for (double square : last) {
                most = norms[f] > 0 ? Math.max(most, Math.sqrt(square) / norms[f]) : most;
            }
        }
        return most;
    }
}
