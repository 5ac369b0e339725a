package org.ansatz.tensor.kernel;

import org.ansatz.tensor.jet.JetBasis;

/**
 * Inner loops over one tile: matrices of {@code units x (coefficients * points)}, rows contiguous, points fastest. The
 * number of points of a tile is a multiple of {@link #lanes()}.
 */
interface TileOps {
    /** SIMD if the virtual machine was started with {@code --add-modules jdk.incubator.vector}, else scalar. */
    static TileOps best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return new VectorTileOps();
        }
        return new ScalarTileOps();
    }

    /** Points per SIMD register. */
    int lanes();

    /** {@code z[i][c] = sum_j w[wOffset + i * in + j] a[j][c]} for {@code i < out}, {@code c < columns}. */
    void multiply(double[] w, int wOffset, int out, int in, double[] a, double[] z, int columns);

    /**
     * {@code g[i][j][lane] += sum_c zbar[i][c + lane] a[j][c + lane]} over steps of a register: gradients of weights, to
     * be summed over lanes at the end by {@link #reduce}. {@code g} is [out * in * lanes] from {@code gOffset}.
     */
    void accumulateOuter(double[] zbar, int out, double[] a, int in, int columns, double[] g, int gOffset);

    /**
     * {@code jt[(jOffset + i * in + j) * rowLength + row + p] = sum_k zbar[i][k][p] a[j][k][p]}: the Jacobian of one
     * residual per point by the weights of a layer, transposed.
     *
     * @param count points of the tile that are real; only those are written
     */
    void jacobianOuter(
            double[] zbar,
            int out,
            double[] a,
            int in,
            int coefficients,
            int points,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count);

    /** {@code total[i] += sum over lanes of g[i][lane]} and clears g, from {@code gOffset} for {@code n} entries. */
    default void reduce(double[] g, int gOffset, int n, double[] total, int tOffset) {
        int lanes = lanes();
        for (int i = 0; i < n; i++) {
            double sum = 0;
            int at = gOffset + i * lanes;
            for (int l = 0; l < lanes; l++) {
                sum += g[at + l];
                g[at + l] = 0;
            }
            total[tOffset + i] += sum;
        }
    }

    /**
     * Series of {@code y = tanh(z)} and of its slope {@code s = 1 - y^2}, for each of {@code units} rows.
     *
     * @param y overwritten
     * @param s overwritten
     */
    void tanh(JetTable table, int units, int points, double[] z, double[] y, double[] s);

    /** {@code out = f g} (series product per row and point), or {@code out += f g}. */
    void seriesMultiply(JetTable table, int units, int points, double[] f, double[] g, double[] out, boolean add);

    /** {@code fbar_b (+)= sum_(b + c = a) obar_a g_c}: the adjoint of multiplication by the series g. */
    void seriesMultiplyAdjoint(
            JetTable table, int units, int points, double[] obar, double[] g, double[] fbar, boolean add);

    /** A basis flattened to arrays for inner loops; products are grouped by target and, for adjoints, by left factor. */
    final class JetTable {
        final int size;
        final int[] productStart;
        final int[] productLeft;
        final int[] productRight;
        final int[] adjointStart;
        final int[] adjointTarget;
        final int[] adjointRight;
        final int[] compositionStart;
        final int[] compositionArgument;
        final int[] compositionSlope;
        final double[] compositionFactor;

        JetTable(JetBasis basis) {
            size = basis.size();
            var products = basis.products();
            int n = products.size();
            productStart = new int[size + 1];
            productLeft = new int[n];
            productRight = new int[n];
            adjointStart = new int[size + 1];
            adjointTarget = new int[n];
            adjointRight = new int[n];
            int at = 0;
            for (int target = 0; target < size; target++) {
                productStart[target] = at;
                for (var p : products) {
                    if (p.target() == target) {
                        productLeft[at] = p.left();
                        productRight[at++] = p.right();
                    }
                }
            }
            productStart[size] = at;
            at = 0;
            for (int left = 0; left < size; left++) {
                adjointStart[left] = at;
                for (var p : products) {
                    if (p.left() == left) {
                        adjointTarget[at] = p.target();
                        adjointRight[at++] = p.right();
                    }
                }
            }
            adjointStart[size] = at;
            var compositions = basis.compositions();
            int m = compositions.size();
            compositionStart = new int[size + 1];
            compositionArgument = new int[m];
            compositionSlope = new int[m];
            compositionFactor = new double[m];
            at = 0;
            for (int target = 0; target < size; target++) {
                compositionStart[target] = at;
                for (var c : compositions) {
                    if (c.target() == target) {
                        compositionArgument[at] = c.argument();
                        compositionSlope[at] = c.slope();
                        compositionFactor[at++] = c.factor();
                    }
                }
            }
            compositionStart[size] = at;
        }
    }
}
