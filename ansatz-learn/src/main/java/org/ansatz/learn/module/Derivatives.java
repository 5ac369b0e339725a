package org.ansatz.learn.module;

import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Values and partial derivatives of a network by its physical inputs, in Taylor mode, for a fixed number of points, and
 * the derivatives of all these by the parameters. The chain rule of the {@link Normalization} is included.
 *
 * <p>{@link #evaluate} fills the outputs' derivatives. Then either set a loss's {@link #sensitivity sensitivities} and
 * call {@link #backward} for its gradient or {@link #jacobian} for that of each point alone, or call {@link #tangent} for
 * the change along a direction of the parameters. {@link #accumulate} does evaluation and gradient of a sum over points
 * in one sweep.
 *
 * <p>Two implementations: {@link FusedDerivatives} for networks of tanh units, plain or gated as in the
 * published code, and of sine units, and
 * {@link TapeDerivatives} for every network. {@link Module#derivatives} chooses; they agree to round-off. Used by one
 * thread at a time.
 */
public abstract sealed class Derivatives permits TapeDerivatives, FusedDerivatives {
    /** A loss at one point. */
    @FunctionalInterface
    public interface PointLoss {
        /**
         * @param point number of the point
         * @param jet derivatives of the first output in the order of the basis
         * @param sensitivities to be filled: derivative of the loss by every entry of {@code jet}
         * @return the point's contribution
         */
        double at(int point, double[] jet, double[] sensitivities);
    }

    private final Module module;
    private final JetBasis basis;
    private final int points;
    private final double[] factorials;

    Derivatives(Module module, JetBasis basis, int points) {
        if (basis.dimension() != module.inputs()) {
            throw new IllegalArgumentException("the jet basis has " + basis.dimension() + " variables, the network has "
                    + module.inputs() + " inputs");
        }
        this.module = module;
        this.basis = basis;
        this.points = points;
        factorials = basis.indices().stream().mapToDouble(MultiIndex::factorial).toArray();
    }

    final Module module() {
        return module;
    }

    public final JetBasis basis() {
        return basis;
    }

    public final int points() {
        return points;
    }

    /** {@code a!} for a position in the basis: derivative over Taylor coefficient. */
    final double factorial(int index) {
        return factorials[index];
    }

    final void checkPoints(double[] x) {
        int d = module.inputs();
        if (x.length != points * d) {
            throw new IllegalArgumentException(
                    points + " points of " + d + " coordinates need " + points * d + " numbers, given " + x.length);
        }
    }

    /**
     * @param x [points][inputs], row-major, physical coordinates
     */
    public abstract void evaluate(double[] parameters, double[] x);

    /** The derivative of an output at a point of the last evaluation; {@code index} is a position in the basis. */
    public abstract double get(int index, int point, int out);

    /** Forgets all sensitivities. */
    public abstract void clear();

    /** Adds to the derivative of the loss by {@link #get}. */
    public abstract void sensitivity(int index, int point, int out, double value);

    /** Adds the loss's gradient by the parameters to {@code gradient}. */
    public abstract void backward(double[] gradient);

    /**
     * Writes the gradient of every point's own part of the loss, one column of the transposed Jacobian per point:
     * {@code jt[parameter * rowLength + row + point]}.
     */
    public abstract void jacobian(double[] jt, int rowLength, int row);

    /** Prepares {@link #change} for a direction [parameters], at the parameters of the last evaluation. */
    public abstract void tangent(double[] direction);

    /** The derivative of {@link #get} along the direction of the last {@link #tangent}. */
    public abstract double change(int index, int point, int out);

    /** Evaluates a sum over points and adds its gradient by the parameters; overwrites sensitivities. */
    public double accumulate(double[] parameters, double[] x, PointLoss loss, double[] gradient) {
        evaluate(parameters, x);
        clear();
        double[] jet = new double[basis.size()];
        double[] sensitivities = new double[basis.size()];
        double sum = 0;
        for (int p = 0; p < points; p++) {
            for (int k = 0; k < jet.length; k++) {
                jet[k] = get(k, p, 0);
            }
            java.util.Arrays.fill(sensitivities, 0);
            sum += loss.at(p, jet, sensitivities);
            for (int k = 0; k < jet.length; k++) {
                sensitivity(k, p, 0, sensitivities[k]);
            }
        }
        backward(gradient);
        return sum;
    }
}
