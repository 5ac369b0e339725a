package org.ansatz.learn.optim;

import static org.ansatz.learn.optim.transform.UpdateTransform.chain;
import static org.ansatz.learn.optim.transform.UpdateTransform.scale;

import org.ansatz.learn.optim.transform.AdamScaling;
import org.ansatz.learn.optim.transform.CoshRms;
import org.ansatz.learn.optim.transform.FrobeniusNormalise;
import org.ansatz.learn.optim.transform.KroneckerFisher;
import org.ansatz.learn.optim.transform.Momentum;
import org.ansatz.learn.optim.transform.NewtonSchulz;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.learn.optim.transform.Shampoo;
import org.ansatz.learn.optim.transform.ShampooBasis;
import org.ansatz.learn.optim.transform.UpdateTransform;
import org.ansatz.learn.optim.transform.Whitened;

/** The published optimizers of matrices, each a chain of transforms that reads as its formula. */
public final class MatrixMethods {
    /** Two forms of one method that differ: by the formulas of the paper, or as the released code does it. */
    public enum Form {
        PAPER,
        RELEASED
    }

    /** Of the released code of arXiv 2509.24320. */
    private static final double RELEASED_GAMMA = 1.5;

    /** Newton-Schulz steps of the hybrid in the released code of arXiv 2509.24320. */
    private static final int RELEASED_STEPS = 5;

    private MatrixMethods() {}

    /** {@code sqrt(max(1, outputs / inputs)) NS_k(momentum)} (Muon, K. Jordan 2024). */
    public static MatrixRule.Method muon(double momentum, int steps) {
        return (m, n) -> chain(
                new Momentum(m, n, momentum, true),
                NewtonSchulz.quintic(steps),
                scale(Math.sqrt(Math.max(1, (double) m / n))));
    }

    /** The exact polar factor of the momentum: what Newton-Schulz steps approach. */
    public static MatrixRule.Method exactMuon(double momentum, boolean nesterov) {
        return (m, n) -> chain(new Momentum(m, n, momentum, nesterov), new Polar());
    }

    /**
     * AuON (arXiv 2509.24320): momentum over its Frobenius norm and the root mean square of cosh; the released form divides the
     * momentum itself.
     */
    public static MatrixRule.Method auon(double momentum, Form form) {
        return (m, n) -> form == Form.PAPER
                ? chain(new Momentum(m, n, momentum, true), new FrobeniusNormalise(), CoshRms.paper())
                : chain(new Momentum(m, n, momentum, true), CoshRms.released(RELEASED_GAMMA));
    }

    /** AuON without cosh: momentum over its Frobenius norm. */
    public static MatrixRule.Method normalised(double momentum) {
        return (m, n) -> chain(new Momentum(m, n, momentum, true), new FrobeniusNormalise());
    }

    /** Hybrid-AuON (arXiv 2509.24320): one Newton-Schulz step, five in the released form, before cosh. */
    public static MatrixRule.Method hybridAuon(double momentum, Form form) {
        return (m, n) -> form == Form.PAPER
                ? chain(new Momentum(m, n, momentum, true), NewtonSchulz.quintic(1), CoshRms.paper())
                : chain(
                        new Momentum(m, n, momentum, true),
                        NewtonSchulz.quintic(RELEASED_STEPS),
                        CoshRms.released(RELEASED_GAMMA));
    }

    /**
     * FISMO (arXiv 2601.21750): {@code P^-1/2 Polar(momentum of P^-1/2 G Q^-1/2) Q^-1/2}.
     *
     * @param polar {@code Polar} or Newton-Schulz steps
     */
    public static MatrixRule.Method fismo(double momentum, KroneckerFisher.Settings fisher, UpdateTransform polar) {
        return (m, n) ->
                new Whitened(new KroneckerFisher(m, n, fisher), chain(new Momentum(m, n, momentum, false), polar));
    }

    /** FISMO with the momentum of G itself, whitened with the factors of the step: an ablation. */
    public static MatrixRule.Method fismoOfMomentum(
            double momentum, KroneckerFisher.Settings fisher, UpdateTransform polar) {
        return (m, n) -> new Whitened(new KroneckerFisher(m, n, fisher), new Momentum(m, n, momentum, false), polar);
    }

    /** Momentum of Shampoo's directions (arXiv 1802.09568). */
    public static MatrixRule.Method shampoo(double momentum, double beta2, double epsilon, int refreshEvery) {
        return (m, n) -> chain(new Shampoo(m, n, beta2, epsilon, refreshEvery), new Momentum(m, n, momentum, false));
    }

    /** SOAP (arXiv 2409.11321): Adam in Shampoo's eigenbasis. */
    public static MatrixRule.Method soap(double beta1, double beta2, double epsilon, int refreshEvery) {
        return (m, n) -> new ShampooBasis(m, n, beta2, refreshEvery, new AdamScaling(m, n, beta1, beta2, epsilon));
    }
}
