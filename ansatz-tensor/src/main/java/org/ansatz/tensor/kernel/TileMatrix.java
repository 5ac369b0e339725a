package org.ansatz.tensor.kernel;

/**
 * A fixed matrix that is applied to vectors at many points, {@code y[i][p] = sum_j w[i][j] x[j][p]}, one tile of {@link #POINTS}
 * points at a time. On plain arrays, without the copies that calls of BLAS make; with SIMD registers if the virtual machine was
 * started with {@code --add-modules jdk.incubator.vector}. For matrices that stay in cache.
 */
public final class TileMatrix {
    /** Points of a tile. */
    public static final int POINTS = TileOps.POINTS;

    private final TileOps operations = TileOps.best();
    private final int rows;
    private final int columns;
    private final double[] packed;

    /**
     * Takes the matrix {@code w[i][j] = values[i * rowStep + j * columnStep]}.
     */
    public TileMatrix(double[] values, int rows, int columns, int rowStep, int columnStep) {
        this.rows = rows;
        this.columns = columns;
        packed = new double[rows * columns];
        operations.pack(values, 0, rowStep, columnStep, rows, columns, packed);
    }

    public int rows() {
        return rows;
    }

    /**
     * Multiplies one tile.
     *
     * @param x [columns][POINTS]
     * @param y [rows][POINTS], overwritten
     */
    public void multiply(double[] x, double[] y) {
        operations.multiply(packed, rows, columns, x, y, 1);
    }
}
