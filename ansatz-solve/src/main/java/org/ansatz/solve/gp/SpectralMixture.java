package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stationary covariance in one variable whose power spectrum is a mixture of symmetric pairs of peaks (arXiv
 * 2311.04465, equations 5 to 8):
 *
 * <pre>{@code k(t) = sum_q w_q M(t; width_q) cos(2 pi nu_q t),   t = x - x'}</pre>
 *
 * Parameters are, in this order, {@code log w_q}, {@code log width_q} (inverse lengths, squared for the Gaussian) and, if
 * it oscillates, the frequencies {@code nu_q} in cycles per unit length. Immutable.
 */
public final class SpectralMixture {
    private final Envelope envelope;
    private final boolean oscillating;
    private final int components;
    private final double[] parameters;

    private SpectralMixture(Envelope envelope, boolean oscillating, int components, double[] parameters) {
        this.envelope = envelope;
        this.oscillating = oscillating;
        this.components = components;
        this.parameters = parameters;
    }

    /** The covariances by the word in {@code kernel: ...}. */
    public enum Kind {
        /** Student-t peaks: Matern-5/2 times cosines; derivatives up to order 4. */
        STUDENT_T("student-t", Envelope.MATERN, true),
        /** Gaussian peaks: the spectral mixture kernel; derivatives up to order 8. */
        GAUSSIAN("gaussian", Envelope.GAUSSIAN, true),
        /** Matern-5/2 without cosines, a baseline; derivatives up to order 4. */
        MATERN("matern", Envelope.MATERN, false),
        /** Squared exponential without cosines, a baseline; derivatives up to order 8. */
        SQUARED_EXPONENTIAL("se", Envelope.GAUSSIAN, false);

        private final String word;
        private final Envelope envelope;
        private final boolean oscillating;

        Kind(String word, Envelope envelope, boolean oscillating) {
            this.word = word;
            this.envelope = envelope;
            this.oscillating = oscillating;
        }

        public String word() {
            return word;
        }

        /**
         * The covariance of that word.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no covariance is called " + word));
        }

        /** The highest derivative of the covariance, and so of the field, that is continuous. */
        public int maximumOrder() {
            return envelope.maximumOrder();
        }

        /** Whether it has frequencies to learn. */
        public boolean oscillates() {
            return oscillating;
        }
    }

    /** A pair of peaks at plus and minus a frequency (cycles per unit length), of some width (per unit length). */
    public record Peak(double weight, double frequency, double width) {}

    /**
     * Equal weights that sum to one, equal widths, frequencies spread evenly from zero.
     *
     * @param components number of peaks, at least one
     * @param width inverse length of the envelope
     * @param topFrequency of the last peak, in cycles per unit length
     * @throws IllegalArgumentException if there is no component, or width or frequency is out of range
     */
    public static SpectralMixture spread(Kind kind, int components, double width, double topFrequency) {
        if (components < 1) {
            throw new IllegalArgumentException("a spectral mixture needs at least one component, got " + components);
        }
        if (!(width > 0 && topFrequency >= 0) || Double.isInfinite(width + topFrequency)) {
            throw new IllegalArgumentException(
                    "width " + width + " must be positive and the top frequency " + topFrequency + " not negative");
        }
        double[] parameters = new double[(kind.oscillating ? 3 : 2) * components];
        Arrays.fill(parameters, 0, components, -Math.log(components));
        double logWidth = kind.envelope == Envelope.GAUSSIAN ? 2 * Math.log(width) : Math.log(width);
        Arrays.fill(parameters, components, 2 * components, logWidth);
        for (int q = 0; kind.oscillating && q < components; q++) {
            parameters[2 * components + q] = components == 1 ? topFrequency : topFrequency * q / (components - 1);
        }
        return new SpectralMixture(kind.envelope, kind.oscillating, components, parameters);
    }

    /** The published beginning with Student-t peaks: unit width, frequencies from zero to the top. */
    public static SpectralMixture studentT(int components, double topFrequency) {
        return spread(Kind.STUDENT_T, components, 1, topFrequency);
    }

    /** The published beginning with Gaussian peaks. */
    public static SpectralMixture gaussian(int components, double topFrequency) {
        return spread(Kind.GAUSSIAN, components, 1, topFrequency);
    }

    static SpectralMixture of(Kind kind, double[] parameters) {
        int each = kind.oscillating ? 3 : 2;
        return new SpectralMixture(kind.envelope, kind.oscillating, parameters.length / each, parameters.clone());
    }

    /** The same kind with other parameters, read from an offset of an array. */
    public SpectralMixture with(double[] other, int offset) {
        return new SpectralMixture(
                envelope, oscillating, components, Arrays.copyOfRange(other, offset, offset + parameters.length));
    }

    /** The same with weights divided by {@code (1 + 2 pi nu length)^power}, their sum kept. */
    SpectralMixture damped(int power, double length) {
        double[] damped = parameters();
        double before = 0;
        double after = 0;
        for (int q = 0; q < components; q++) {
            before += weight(q);
            damped[q] -= power * Math.log1p(2 * Math.PI * Math.abs(frequency(q)) * length);
            after += Math.exp(damped[q]);
        }
        for (int q = 0; q < components; q++) {
            damped[q] += Math.log(before / after);
        }
        return with(damped, 0);
    }

    public Kind kind() {
        return Arrays.stream(Kind.values())
                .filter(k -> k.envelope == envelope && k.oscillating == oscillating)
                .findFirst()
                .orElseThrow();
    }

    public int components() {
        return components;
    }

    public double[] parameters() {
        return parameters.clone();
    }

    int parameterCount() {
        return parameters.length;
    }

    /** The highest order of {@link #derivatives}. */
    public int maximumOrder() {
        return envelope.maximumOrder();
    }

    private double weight(int q) {
        return Math.exp(parameters[q]);
    }

    private double scale(int q) {
        return envelope.scale(parameters[components + q]);
    }

    private double frequency(int q) {
        return oscillating ? parameters[2 * components + q] : 0;
    }

    /** The peaks in order of their weight, the heaviest first. */
    public List<Peak> spectrum() {
        return IntStream.range(0, components)
                .mapToObj(q -> new Peak(
                        weight(q),
                        Math.abs(frequency(q)),
                        Math.exp(parameters[components + q] * (envelope == Envelope.GAUSSIAN ? 0.5 : 1))))
                .sorted(Comparator.comparingDouble(Peak::weight).reversed())
                .toList();
    }

    /** Power per cycle per unit length at a frequency: the Fourier transform of {@link #derivatives} of order zero. */
    public double density(double frequency) {
        double sum = 0;
        for (int q = 0; q < components; q++) {
            double below = envelope.density(frequency - frequency(q), scale(q));
            double above = envelope.density(frequency + frequency(q), scale(q));
            sum += weight(q) * (below + above) / 2;
        }
        return sum;
    }

    /**
     * The covariance and its derivatives by the first argument.
     *
     * @param lags signed, x - x'
     * @param highest order, at most {@link #maximumOrder}
     * @return [order][lag]
     * @throws IllegalArgumentException if the order is too high
     */
    public double[][] derivatives(double[] lags, int highest) {
        if (highest > maximumOrder()) {
            throw new IllegalArgumentException("the covariance " + kind().word() + " has continuous derivatives up to"
                    + " order " + maximumOrder() + ", not " + highest);
        }
        double[][] k = new double[highest + 1][lags.length];
        double[] m = new double[highest + 1];
        double[] c = new double[highest + 1];
        for (int q = 0; q < components; q++) {
            double w = weight(q);
            double scale = scale(q);
            double angular = 2 * Math.PI * frequency(q);
            for (int i = 0; i < lags.length; i++) {
                envelope.derivatives(lags[i], scale, m);
                cosineDerivatives(angular, lags[i], c);
                for (int n = 0; n <= highest; n++) {
                    k[n][i] += w * leibniz(n, m, c);
                }
            }
        }
        return k;
    }

    /**
     * Adds {@code sum over n, i of adjoint[n][i] d k^(n)(t_i) / d parameter} to the gradient of every parameter.
     *
     * @param adjoint [order][lag]
     */
    void addGradient(double[] lags, double[][] adjoint, double[] gradient, int offset) {
        int orders = adjoint.length;
        double[] m = new double[orders + 1];
        double[] byWidth = new double[orders];
        double[] c = new double[orders];
        double[] byAngular = new double[orders];
        for (int q = 0; q < components; q++) {
            double w = weight(q);
            double scale = scale(q);
            double angular = 2 * Math.PI * frequency(q);
            double[] sums = new double[3];
            for (int i = 0; i < lags.length; i++) {
                envelope.derivatives(lags[i], scale, m);
                cosineDerivatives(angular, lags[i], c);
                angularDerivatives(angular, lags[i], byAngular);
                for (int n = 0; n < orders; n++) {
                    byWidth[n] = envelope.byLogWidth(n, lags[i], m);
                }
                for (int n = 0; n < orders; n++) {
                    sums[0] += adjoint[n][i] * leibniz(n, m, c);
                    sums[1] += adjoint[n][i] * leibniz(n, byWidth, c);
                    sums[2] += adjoint[n][i] * leibniz(n, m, byAngular);
                }
            }
            gradient[offset + q] += w * sums[0];
            gradient[offset + components + q] += w * sums[1];
            if (oscillating) {
                gradient[offset + 2 * components + q] += 2 * Math.PI * w * sums[2];
            }
        }
    }

    /** {@code sum_j C(n, j) a^(j) b^(n-j)}: the n-th derivative of a product. */
    private static double leibniz(int n, double[] a, double[] b) {
        double sum = 0;
        double binomial = 1;
        for (int j = 0; j <= n; j++) {
            sum += binomial * a[j] * b[n - j];
            binomial = binomial * (n - j) / (j + 1);
        }
        return sum;
    }

    /** {@code d^p/dt^p cos(m t) = m^p cos(m t + p pi / 2)}. */
    private static void cosineDerivatives(double m, double t, double[] out) {
        double cos = Math.cos(m * t);
        double sin = Math.sin(m * t);
        double power = 1;
        for (int p = 0; p < out.length; p++) {
            out[p] = power * quarterTurns(p, cos, sin);
            power *= m;
        }
    }

    /** The derivative by m of each of {@link #cosineDerivatives}. */
    private static void angularDerivatives(double m, double t, double[] out) {
        double cos = Math.cos(m * t);
        double sin = Math.sin(m * t);
        double power = 1;
        double before = 0;
        for (int p = 0; p < out.length; p++) {
            out[p] = p * before * quarterTurns(p, cos, sin) + t * power * quarterTurns(p + 1, cos, sin);
            before = power;
            power *= m;
        }
    }

    /** {@code cos(z + p pi / 2)}. */
    private static double quarterTurns(int p, double cos, double sin) {
        return switch (p % 4) {
            case 0 -> cos;
            case 1 -> -sin;
            case 2 -> -cos;
            default -> sin;
        };
    }
}
