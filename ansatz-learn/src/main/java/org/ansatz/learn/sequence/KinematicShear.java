package org.ansatz.learn.sequence;

import java.util.Arrays;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * The map {@code (x, p) -> (x + gamma p, p)} with the difference {@code p_t = x_t - x_(t-1)}, {@code p_0 = 0} along a sequence, arXiv
 * 2602.04902. On pairs (x, p) it is symplectic, with determinant 1 and the shear by {@code -gamma} as its inverse. On
 * sequences it is the filter {@code (1 + gamma) x_t - gamma x_(t-1)} ({@link TransferFunction#firstDifference}), lower
 * bidiagonal with determinant {@code (1 + gamma)^(T-1)} per channel. Positive gamma raises high frequencies, negative gamma
 * lowers them, gamma 0 gives back the tensor itself. Costs two operations per number.
 */
public final class KinematicShear {
    private final double fixed;
    private final Tensor raw;
    private final double sign;

    private KinematicShear(double fixed, Tensor raw, double sign) {
        this.fixed = fixed;
        this.raw = raw;
        this.sign = sign;
    }

    /**
     * One gamma for everything.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public static KinematicShear fixed(double gamma) {
        if (!Double.isFinite(gamma)) {
            throw new IllegalArgumentException("the coupling gamma of a shear must be a finite number, got " + gamma);
        }
        return new KinematicShear(gamma, null, 1);
    }

    /**
     * A gamma per entry of dimension 1 (head, channel), {@code softplus} of a parameter [count].
     *
     * @param initial common initial value
     * @throws IllegalArgumentException if the initial value is not positive, which a softplus always is
     */
    public static KinematicShear learned(TensorParameters parameters, String name, int count, double initial) {
        if (!(initial > 0 && Double.isFinite(initial))) {
            throw new IllegalArgumentException(
                    "a learned coupling gamma is positive and needs a positive initial value, got " + initial);
        }
        // The inverse of softplus, log(exp(g) - 1), without overflow.
        double inverse = initial + Math.log(-Math.expm1(-initial));
        return new KinematicShear(0, parameters.add(name, Tensor.full(inverse, count)), 1);
    }

    /** Whether nothing is changed. */
    public boolean isIdentity() {
        return raw == null && fixed == 0;
    }

    /** The shear by {@code -gamma}; on pairs (x, p) the inverse. */
    public KinematicShear inverse() {
        return new KinematicShear(fixed, raw, -sign);
    }

    /** The coupling now: one number if it is fixed, else one per entry of dimension 1. */
    public double[] gammas() {
        if (raw == null) {
            return new double[] {sign * fixed};
        }
        Scope scope = Scope.open();
        try {
            double[] gammas =
                    raw.detach().to(DType.FLOAT64).softplus().mul(sign).toDoubles();
            return gammas;
        } finally {
            scope.close();
        }
    }

    /** {@code x_(t-1)}, and {@code x_0} at the first place. */
    public static Tensor previous(Tensor x, int dim) {
        return shifted(x, x.narrow(dim, 0, 1), dim);
    }

    /** {@code x_(t-1)}, and a given slice at the first place. */
    static Tensor shifted(Tensor x, Tensor first, int dim) {
        long length = x.size(dim);
        return length == 1 ? first : Tensor.cat(dim, first, x.narrow(dim, 0, length - 1));
    }

    /** {@code p_t = x_t - x_(t-1)}, zero at the first place. */
    public static Tensor momentum(Tensor x, int dim) {
        return x.sub(previous(x, dim));
    }

    /** {@code x + gamma p}, recorded for gradients by x, p and a learned gamma; shapes of x and p are equal. */
    public Tensor shear(Tensor x, Tensor p) {
        if (raw == null) {
            return fixed == 0 ? x : x.add(p.mul(sign * fixed));
        }
        long[] shape = new long[x.dim() - 1];
        Arrays.fill(shape, 1);
        shape[0] = raw.size(0);
        Tensor gamma = raw.softplus().reshape(shape);
        return x.add(p.mul(sign < 0 ? gamma.neg() : gamma));
    }

    /**
     * Shears a sequence.
     *
     * @param dim the dimension along which time runs
     */
    public Tensor apply(Tensor x, int dim) {
        return isIdentity() ? x : shear(x, momentum(x, dim));
    }
}
