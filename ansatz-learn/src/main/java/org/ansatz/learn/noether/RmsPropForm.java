package org.ansatz.learn.noether;

/**
 * The law of a squared norm y without inertia (arXiv 2105.02716): with the gradient {@code g_u = |q| g} at the unit vector,
 *
 * <pre>{@code d(y^2)/dt = -(4 k / mu) (y^2 - C |g_u|^2)}</pre>
 *
 * so that {@code y^2} is C times an exponential mean of {@code |g_u|^2} with memory {@code rho = exp(-4 k eta / mu)} per step, and the
 * direction moves at the rate {@code eta / (mu y)}, as RMSProp's would.
 *
 * @param rate eta, constant
 * @param momentum beta
 * @param decay k
 */
public record RmsPropForm(double rate, double momentum, double decay) {
    /** How gradients of successive steps are related, which sets C. Without momentum it makes no difference. */
    public enum Gradients {
        /** They vary slowly: {@code C = eta (1 + beta) / (2 k mu^2)}. */
        SMOOTH,
        /** Their noise is uncorrelated from step to step: {@code C = eta / (2 k mu)}. */
        WHITE
    }

    /** @throws IllegalArgumentException unless eta > 0, 0 <= beta < 1, k >= 0 */
    public RmsPropForm {
        NoetherLaw.check(rate, momentum, decay);
    }

    /** {@code rho}. */
    public double memory() {
        return Math.exp(-4 * decay * rate / (1 - momentum));
    }

    /**
     * {@code C}, of {@code y^2 = C <|g_u|^2>} at stationarity.
     *
     * @throws IllegalArgumentException without decay, where y grows for ever
     */
    public double constant(Gradients kind) {
        if (decay == 0) {
            throw new IllegalArgumentException("without decay the norm has no stationary value");
        }
        return gain(kind) / (4 * decay / (1 - momentum));
    }

    /** What a unit of {@code |g_u|^2} adds to y^2 per unit of time. */
    private double gain(Gradients kind) {
        double mu = 1 - momentum;
        return kind == Gradients.SMOOTH ? 2 * rate * (1 + momentum) / (mu * mu * mu) : 2 * rate / (mu * mu);
    }

    /** {@code y} one step on. */
    public double step(double y, double unitGradientSquare, Gradients kind) {
        double loss = 4 * decay / (1 - momentum);
        double weight = loss == 0 ? rate : -Math.expm1(-loss * rate) / loss;
        return Math.sqrt(memory() * y * y + weight * gain(kind) * unitGradientSquare);
    }

    /**
     * The squared norm after 0, 1, 2, ... steps.
     *
     * @param unitGradientSquares {@code |g_u|^2 = y |g|^2} of every step
     * @return one value more
     */
    public double[] predict(double y0, double[] unitGradientSquares, Gradients kind) {
        double[] y = new double[unitGradientSquares.length + 1];
        y[0] = y0;
        for (int n = 0; n < unitGradientSquares.length; n++) {
            y[n + 1] = step(y[n], unitGradientSquares[n], kind);
        }
        return y;
    }
}
