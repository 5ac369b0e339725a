package org.ansatz.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The matrix {@code A A^T} and products with {@code A} and {@code A^T} for a wide matrix A, by threads of its own, each of
 * which calls OpenBLAS.
 *
 * <p>OpenBLAS is to have one thread meanwhile ({@link org.ansatz.tensor.ThreadPolicy#withBlas}): the workers of its own pool
 * spin while they wait for each other, so that on a machine that others use every call lasts until the scheduler has given
 * all of them a turn; own threads only share the cores. The result depends on the number of threads by rounding, not on
 * their order. Keeps a native copy of A, which is freed with this object or by {@link #close}.
 */
public final class NormalMatrix implements AutoCloseable {
    // Below this many multiply-adds a second thread costs more than it brings.
    private static final long WORTH_A_THREAD = 2_000_000;

    private final int threads;
    private DoublePointer matrix = new DoublePointer();
    private DoublePointer square = new DoublePointer();
    private DoublePointer argument = new DoublePointer();
    private DoublePointer product = new DoublePointer();
    private int rows;
    private int columns;

    /**
     * Makes an empty one.
     *
     * @throws IllegalArgumentException if there is to be no thread
     */
    public NormalMatrix(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, given " + threads);
        }
        this.threads = threads;
    }

    /**
     * Takes a matrix.
     *
     * @param a [rows][columns], row-major, perhaps with more at the end
     */
    public void set(double[] a, int rowCount, int columnCount) {
        rows = rowCount;
        columns = columnCount;
        matrix = withRoom(matrix, (long) rows * columns);
        matrix.put(a, 0, Math.multiplyExact(rows, columns));
    }

    private static DoublePointer withRoom(DoublePointer pointer, long size) {
        if (pointer.capacity() >= size) {
            return pointer;
        }
        pointer.close();
        return new DoublePointer(size);
    }

    /** Upper triangle of {@code A A^T}, [rows][rows] row-major; entries below the diagonal are undefined. */
    public void square(double[] result) {
        square = withRoom(square, (long) rows * rows);
        int parts = (long) rows * rows * columns < WORTH_A_THREAD ? 1 : Math.min(threads, rows);
        List<Runnable> work = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = border(part, parts);
            int to = border(part + 1, parts);
            work.add(() -> panel(from, to));
        }
        work.parallelStream().forEach(Runnable::run);
        square.get(result, 0, Math.multiplyExact(rows, rows));
    }

    /** Borders between panels of rows that hold equal parts of the upper triangle. */
    private int border(int part, int parts) {
        return part == parts ? rows : (int) Math.round(rows * (1 - Math.sqrt(1 - (double) part / parts)));
    }

    /** Rows {@code from} to {@code to} of the upper triangle. */
    private void panel(int from, int to) {
        DoublePointer own = at(matrix, (long) from * columns);
        openblas.cblas_dsyrk(
                openblas.CblasRowMajor,
                openblas.CblasUpper,
                openblas.CblasNoTrans,
                to - from,
                columns,
                1,
                own,
                columns,
                0,
                at(square, (long) from * rows + from),
                rows);
        if (to < rows) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    openblas.CblasTrans,
                    to - from,
                    rows - to,
                    columns,
                    1,
                    own,
                    columns,
                    at(matrix, (long) to * columns),
                    columns,
                    0,
                    at(square, (long) from * rows + to),
                    rows);
        }
    }

    private static DoublePointer at(DoublePointer pointer, long position) {
        return new DoublePointer(pointer).position(position);
    }

    /** {@code y = alpha A x} for x [columns] and y [rows]. */
    public void times(double alpha, double[] x, double[] y) {
        multiply(openblas.CblasNoTrans, alpha, x, columns, y, rows);
    }

    /** {@code y = alpha A^T x} for x [rows] and y [columns]. */
    public void timesTransposed(double alpha, double[] x, double[] y) {
        multiply(openblas.CblasTrans, alpha, x, rows, y, columns);
    }

    private void multiply(int transpose, double alpha, double[] x, int from, double[] y, int to) {
        argument = withRoom(argument, Math.max(rows, columns));
        product = withRoom(product, Math.max(rows, columns));
        argument.put(x, 0, from);
        openblas.cblas_dgemv(
                openblas.CblasRowMajor, transpose, rows, columns, alpha, matrix, columns, argument, 1, 0, product, 1);
        product.get(y, 0, to);
    }

    @Override
    public void close() {
        for (DoublePointer pointer : List.of(matrix, square, argument, product)) {
            pointer.close();
        }
    }
}
