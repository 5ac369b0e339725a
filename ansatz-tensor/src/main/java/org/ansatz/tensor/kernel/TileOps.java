package org.ansatz.tensor.kernel;

import org.ansatz.tensor.jet.JetBasis;

/**
 * Inner loops over one tile of {@link #POINTS} points. A tile of a layer is an array [coefficient][unit][point]: one
 * coefficient of all units is a panel small enough for the first cache, and the distance between units is a constant that
 * lets the compiler drop its index checks.
 */
interface TileOps {
    /** Points of a tile: whole registers on every machine, and a panel of 64 units fills half of a 32 KiB cache. */
    int POINTS = 32;

    /** SIMD if the virtual machine was started with {@code --add-modules jdk.incubator.vector}, else scalar. */
    static TileOps best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return new VectorTileOps();
        }
        return new ScalarTileOps();
    }

    /** Points per SIMD register. */
    int lanes();

    /**
     * Rows are packed in groups so that {@link #multiply} reads its weights one after the other: the next
     * {@code rowGroup()} rows as [in][row of the group] as long as there are that many, then single rows.
     */
    int rowGroup();

    /** Writes the matrix {@code w[wOffset + i * rowStep + j * columnStep]}, out x in, packed for {@link #multiply}. */
    default void pack(double[] w, int wOffset, int rowStep, int columnStep, int out, int in, double[] packed) {
        int at = 0;
        for (int i = 0; i < out; ) {
            int group = i + rowGroup() <= out ? rowGroup() : 1;
            for (int j = 0; j < in; j++) {
                for (int r = i; r < i + group; r++) {
                    packed[at++] = w[wOffset + r * rowStep + j * columnStep];
                }
            }
            i += group;
        }
    }

    /**
     * {@code z[k][i][p] = b[i] + sum_j w[i][j] a[k][j][p]} with the bias {@code b} at {@code start[bOffset + i]} for the
     * first coefficient only.
     *
     * @param packed weights as written by {@link #pack}
     */
    void multiply(
            double[] packed, double[] start, int bOffset, int out, int in, double[] a, double[] z, int coefficients);

    /** {@code z[k][i][p] = sum_j w[i][j] a[k][j][p]}. */
    void multiply(double[] packed, int out, int in, double[] a, double[] z, int coefficients);

    /**
     * {@code g[i][j][lane] += sum_(k, p) zbar[k][i][p + lane] a[k][j][p + lane]} over steps of a register: gradients of
     * weights, to be summed over lanes at the end by {@link #reduce}. {@code g} is [out * in * lanes] from
     * {@code gOffset}.
     */
    void accumulateOuter(double[] zbar, int out, double[] a, int in, int coefficients, double[] g, int gOffset);

    /** {@code g[i][lane] += sum_p zbar[0][i][p + lane]}: gradients of biases. */
    void accumulateBias(double[] zbar, int out, double[] g, int gOffset);

    /**
     * {@code jt[(jOffset + i * in + j) * rowLength + row + p] = sum_k zbar[k][i][p] a[k][j][p]}: the Jacobian of one
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
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count);

    /** {@code total[i] += sum over lanes of g[i][lane]} and clears g, for {@code n} entries. */
    default void reduce(double[] g, int n, double[] total) {
        int lanes = lanes();
        for (int i = 0; i < n; i++) {
            double sum = 0;
            int at = i * lanes;
            for (int l = 0; l < lanes; l++) {
                sum += g[at + l];
                g[at + l] = 0;
            }
            total[i] += sum;
        }
    }

    /**
     * Series of {@code y = tanh(z)} and of its slope {@code s = 1 - y^2}, for each of {@code units} units.
     *
     * @param y overwritten
     * @param s overwritten
     */
    void tanh(JetTable table, int units, double[] z, double[] y, double[] s);

    /**
     * Series of {@code y = sin(z)} and of its slope {@code s = cos(z)}, for each of {@code units} units.
     *
     * @param y overwritten
     * @param s overwritten
     */
    void sine(JetTable table, int units, double[] z, double[] y, double[] s);

    /** {@code y = exp(z)} of {@code n} numbers, a multiple of {@link #POINTS}, between -708 and 708. */
    void exp(double[] z, double[] y, int n);

    /** {@code out = f g} (series product per unit and point), or {@code out += f g}. */
    void seriesMultiply(JetTable table, int units, double[] f, double[] g, double[] out, boolean add);

    /** {@code fbar_b (+)= sum_(b + c = a) obar_a g_c}: the adjoint of multiplication by the series g. */
    void seriesMultiplyAdjoint(JetTable table, int units, double[] obar, double[] g, double[] fbar, boolean add);

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
