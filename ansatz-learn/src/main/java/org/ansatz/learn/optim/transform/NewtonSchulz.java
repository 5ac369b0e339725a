package org.ansatz.learn.optim.transform;

/**
 * Newton-Schulz iteration towards the orthogonal polar factor: {@code X <- a X + (b A + c A A) X}, {@code A = X X^T}, from
 * {@code X = u / (|u|_F + 1e-7)}, on the transpose if there are more rows than columns. Singular values go through {@code
 * a s + b s^3 + c s^5} at every step. Cost of a step: {@code 4 m^2 n + 2 m^3} for m rows, m at most n.
 *
 * @param steps number of iterations; 0 only normalises
 */
public record NewtonSchulz(int steps, double a, double b, double c) implements UpdateTransform {
    public NewtonSchulz {
        if (steps < 0) {
            throw new IllegalArgumentException("Newton-Schulz steps must not be negative, got " + steps);
        }
    }

    /**
     * Muon's coefficients (K. Jordan 2024): five steps take singular values from [0.01, 1] to [0.68, 1.14]; they do not
     * converge to one.
     */
    public static NewtonSchulz quintic(int steps) {
        return new NewtonSchulz(steps, 3.4445, -4.7750, 2.0315);
    }

    /** {@code X (3 I - X^T X) / 2}: converges to the polar factor, quadratically at the end. */
    public static NewtonSchulz cubic(int steps) {
        return new NewtonSchulz(steps, 1.5, -0.5, 0);
    }

    @Override
    public Matrix apply(Matrix u) {
        boolean tall = u.rows() > u.columns();
        Matrix x = FrobeniusNormalise.normalised(tall ? u.transposed() : u);
        for (int k = 0; k < steps; k++) {
            Matrix gram = x.timesTransposed(x);
            Matrix odd = c == 0 ? gram.scaled(b) : gram.combined(b, gram.times(gram), c);
            x = x.combined(a, odd.times(x), 1);
        }
        return tall ? x.transposed() : x;
    }
}
