package org.ansatz.learn.sequence;

/**
 * The response {@code H(w) = sum_n h_n exp(-i w n)} of a filter {@code y_t = sum_n h_n x_(t-n)} along a sequence to frequencies w in radians
 * per place; pi alternates from place to place.
 */
public final class TransferFunction {
    /**
     * Gain and phase over frequencies, as in a Bode plot.
     *
     * @param frequencies in radians per place
     * @param gain {@code |H|}
     * @param phase in radians; positive is a lead
     */
    public record Bode(double[] frequencies, double[] gain, double[] phase) {}

    private final double[] taps;

    private TransferFunction(double[] taps) {
        this.taps = taps;
    }

    /**
     * Of a filter with the given taps, h_0 first.
     *
     * @throws IllegalArgumentException if there are none, or one is not finite
     */
    public static TransferFunction fir(double... taps) {
        if (taps.length == 0) {
            throw new IllegalArgumentException("a filter needs at least one tap");
        }
        for (double tap : taps) {
            if (!Double.isFinite(tap)) {
                throw new IllegalArgumentException("taps of a filter must be finite numbers, got " + tap);
            }
        }
        return new TransferFunction(taps.clone());
    }

    /**
     * Of the {@link KinematicShear}: {@code H = 1 + gamma (1 - exp(-i w))}, {@code |H|^2 = 1 + 2 gamma (1 + gamma)(1 - cos w)}, phase
     * {@code atan2(gamma sin w, 1 + gamma - gamma cos w)}. One at rest, {@code 1 + 2 gamma} at frequency pi: a high-pass filter with a
     * lead for positive gamma; gamma -1/2 averages neighbours and is zero at pi.
     */
    public static TransferFunction firstDifference(double gamma) {
        return fir(1 + gamma, -gamma);
    }

    /** Of the difference alone: {@code 1 - exp(-i w)}, with gain {@code 2 |sin(w / 2)|}. */
    public static TransferFunction momentum() {
        return fir(1, -1);
    }

    /** {@code |H(w)|}. */
    public double gain(double w) {
        return Math.hypot(real(w), imaginary(w));
    }

    /** {@code arg H(w)} in (-pi, pi]. */
    public double phase(double w) {
        return Math.atan2(imaginary(w), real(w));
    }

    private double real(double w) {
        double sum = 0;
        for (int n = taps.length - 1; n >= 0; n--) {
            sum += taps[n] * Math.cos(w * n);
        }
        return sum;
    }

    private double imaginary(double w) {
        double sum = 0;
        for (int n = taps.length - 1; n > 0; n--) {
            sum -= taps[n] * Math.sin(w * n);
        }
        return sum;
    }

    /**
     * At equally spaced frequencies from 0 to pi, both included.
     *
     * @param points at least two
     */
    public Bode bode(int points) {
        if (points < 2) {
            throw new IllegalArgumentException("a Bode plot needs at least two frequencies, got " + points);
        }
        double[] frequencies = new double[points];
        double[] gain = new double[points];
        double[] phase = new double[points];
        for (int k = 0; k < points; k++) {
            frequencies[k] = Math.PI * k / (points - 1);
            gain[k] = gain(frequencies[k]);
            phase[k] = phase(frequencies[k]);
        }
        return new Bode(frequencies, gain, phase);
    }
}
