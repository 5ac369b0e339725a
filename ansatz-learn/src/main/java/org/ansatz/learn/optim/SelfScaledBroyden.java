package org.ansatz.learn.optim;

/**
 * Self-scaled Broyden with both factors chosen from curvature (Al-Baali; arXiv 2405.04230 section 3, arXiv 2501.16371
 * "SSBroyden"). With {@code b = s^T B s / s^T y}, {@code h = y^T H y / s^T y}, {@code a = h b - 1 >= 0}:
 *
 * <pre>{@code
 * rho- = min(1, h (1 - sqrt(a / (1 + a)))),  rho+ = min(1, 1 / b)
 * theta = max((rho- - 1) / a, min(1 / rho-, (1 - b) / b)),  sigma = 1 + a theta
 * tau = theta <= 0 ? min(rho+ sigma^(-1/(n-1)), sigma) : rho+ min(sigma^(-1/(n-1)), 1 / theta)
 * phi = (1 - theta) / (1 + a theta)
 * }</pre>
 *
 * <p>Takes small physics-informed networks to losses that L-BFGS does not reach; the default among the dense methods.
 */
public final class SelfScaledBroyden extends DenseQuasiNewton {
    public SelfScaledBroyden(SmoothObjective objective, double[] start) {
        super(objective, start);
    }

    @Override
    Factors factors(double b, double h) {
        // Cauchy-Schwarz makes a >= 0; at zero (B s parallel to y) every member of the family is the same.
        double a = Math.max(h * b - 1, 0);
        double rhoPlus = Math.min(1, 1 / b);
        if (a < 1e-14) {
            return new Factors(rhoPlus, 1);
        }
        double rhoMinus = Math.min(1, h * (1 - Math.sqrt(a / (1 + a))));
        double theta = Math.max((rhoMinus - 1) / a, Math.min(1 / rhoMinus, (1 - b) / b));
        double sigma = 1 + a * theta;
        double sigmaRoot = dimension() > 1 ? Math.pow(sigma, -1.0 / (dimension() - 1)) : 1;
        double tau = theta <= 0 ? Math.min(rhoPlus * sigmaRoot, sigma) : rhoPlus * Math.min(sigmaRoot, 1 / theta);
        return new Factors(tau, (1 - theta) / sigma);
    }
}
