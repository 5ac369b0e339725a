package org.ansatz.physics.reference.periodic;

import java.util.function.DoubleUnaryOperator;
import org.ansatz.tensor.RandomStream;

/**
 * Gaussian random fields on a periodic square: white noise whose spectrum is multiplied by an amplitude of {@code |k|^2}.
 *
 * <p>The amplitude is that of a Fourier coefficient, {@code f(x) = sum_k c_k exp(i k x)} with {@code E|c_k|^2 =
 * amplitude(|k|^2)^2}, so a field's law does not depend on the grid as long as the grid resolves it; the field of one stream
 * does. The mean is zero.
 */
public final class GaussianPlaneField {
    private final PlaneSpectrum grid;
    private final double[] amplitude;

    /**
     * @param n points per side, even
     * @param length of the side
     * @param amplitude of a coefficient as a function of {@code |k|^2}
     */
    public GaussianPlaneField(int n, double length, DoubleUnaryOperator amplitude) {
        grid = new PlaneSpectrum(n, length);
        this.amplitude = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                this.amplitude[i * n + j] = i + j == 0 ? 0 : amplitude.applyAsDouble(grid.square(i, j));
            }
        }
    }

    /** A field, row-major. */
    public double[] draw(RandomStream random) {
        int n = grid.n();
        double[] spectrum = grid.forward(random.normal(n * n));
        for (int p = 0; p < amplitude.length; p++) {
            // White noise of variance 1 per point has coefficients of variance 1 / n^2 in the normalised transform.
            spectrum[2 * p] *= n * amplitude[p];
            spectrum[2 * p + 1] *= n * amplitude[p];
        }
        return grid.inverse(spectrum);
    }
}
