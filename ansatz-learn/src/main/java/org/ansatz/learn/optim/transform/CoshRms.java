package org.ansatz.learn.optim.transform;

/**
 * Division by the root mean square of cosh: {@code u / (r + 1e-8)} with {@code r = sqrt(mean_ij cosh(X_ij)^2)}
 * (arXiv 2509.24320). In the paper's form X is u itself, which was made of Frobenius norm one before; in the form of the
 * released code {@code X = gamma u / (|u|_F + 1e-7)} while u keeps its length.
 *
 * <p>With {@code |X|_F = 1} and N entries {@code cosh(1 / sqrt N) <= r <= sqrt((N - 1 + cosh(1)^2) / N)}: r - 1 is about
 * 1 / (2 N), and the singular values keep their ratios. Cost: O(N).
 */
public final class CoshRms implements UpdateTransform {
    private static final double EPSILON = 1e-8;
    private final double gamma;

    private CoshRms(double gamma) {
        this.gamma = gamma;
    }

    /** Of the entries as they are. */
    public static CoshRms paper() {
        return new CoshRms(Double.NaN);
    }

    /**
     * Of the entries after they were brought to the Frobenius norm gamma; 1.5 in the released code.
     *
     * @throws IllegalArgumentException if gamma is not positive
     */
    public static CoshRms released(double gamma) {
        if (!(gamma > 0)) {
            throw new IllegalArgumentException("gamma must be positive, got " + gamma);
        }
        return new CoshRms(gamma);
    }

    @Override
    public Matrix apply(Matrix u) {
        double divisor = rms(u) + EPSILON;
        return u.map(v -> v / divisor);
    }

    /**
     * The number r.
     *
     * @throws ArithmeticException if cosh overflows
     */
    public double rms(Matrix u) {
        Matrix x = Double.isNaN(gamma) ? u : FrobeniusNormalise.normalised(u).scaled(gamma);
        double sum = 0;
        for (double v : x.values()) {
            double e = Math.exp(v);
            double cosh = 0.5 * (e + 1 / e);
            sum += cosh * cosh;
        }
        if (!Double.isFinite(sum)) {
            throw new ArithmeticException("cosh overflow: the largest entry is too large for gamma " + gamma);
        }
        return Math.sqrt(sum / x.values().length);
    }
}
