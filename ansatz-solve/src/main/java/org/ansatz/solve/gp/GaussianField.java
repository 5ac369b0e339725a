package org.ansatz.solve.gp;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.physics.problem.Interval;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A conditional mean {@code u(x, y) = sum_ij k_1(x - x_i) alpha_ij k_2(y - y_j)}, with all derivatives that the
 * covariances have.
 *
 * @param kernels one per axis that is there
 */
record GaussianField(Grid grid, SpectralMixture[] kernels, Matrix alpha) {

    /** A derivative at points [inputs][n]; axes on which points share coordinates are done once per coordinate. */
    double[] evaluate(double[][] inputs, MultiIndex orders) {
        int n = inputs[0].length;
        Cross first = cross(0, inputs[0], FieldPrior.firstOrder(orders));
        Matrix half = first.covariance().times(alpha);
        double[] out = new double[n];
        if (grid.inputs() == 1) {
            for (int p = 0; p < n; p++) {
                out[p] = half.values()[first.row()[p]];
            }
            return out;
        }
        Cross second = cross(1, inputs[1], FieldPrior.secondOrder(orders));
        int n2 = grid.second().points();
        for (int p = 0; p < n; p++) {
            int a = first.row()[p] * n2;
            int b = second.row()[p] * n2;
            double sum = 0;
            for (int j = 0; j < n2; j++) {
                sum += half.values()[a + j] * second.covariance().values()[b + j];
            }
            out[p] = sum;
        }
        return out;
    }

    /** Covariances of the distinct coordinates with the grid, and which of them each point has. */
    private record Cross(Matrix covariance, int[] row) {}

    private Cross cross(int which, double[] x, int order) {
        GridAxis axis = grid.axis(which);
        Map<Double, Integer> rows = new LinkedHashMap<>();
        int[] row = new int[x.length];
        for (int p = 0; p < x.length; p++) {
            Integer known = rows.get(x[p]);
            if (known == null) {
                known = rows.size();
                rows.put(x[p], known);
            }
            row[p] = known;
        }
        double[] lags = new double[rows.size() * axis.points()];
        int at = 0;
        for (double coordinate : rows.keySet()) {
            for (int i = 0; i < axis.points(); i++) {
                lags[at++] = coordinate - axis.at(i);
            }
        }
        double[] values = kernels[which].derivatives(lags, order)[order];
        return new Cross(new Matrix(rows.size(), axis.points(), values), row);
    }

    long parameterCount() {
        return alpha.values().length
                + Arrays.stream(kernels)
                        .mapToLong(SpectralMixture::parameterCount)
                        .sum();
    }

    void write(String prefix, Map<String, NdArray> tensors, Map<String, String> notes) {
        tensors.put(prefix + "alpha", new NdArray(new long[] {alpha.rows(), alpha.columns()}, alpha.values()));
        for (int a = 0; a < kernels.length; a++) {
            GridAxis axis = grid.axis(a);
            tensors.put(
                    prefix + "axis_" + a,
                    NdArray.of(axis.interval().min(), axis.interval().max(), axis.points()));
            notes.put(prefix + "kernel_" + a, kernels[a].kind().word());
            tensors.put(prefix + "kernel_" + a, NdArray.of(kernels[a].parameters()));
        }
    }

    static GaussianField read(String prefix, Map<String, NdArray> tensors, Map<String, String> notes)
            throws IOException {
        NdArray stored = tensors.get(prefix + "alpha");
        if (stored == null) {
            throw new IOException("no tensor " + prefix + "alpha");
        }
        int inputs = tensors.containsKey(prefix + "axis_1") ? 2 : 1;
        GridAxis[] axes = {GridAxis.none(), GridAxis.none()};
        SpectralMixture[] kernels = new SpectralMixture[inputs];
        for (int a = 0; a < inputs; a++) {
            double[] description = tensors.get(prefix + "axis_" + a).values();
            axes[a] = new GridAxis("axis " + a, new Interval(description[0], description[1]), (int) description[2]);
            kernels[a] = SpectralMixture.of(
                    SpectralMixture.Kind.named(notes.get(prefix + "kernel_" + a)),
                    tensors.get(prefix + "kernel_" + a).values());
        }
        Matrix alpha = new Matrix((int) stored.shape()[0], (int) stored.shape()[1], stored.values());
        return new GaussianField(new Grid(axes[0], axes[1]), kernels, alpha);
    }
}
