package org.ansatz.dynamics.lattice;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ansatz.physics.problem.InvalidProblem;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * {@code n} points {@code x_j = left + j L / n} of a line of length {@code L}, and spectral derivatives of real fields on
 * it. Wave numbers are {@code k = 2 pi m / L}, for antiperiodic fields {@code 2 pi (m + 1/2) / L}; a twisted field is its
 * straight part {@code rise (x - left) / L} plus a periodic one.
 *
 * <p>At {@code m = n/2} a periodic field has the second derivative {@code -k^2} and the first derivative zero. An
 * application costs two real transforms (complex ones for antiperiodic fields) and allocates nothing. Holds scratch
 * memory: one thread at a time.
 */
public final class FourierLine {
    private static final int FEWEST = 8;

    private final int n;
    private final double left;
    private final double length;
    private final Boundary boundary;
    private final DoubleFFT_1D fft;
    private final double[] minusSquare;
    private final double[] work;
    private final double[] turn;

    /**
     * A line.
     *
     * @param n points, even, 8 or more
     * @param left the first point
     * @throws InvalidProblem for other numbers of points or a length that is not positive
     */
    public FourierLine(int n, double left, double length, Boundary boundary) {
        if (n < FEWEST || n % 2 != 0) {
            throw new InvalidProblem("a Fourier line needs an even number of points from " + FEWEST + ", got " + n);
        }
        if (!(length > 0) || !Double.isFinite(length) || !Double.isFinite(left)) {
            throw new InvalidProblem(
                    "a Fourier line needs a finite start and a positive length, got " + left + " and " + length);
        }
        this.n = n;
        this.left = left;
        this.length = length;
        this.boundary = boundary;
        fft = new DoubleFFT_1D(n);
        boolean anti = boundary instanceof Boundary.Antiperiodic;
        work = new double[anti ? 2 * n : 0];
        turn = anti ? new double[2 * n] : new double[0];
        for (int j = 0; anti && j < n; j++) {
            turn[2 * j] = Math.cos(Math.PI * j / n);
            turn[2 * j + 1] = Math.sin(Math.PI * j / n);
        }
        minusSquare = symbol(k -> -k * k);
    }

    public int n() {
        return n;
    }

    public double left() {
        return left;
    }

    public double length() {
        return length;
    }

    public double spacing() {
        return length / n;
    }

    public Boundary boundary() {
        return boundary;
    }

    /** The points. */
    public double[] points() {
        double[] x = new double[n];
        Arrays.setAll(x, j -> left + j * length / n);
        return x;
    }

    /** The largest wave number, {@code pi n / L} for periodic fields. */
    public double largestWaveNumber() {
        return boundary instanceof Boundary.Antiperiodic ? Math.PI * (n - 1) / length : Math.PI * n / length;
    }

    /**
     * An even multiplier as it is used by {@link #apply}.
     *
     * @param even its value at {@code k >= 0}
     */
    public double[] symbol(DoubleUnaryOperator even) {
        double unit = 2 * Math.PI / length;
        if (boundary instanceof Boundary.Antiperiodic) {
            double[] values = new double[n];
            Arrays.setAll(values, m -> even.applyAsDouble(unit * Math.abs((m < n / 2 ? m : m - n) + 0.5)));
            return values;
        }
        double[] values = new double[n / 2 + 1];
        Arrays.setAll(values, m -> even.applyAsDouble(unit * m));
        return values;
    }

    /**
     * Multiplies the spectrum of a field (of its periodic part if it is twisted) by an even symbol.
     *
     * @param field its first {@code n} entries are read
     * @param symbol of {@link #symbol}
     * @param target its first {@code n} entries are overwritten; may be {@code field}
     */
    public void apply(double[] field, double[] symbol, double[] target) {
        if (boundary instanceof Boundary.Antiperiodic) {
            forwardTurned(field);
            for (int m = 0; m < n; m++) {
                work[2 * m] *= symbol[m];
                work[2 * m + 1] *= symbol[m];
            }
            inverseTurned(target);
            return;
        }
        forward(field, target);
        target[0] *= symbol[0];
        target[1] *= symbol[n / 2];
        for (int m = 1; m < n / 2; m++) {
            target[2 * m] *= symbol[m];
            target[2 * m + 1] *= symbol[m];
        }
        fft.realInverse(target, true);
    }

    /** Writes the second derivative; see {@link #apply} for the arguments. */
    public void secondDerivative(double[] field, double[] target) {
        apply(field, minusSquare, target);
    }

    /** Writes the first derivative; see {@link #apply} for the arguments. */
    public void derivative(double[] field, double[] target) {
        double unit = 2 * Math.PI / length;
        if (boundary instanceof Boundary.Antiperiodic) {
            forwardTurned(field);
            for (int m = 0; m < n; m++) {
                double k = unit * ((m < n / 2 ? m : m - n) + 0.5);
                double re = work[2 * m];
                work[2 * m] = -k * work[2 * m + 1];
                work[2 * m + 1] = k * re;
            }
            inverseTurned(target);
            return;
        }
        forward(field, target);
        target[0] = 0;
        target[1] = 0;
        for (int m = 1; m < n / 2; m++) {
            double re = target[2 * m];
            target[2 * m] = -unit * m * target[2 * m + 1];
            target[2 * m + 1] = unit * m * re;
        }
        fft.realInverse(target, true);
        if (boundary instanceof Boundary.Twisted twisted) {
            double slope = twisted.rise() / length;
            for (int j = 0; j < n; j++) {
                target[j] += slope;
            }
        }
    }

    /** Writes the transform of the periodic part. */
    private void forward(double[] field, double[] target) {
        if (field != target) {
            System.arraycopy(field, 0, target, 0, n);
        }
        if (boundary instanceof Boundary.Twisted twisted) {
            for (int j = 0; j < n; j++) {
                target[j] -= twisted.rise() * j / n;
            }
        }
        fft.realForward(target);
    }

    /** The transform of {@code phi exp(-i pi j / n)}. */
    private void forwardTurned(double[] field) {
        for (int j = 0; j < n; j++) {
            work[2 * j] = field[j] * turn[2 * j];
            work[2 * j + 1] = -field[j] * turn[2 * j + 1];
        }
        fft.complexForward(work);
    }

    private void inverseTurned(double[] target) {
        fft.complexInverse(work, true);
        for (int j = 0; j < n; j++) {
            target[j] = work[2 * j] * turn[2 * j] - work[2 * j + 1] * turn[2 * j + 1];
        }
    }
}
