package org.ansatz.learn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.learn.optim.MatrixMethods.Form;
import org.ansatz.learn.optim.MatrixRule.Matrices;
import org.ansatz.learn.optim.transform.KroneckerFisher;
import org.ansatz.learn.optim.transform.NewtonSchulz;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.learn.optim.transform.UpdateTransform;

/** The optimizers of weight matrices by name; all that is no matrix goes to Adam. */
final class MatrixOptimizers {
    /** Above this order an exact polar factor takes several times as long as five Newton-Schulz steps. */
    private static final int LARGE = 512;

    private static final OptimizerSetting FORM =
            new OptimizerSetting("form", "paper", "paper, or released: as the authors' code does it");
    private static final OptimizerSetting REFRESH =
            new OptimizerSetting("refresh_every", "10", "steps between two decompositions of the second moments");

    static final List<NamedOptimizer> ALL = List.of(
            named(
                    "muon",
                    "momentum made orthogonal by Newton-Schulz steps; Adam for what is no matrix",
                    "0.02",
                    List.of(momentum("0.95"), new OptimizerSetting("ns_steps", "5", "Newton-Schulz steps")),
                    given -> MatrixMethods.muon(given.number("momentum"), given.integer("ns_steps"))),
            named(
                    "auon",
                    "momentum over its Frobenius norm and the mean of cosh, linear in the entries (arXiv 2509.24320)",
                    "0.1",
                    List.of(momentum("0.95"), FORM),
                    given -> MatrixMethods.auon(given.number("momentum"), given.word("form", Form.class))),
            named(
                    "hybrid-auon",
                    "one Newton-Schulz step, then auon (arXiv 2509.24320)",
                    "0.06",
                    List.of(momentum("0.95"), FORM),
                    given -> MatrixMethods.hybridAuon(given.number("momentum"), given.word("form", Form.class))),
            named(
                            "fismo",
                            "orthogonal momentum in coordinates whitened by a Kronecker-factored Fisher matrix (arXiv 2601.21750)",
                            "0.03",
                            List.of(
                                    momentum("0.9"),
                                    new OptimizerSetting(
                                            "gamma", "0.95", "memory of the Fisher factors, 1 for none at all"),
                                    new OptimizerSetting(
                                            "damping", "1", "multiple of the identity in the Fisher factors"),
                                    new OptimizerSetting(
                                            "scaling",
                                            "normalised",
                                            "normalised: gradients of any size count alike; or literal: as published"),
                                    new OptimizerSetting(
                                            "refresh_every", "1", "steps between two roots of the factors"),
                                    new OptimizerSetting(
                                            "left", "full", "factor of the outputs: full, diagonal or identity"),
                                    new OptimizerSetting(
                                            "right", "full", "factor of the inputs: full, diagonal or identity"),
                                    new OptimizerSetting(
                                            "polar",
                                            "auto",
                                            "svd, newton_schulz (five steps), or auto: svd up to order 512")),
                            MatrixOptimizers::fismo)
                    .warning(MatrixOptimizers::singular),
            named(
                    "shampoo",
                    "gradients between inverse fourth roots of their second moments (arXiv 1802.09568)",
                    "0.03",
                    List.of(
                            momentum("0.9"),
                            new OptimizerSetting("beta2", "0.95", "memory of the second moments"),
                            new OptimizerSetting("epsilon", "1e-6", "least eigenvalue over the largest"),
                            REFRESH),
                    given -> MatrixMethods.shampoo(
                            given.number("momentum"),
                            given.number("beta2"),
                            given.number("epsilon"),
                            given.integer("refresh_every"))),
            named(
                    "soap",
                    "Adam in the eigenbasis of shampoo's second moments (arXiv 2409.11321)",
                    "3e-3",
                    List.of(
                            new OptimizerSetting("beta1", "0.95", "memory of the mean gradient"),
                            new OptimizerSetting("beta2", "0.95", "memory of the second moments"),
                            FirstOrder.EPSILON,
                            REFRESH),
                    given -> MatrixMethods.soap(
                            given.number("beta1"),
                            given.number("beta2"),
                            given.number("epsilon"),
                            given.integer("refresh_every"))));

    /** How the polar factor is made. */
    private enum PolarBy {
        AUTO,
        SVD,
        NEWTON_SCHULZ
    }

    @FunctionalInterface
    private interface MethodMaker {
        MatrixRule.Method make(OptimizerSetting.Values given);
    }

    private MatrixOptimizers() {}

    private static OptimizerSetting momentum(String standard) {
        return new OptimizerSetting("momentum", standard, "memory of the mean direction");
    }

    private static NamedOptimizer named(
            String name, String summary, String rate, List<OptimizerSetting> own, MethodMaker method) {
        List<OptimizerSetting> settings = new ArrayList<>(own);
        settings.add(FirstOrder.decay("0"));
        settings.add(new OptimizerSetting("rest_rate", "3e-3", "rate of adam for what is no matrix"));
        settings.add(new OptimizerSetting(
                "matrices", "all", "all weight matrices, or hidden: all but the first and the last"));
        return NamedOptimizer.firstOrder(name, summary, rate, settings, (layout, rates, given) -> {
            Schedule rest = rates.apply(given.number("rest_rate"));
            return new MatrixRule(
                    layout,
                    given.word("matrices", Matrices.class),
                    method.make(given),
                    rates.apply(given.number("rate")),
                    given.number("weight_decay"),
                    dimension -> Adam.of(dimension, rest));
        });
    }

    private static Optional<String> singular(OptimizerSetting.Values given) {
        boolean possible = given.number("damping") == 0 && given.number("gamma") < 1;
        return possible
                ? Optional.of(
                        "fismo: with damping=0 the Fisher factor is singular for a matrix with more rows or columns than"
                                + " its gradients have rank; steps along the others are long. damping=0.01 is safe")
                : Optional.empty();
    }

    private static MatrixRule.Method fismo(OptimizerSetting.Values given) {
        KroneckerFisher.Settings fisher = new KroneckerFisher.Settings(
                given.number("gamma"),
                given.number("damping"),
                given.word("scaling", KroneckerFisher.Scaling.class),
                given.integer("refresh_every"),
                given.word("left", KroneckerFisher.Form.class),
                given.word("right", KroneckerFisher.Form.class),
                false);
        double momentum = given.number("momentum");
        PolarBy by = given.word("polar", PolarBy.class);
        return (m, n) -> {
            boolean exact = by == PolarBy.SVD || by == PolarBy.AUTO && Math.min(m, n) <= LARGE;
            UpdateTransform polar = exact ? new Polar() : NewtonSchulz.quintic(5);
            return MatrixMethods.fismo(momentum, fisher, polar).on(m, n);
        };
    }
}
