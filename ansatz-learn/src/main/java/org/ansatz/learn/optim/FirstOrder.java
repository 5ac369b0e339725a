package org.ansatz.learn.optim;

import java.util.List;
import org.ansatz.learn.optim.AdaptiveMemorySgd.PlaneHeight;

/** The first-order optimizers that treat all parameters alike, by name. */
final class FirstOrder {
    static final OptimizerSetting BETA1 = new OptimizerSetting("beta1", "0.9", "memory of the mean gradient");
    static final OptimizerSetting BETA2 = new OptimizerSetting("beta2", "0.999", "memory of the mean squared gradient");
    static final OptimizerSetting EPSILON =
            new OptimizerSetting("epsilon", "1e-8", "added to the root of the mean squared gradient");
    private static final OptimizerSetting LAMBDA =
            new OptimizerSetting("lambda", "0.1", "memory regularisation: pull towards the remembered direction");

    static final List<NamedOptimizer> ALL = List.of(
            NamedOptimizer.firstOrder(
                    "adam",
                    "Adam: momentum and per-parameter scaling; fresh batches at every step",
                    "1e-3",
                    List.of(BETA1, BETA2, EPSILON),
                    (layout, rates, given) -> adam(layout, rates.apply(given.number("rate")), given, 0)),
            NamedOptimizer.firstOrder(
                    "adamw",
                    "Adam with decoupled weight decay",
                    "1e-3",
                    List.of(BETA1, BETA2, EPSILON, decay("1e-2")),
                    (layout, rates, given) ->
                            adam(layout, rates.apply(given.number("rate")), given, given.number("weight_decay"))),
            NamedOptimizer.firstOrder(
                    "sgd",
                    "gradient descent with momentum",
                    "1e-3",
                    List.of(
                            new OptimizerSetting("momentum", "0.9", "part of the last move that is kept"),
                            new OptimizerSetting("weight_decay", "0", "times the parameters, added to the gradient"),
                            new OptimizerSetting("nesterov", "false", "look ahead along the momentum")),
                    (layout, rates, given) -> new Sgd(
                            layout.size(),
                            rates.apply(given.number("rate")),
                            given.number("momentum"),
                            given.number("weight_decay"),
                            given.flag("nesterov"))),
            NamedOptimizer.firstOrder(
                    "am-sgd",
                    "gradient descent whose momentum is chosen at every step, one for all parameters (arXiv 2510.04988)",
                    "0.1",
                    List.of(
                            LAMBDA,
                            new OptimizerSetting("beta_max", "0.9", "largest momentum"),
                            decay("0"),
                            new OptimizerSetting(
                                    "plane_height",
                                    "first_order",
                                    "first_order, or previous_loss where every step sees the same batch")),
                    (layout, rates, given) -> new AdaptiveMemorySgd(
                            layout,
                            rates.apply(given.number("rate")),
                            given.number("lambda"),
                            given.number("beta_max"),
                            given.number("weight_decay"),
                            given.word("plane_height", PlaneHeight.class))),
            NamedOptimizer.firstOrder(
                    "am-adamw",
                    "AdamW whose momentum is chosen at every step for every array of parameters (arXiv 2510.04988)",
                    "1e-3",
                    List.of(
                            LAMBDA,
                            new OptimizerSetting("beta_max", "0.89", "largest momentum"),
                            BETA2,
                            EPSILON,
                            decay("0")),
                    (layout, rates, given) -> new AdaptiveMemoryAdam(
                            layout,
                            rates.apply(given.number("rate")),
                            new AdaptiveMemoryAdam.Constants(
                                    given.number("lambda"),
                                    given.number("beta_max"),
                                    given.number("beta2"),
                                    given.number("epsilon"),
                                    given.number("weight_decay"),
                                    false))));

    private FirstOrder() {}

    static OptimizerSetting decay(String standard) {
        return new OptimizerSetting("weight_decay", standard, "pull towards zero, times the rate");
    }

    private static Adam adam(ParameterLayout layout, Schedule schedule, OptimizerSetting.Values given, double decay) {
        return new Adam(
                layout.size(), schedule, given.number("beta1"), given.number("beta2"), given.number("epsilon"), decay);
    }
}
