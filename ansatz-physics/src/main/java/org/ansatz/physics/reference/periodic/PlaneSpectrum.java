package org.ansatz.physics.reference.periodic;

import org.jtransforms.fft.DoubleFFT_2D;

/**
 * Fourier transforms of real fields on an {@code n x n} periodic grid of side {@code length}; complex numbers lie as pairs,
 * {@code x} is the first index. Forward transforms are sums, inverse ones divide by {@code n^2}.
 *
 * <p>Products of a wave number with a spectrum leave out the frequency {@code n/2}, whose first derivative is zero on the
 * grid, so that derivatives of real fields stay real. Not for use by two threads at a time.
 */
final class PlaneSpectrum {
    private final int n;
    private final double unit;
    private final DoubleFFT_2D fft;

    /** @throws IllegalArgumentException if {@code n} is odd or less than 4 */
    PlaneSpectrum(int n, double length) {
        if (n < 4 || n % 2 != 0) {
            throw new IllegalArgumentException("a periodic grid needs an even number of points from 4, got " + n);
        }
        this.n = n;
        unit = 2 * Math.PI / length;
        fft = new DoubleFFT_2D(n, n);
    }

    int n() {
        return n;
    }

    /** The signed whole number of waves of an index. */
    int waves(int index) {
        return index <= n / 2 ? index : index - n;
    }

    /** The wave number of a first derivative: zero at {@code n/2} waves. */
    double derivative(int index) {
        return index == n / 2 ? 0 : unit * waves(index);
    }

    /** {@code |k|^2} of an entry. */
    double square(int i, int j) {
        double kx = unit * waves(i);
        double ky = unit * waves(j);
        return kx * kx + ky * ky;
    }

    double[] forward(double[] field) {
        double[] spectrum = new double[2 * field.length];
        for (int p = 0; p < field.length; p++) {
            spectrum[2 * p] = field[p];
        }
        fft.complexForward(spectrum);
        return spectrum;
    }

    /** In place. */
    void forwardInPlace(double[] complex) {
        fft.complexForward(complex);
    }

    /** In place: spectra {@code A + i B} of real fields become the fields, one in the real parts, one in the imaginary. */
    void inverseInPlace(double[] spectrum) {
        fft.complexInverse(spectrum, true);
    }

    /** The real field of a spectrum, which is left alone. */
    double[] inverse(double[] spectrum) {
        double[] work = spectrum.clone();
        fft.complexInverse(work, true);
        double[] field = new double[n * n];
        for (int p = 0; p < field.length; p++) {
            field[p] = work[2 * p];
        }
        return field;
    }
}
