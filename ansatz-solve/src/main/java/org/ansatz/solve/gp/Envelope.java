package org.ansatz.solve.gp;

/** The shape of a spectral peak, as the covariance that it is the Fourier transform of; at most one at lag zero. */
enum Envelope {
    /**
     * Matern of smoothness 5/2, {@code (1 + a r + a^2 r^2 / 3) exp(-a r)} with {@code a = sqrt(5) exp(logWidth)}; its
     * spectrum is a Student-t density with five degrees of freedom. The fifth derivative jumps at zero.
     */
    MATERN(4, 1) {
        @Override
        double scale(double logWidth) {
            return Math.sqrt(5) * Math.exp(logWidth);
        }

        @Override
        void derivatives(double t, double a, double[] out) {
            double z = a * Math.abs(t);
            double e = Math.exp(-z);
            double third = a * a / 3 * e;
            double[] closed = {
                (1 + z + z * z / 3) * e,
                -third * t * (1 + z),
                -third * (1 + z - z * z),
                third * a * a * t * (3 - z),
                third * a * a * (3 - 5 * z + z * z),
                -Math.signum(t) * third * a * a * a * (8 - 7 * z + z * z)
            };
            System.arraycopy(closed, 0, out, 0, out.length);
        }

        @Override
        double density(double s, double a) {
            double square = a * a + 4 * Math.PI * Math.PI * s * s;
            return 16.0 / 3 * Math.pow(a, 5) / (square * square * square);
        }
    },

    /** {@code exp(-b t^2)} with {@code b = exp(logWidth)}; smooth, its spectrum is Gaussian. */
    GAUSSIAN(8, 0.5) {
        @Override
        double scale(double logWidth) {
            return Math.exp(logWidth);
        }

        @Override
        void derivatives(double t, double b, double[] out) {
            out[0] = Math.exp(-b * t * t);
            for (int n = 1; n < out.length; n++) {
                out[n] = -2 * b * (t * out[n - 1] + (n > 1 ? (n - 1) * out[n - 2] : 0));
            }
        }

        @Override
        double density(double s, double b) {
            return Math.sqrt(Math.PI / b) * Math.exp(-Math.PI * Math.PI * s * s / b);
        }
    };

    private final int maximumOrder;
    private final double scalePower;

    Envelope(int maximumOrder, double scalePower) {
        this.maximumOrder = maximumOrder;
        this.scalePower = scalePower;
    }

    /** Highest derivative that is continuous and in closed form here. */
    int maximumOrder() {
        return maximumOrder;
    }

    /** The parameter of the formula. */
    abstract double scale(double logWidth);

    /** Derivatives of order 0, 1, ... by the signed lag, as many as {@code out} holds: at most the highest and one. */
    abstract void derivatives(double t, double scale, double[] out);

    /** Fourier transform at {@code s} cycles per unit length. */
    abstract double density(double s, double scale);

    /**
     * Derivative of the n-th derivative by the logarithm of the width. The envelope is a function of {@code width^p t},
     * so this is {@code p (n M^(n) + t M^(n+1))}.
     *
     * @param derivatives those of {@link #derivatives}, up to order n + 1
     */
    double byLogWidth(int n, double t, double[] derivatives) {
        return scalePower * (n * derivatives[n] + t * derivatives[n + 1]);
    }
}
