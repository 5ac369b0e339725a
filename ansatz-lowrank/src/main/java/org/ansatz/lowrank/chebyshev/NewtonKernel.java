package org.ansatz.lowrank.chebyshev;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * The kernels 1/r and exp(-lambda r)/r as sums of Gaussians by sinc quadrature: with {@code t = sinh u},
 * {@code exp(-lambda r)/r = 2/sqrt(pi) int_0^inf exp(-r^2 t^2 - lambda^2 / (4 t^2)) dt} by the trapezoidal rule in u
 * (Hackbusch and Khoromskij, Computing 76 (2006) 177). Exponentially accurate for r well above {@code 1 / sinh(M h)}: M = 80,
 * h = 0.11 gives 1e-14 for 0.01 <= r <= 3.5.
 */
public final class NewtonKernel {
    /** Where the square of sinh leaves the double numbers. */
    private static final double LARGEST = 350;

    private NewtonKernel() {}

    /**
     * 1/r with terms {@code t_k = sinh(k h)}, {@code w_k = 2/sqrt(pi) h cosh(k h)}, k = 0 .. M, the first halved.
     *
     * @param largest M
     * @param step h
     */
    public static GaussianKernel sinc(int largest, double step) {
        return yukawa(0, largest, step);
    }

    /**
     * exp(-lambda r)/r; for lambda above 0 term 0, whose weight vanishes, is left out. The essential singularity at t = 0 asks for
     * smaller steps: for lambda = 2 and r up to 3.5 the error times r is 5e-7 with h = 0.11, 2e-11 with 0.05, 1e-15 with 0.03.
     *
     * @throws InvalidProblem if M is below 2, h not positive, lambda negative, or {@code sinh(M h)} too large
     */
    public static GaussianKernel yukawa(double lambda, int largest, double step) {
        if (largest < 2 || !(step > 0) || !(lambda >= 0) || !(largest * step < LARGEST)) {
            throw new InvalidProblem("sinc quadrature needs M >= 2, a step h > 0 with M h < " + LARGEST
                    + ", and lambda >= 0; given M = " + largest + ", h = " + step + ", lambda = " + lambda);
        }
        int first = lambda > 0 ? 1 : 0;
        double[] weights = new double[largest + 1 - first];
        double[] rates = new double[weights.length];
        for (int k = first; k <= largest; k++) {
            double t = Math.sinh(k * step);
            double screening = lambda == 0 ? 1 : Math.exp(-lambda * lambda / (4 * t * t));
            weights[k - first] = (k == 0 ? 0.5 : 1) * 2 / Math.sqrt(Math.PI) * step * Math.cosh(k * step) * screening;
            rates[k - first] = t;
        }
        return new GaussianKernel(weights, rates);
    }

    /** The step of M terms, {@code C0 ln(M) / M}. */
    public static double step(int largest, double c0) {
        return c0 * Math.log(largest) / largest;
    }
}
