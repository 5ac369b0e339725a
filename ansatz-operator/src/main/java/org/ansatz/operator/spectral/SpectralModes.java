package org.ansatz.operator.spectral;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Fft;
import org.ansatz.tensor.Tensor;

/**
 * The kept block of low frequencies of real fields, and the transforms to it and back (arXiv 2310.00120 and the code of
 * neuraloperator).
 *
 * <p>Of {@code m_i} modes along axis i the frequencies {@code -m_i/2 .. m_i/2 - 1} are kept, in this order; along the last axis
 * {@code 0 .. m_d/2}, the rest follows from the field being real. Coefficients are divided by the number of points, so that a
 * band-limited field has the same ones on every grid. Frequencies that are not kept are never computed: after the transform
 * of one axis only its kept part goes on to the next.
 *
 * @param sizes the numbers m_i, even
 */
public record SpectralModes(int... sizes) {
    /** @throws InvalidProblem if a number is odd or less than 2 */
    public SpectralModes {
        sizes = sizes.clone();
        for (int size : sizes) {
            if (size < 2 || size % 2 != 0) {
                throw new InvalidProblem("modes " + Arrays.toString(sizes) + ": " + size
                        + " is not an even number of at least 2 (frequencies -m/2 to m/2 - 1)");
            }
        }
    }

    /** Number of axes. */
    public int dimension() {
        return sizes.length;
    }

    /** The shape of a block: {@code m_1, .., m_{d-1}, m_d/2 + 1}. */
    public long[] blockShape() {
        long[] shape = Arrays.stream(sizes).asLongStream().toArray();
        shape[shape.length - 1] = shape[shape.length - 1] / 2 + 1;
        return shape;
    }

    /** Coefficients in a block. */
    public long count() {
        return Arrays.stream(blockShape()).reduce(1, (a, b) -> a * b);
    }

    /**
     * Whether a grid has all the modes.
     *
     * @throws InvalidProblem if not, with the sizes
     */
    public void checkGrid(long... grid) {
        boolean fits = grid.length == sizes.length;
        for (int i = 0; fits && i < sizes.length; i++) {
            fits = sizes[i] <= grid[i];
        }
        if (!fits) {
            throw new InvalidProblem("modes " + Arrays.toString(sizes) + " do not fit a grid of "
                    + Arrays.toString(grid) + " points: along each axis a grid has as many modes as points");
        }
    }

    private static long[] grid(Tensor field) {
        return Arrays.copyOfRange(field.shape(), 2, field.dim());
    }

    /**
     * The kept coefficients.
     *
     * @param field real, [batch, channels, n_1, .., n_d]
     * @return complex, [batch, channels, m_1, .., m_d/2 + 1]
     */
    public Tensor transform(Tensor field) {
        long[] grid = grid(field);
        checkGrid(grid);
        int last = sizes.length - 1;
        Tensor c = Fft.rfft(field, -1).narrow(-1, 0, sizes[last] / 2 + 1);
        for (int i = last - 1; i >= 0; i--) {
            Tensor all = Fft.fft(c, 2 + i);
            int half = sizes[i] / 2;
            c = grid[i] == sizes[i]
                    ? all.roll(half, 2 + i)
                    : Tensor.cat(2 + i, all.narrow(2 + i, grid[i] - half, half), all.narrow(2 + i, 0, half));
        }
        return c.mul(1.0 / Arrays.stream(grid).reduce(1, (a, b) -> a * b));
    }

    /**
     * The real field of a block; all other frequencies are zero. On the lines that are their own mirror image (frequency 0 and
     * n/2 of the last axis) only what belongs to a real field counts: the imaginary part that is left there after the other axes
     * is dropped explicitly. There the frequency -m/2 of another axis stands for its mirror image m/2 too, which the block does
     * not hold, so that {@code inverse(transform(v))} is a projection.
     *
     * @param grid n_1, .., n_d of the result
     */
    public Tensor inverse(Tensor block, long... grid) {
        checkGrid(grid);
        int last = sizes.length - 1;
        Tensor c = block.mul(multiplicities(grid).to(block.dtype().toReal()).to(block.device()));
        for (int i = 0; i < last; i++) {
            int half = sizes[i] / 2;
            Tensor negative = c.narrow(2 + i, 0, half);
            Tensor positive = c.narrow(2 + i, half, half);
            Tensor all = grid[i] == sizes[i]
                    ? Tensor.cat(2 + i, positive, negative)
                    : Tensor.cat(2 + i, positive.pad(2 + i, 0, grid[i] - sizes[i], 0), negative);
            c = Fft.ifft(all, 2 + i);
        }
        int kept = sizes[last] / 2 + 1;
        Tensor zero = onlyReal(c.narrow(-1, 0, 1));
        boolean nyquist = sizes[last] == grid[last];
        Tensor middle = c.narrow(-1, 1, kept - 1 - (nyquist ? 1 : 0));
        Tensor line = nyquist
                ? Tensor.cat(-1, zero, middle, onlyReal(c.narrow(-1, kept - 1, 1)))
                : Tensor.cat(-1, zero, middle.pad(c.dim() - 1, 0, grid[last] / 2 + 1 - kept, 0));
        return Fft.irfft(line, grid[last], -1);
    }

    /** Number of points, twice that for coefficients of the first line whose mirror image is a frequency that is not kept. */
    private Tensor multiplicities(long... grid) {
        long[] shape = blockShape();
        int last = shape.length - 1;
        double points = Arrays.stream(grid).reduce(1, (a, b) -> a * b);
        double[] factors = new double[(int) count()];
        for (int p = 0; p < factors.length; p++) {
            boolean alone = false;
            long rest = p / shape[last];
            for (int i = last - 1; i >= 0; i--) {
                alone |= rest % shape[i] == 0 && sizes[i] < grid[i];
                rest /= shape[i];
            }
            factors[p] = alone && p % shape[last] == 0 ? 2 * points : points;
        }
        return Tensor.of(factors, shape);
    }

    private static Tensor onlyReal(Tensor line) {
        Tensor real = line.real();
        return Tensor.complex(real, real.zerosLike());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpectralModes modes && Arrays.equals(sizes, modes.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
