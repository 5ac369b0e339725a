package org.ansatz.learn.optim.transform;

import java.util.Map;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;

/**
 * One factor of a {@link KroneckerFisher}: a symmetric positive definite matrix F of order m and trace m, learnt from second
 * moments S of gradients.
 *
 * <p>{@code L = S + damping (tr F / m) I} in the {@link Scaling#LITERAL} form; in the {@link Scaling#NORMALISED} form {@code
 * S <- S + damping (tr S / m) I, L = m S / tr S}. Then {@code F <- gamma F + (1 - gamma) L}, scaled to trace m.
 */
abstract sealed class FisherFactor permits FullFactor, DiagonalFactor {
    /**
     * @param gamma memory, 1 for a factor that stays the identity
     * @param damping multiple of the identity
     * @param refreshEvery learning steps between two decompositions
     */
    record Rule(double gamma, double damping, Scaling scaling, int refreshEvery) {
        Rule {
            if (!(gamma >= 0 && gamma <= 1)) {
                throw new IllegalArgumentException("gamma must lie in [0, 1], got " + gamma);
            }
            if (!(damping >= 0)) {
                throw new IllegalArgumentException("damping must not be negative, got " + damping);
            }
            if (refreshEvery < 1) {
                throw new IllegalArgumentException("roots are refreshed every 1 or more steps, got " + refreshEvery);
            }
        }
    }

    /** Eigenvalues below this multiple of the largest count as that when roots are taken. */
    static final double FLOOR = 1e-12;

    private final int order;
    private final int stride;
    private final Rule rule;
    private final double[] age = new double[1];

    /** @param stride distance of diagonal entries in {@link #entries} */
    FisherFactor(int order, int stride, Rule rule) {
        this.order = order;
        this.stride = stride;
        this.rule = rule;
    }

    /** The entries of F that are kept. */
    abstract double[] entries();

    /** The entries of {@code S = scale A B^T} that are kept. */
    abstract double[] moment(Matrix a, Matrix b, double scale);

    /** Computes inverse and root anew. */
    abstract void refresh();

    /** {@code F^-1 G}. */
    abstract Matrix solve(Matrix g);

    /** {@code F^-1/2 G}. */
    abstract Matrix whiten(Matrix g);

    abstract Map<String, double[]> buffers();

    final double[] age() {
        return age;
    }

    /** Learns from {@code S = scale A B^T}. Without any gradient there is nothing to learn. */
    final void learn(Matrix a, Matrix b, double scale) {
        double[] s = moment(a, b, scale);
        double trace = trace(s);
        if (trace > 0 || rule.scaling() == Scaling.LITERAL) {
            boolean normalised = rule.scaling() == Scaling.NORMALISED;
            double pull = rule.damping() * (normalised ? trace : trace(entries())) / order;
            for (int i = 0; i < order; i++) {
                s[i * stride] += pull;
            }
            double factor = normalised ? order / trace(s) : 1;
            double[] f = entries();
            for (int i = 0; i < f.length; i++) {
                f[i] = rule.gamma() * f[i] + (1 - rule.gamma()) * factor * s[i];
            }
            double toOrder = order / trace(f);
            for (int i = 0; i < f.length; i++) {
                f[i] *= toOrder;
            }
        }
        if (age[0]++ % rule.refreshEvery() == 0) {
            refresh();
        }
    }

    private double trace(double[] values) {
        double sum = 0;
        for (int i = 0; i < order; i++) {
            sum += values[i * stride];
        }
        return sum;
    }
}
