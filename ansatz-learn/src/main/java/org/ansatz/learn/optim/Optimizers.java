package org.ansatz.learn.optim;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All optimizers by name, with what can be set.
 *
 * <p>Which one: {@code adam} for the first rough approach and for fresh mini-batches; {@code ssbroyden} (or {@code
 * ssbfgs}) for small networks on fixed points, where it goes to 1e-6 and below; {@code lm} where the loss is a sum of
 * squares and the network has up to about two thousand parameters, usually the fastest of all; {@code lm-cg} and {@code
 * l-bfgs} beyond that.
 */
public final class Optimizers {
    private static final OptimizerSetting RATE =
            new OptimizerSetting("rate", "1e-3", "learning rate of the first step");
    private static final List<OptimizerSetting> SCHEDULE = List.of(
            new OptimizerSetting("decay", "1", "factor on the rate every decay_every steps, applied continuously"),
            new OptimizerSetting("decay_every", "1000", "steps over which decay acts once"),
            new OptimizerSetting("warm_up", "0", "steps over which the rate rises linearly at the start"),
            new OptimizerSetting("clip", "inf", "longer gradients are scaled down to this Euclidean norm"));
    private static final List<OptimizerSetting> BETAS = List.of(
            new OptimizerSetting("beta1", "0.9", "memory of the mean gradient"),
            new OptimizerSetting("beta2", "0.999", "memory of the mean squared gradient"),
            new OptimizerSetting("epsilon", "1e-8", "added to the root of the mean squared gradient"));
    private static final OptimizerSetting TOLERANCE =
            new OptimizerSetting("tolerance", "1e-14", "largest gradient entry at which the method has converged");
    private static final OptimizerSetting DAMPING =
            new OptimizerSetting("damping", "1e-3", "first damping relative to the diagonal of the normal equations");
    private static final OptimizerSetting NORM_TOLERANCE =
            new OptimizerSetting("tolerance", "1e-12", "gradient norm at which a step that fails counts as converged");

    private static final List<NamedOptimizer> ALL = List.of(
            new NamedOptimizer(
                    "adam",
                    "Adam: momentum and per-parameter scaling; fresh batches at every step",
                    join(List.of(List.of(RATE), SCHEDULE, BETAS)),
                    (objective, start, given) -> descent(objective, start, given, adam(start.length, given, 0))),
            new NamedOptimizer(
                    "adamw",
                    "Adam with decoupled weight decay",
                    join(List.of(
                            List.of(RATE),
                            SCHEDULE,
                            BETAS,
                            List.of(new OptimizerSetting(
                                    "weight_decay", "1e-2", "pull towards zero, times the rate")))),
                    (objective, start, given) ->
                            descent(objective, start, given, adam(start.length, given, given.number("weight_decay")))),
            new NamedOptimizer(
                    "sgd",
                    "gradient descent with momentum",
                    join(List.of(
                            List.of(RATE),
                            SCHEDULE,
                            List.of(
                                    new OptimizerSetting("momentum", "0.9", "part of the last move that is kept"),
                                    new OptimizerSetting("nesterov", "false", "look ahead along the momentum")))),
                    (objective, start, given) -> descent(
                            objective,
                            start,
                            given,
                            new Sgd(start.length, schedule(given), given.number("momentum"), given.flag("nesterov")))),
            new NamedOptimizer(
                    "l-bfgs",
                    "limited-memory BFGS with a strong-Wolfe line search",
                    List.of(new OptimizerSetting("memory", "50", "pairs of moves kept"), TOLERANCE),
                    (objective, start, given) ->
                            searching(new LBfgs(objective, start, given.integer("memory")), given)),
            new NamedOptimizer(
                    "bfgs",
                    "BFGS with a dense inverse Hessian",
                    List.of(TOLERANCE),
                    (objective, start, given) -> searching(new Bfgs(objective, start), given)),
            new NamedOptimizer(
                    "ssbfgs",
                    "self-scaled BFGS with a dense inverse Hessian",
                    List.of(TOLERANCE),
                    (objective, start, given) -> searching(new SelfScaledBfgs(objective, start), given)),
            new NamedOptimizer(
                    "ssbroyden",
                    "self-scaled Broyden with a dense inverse Hessian",
                    List.of(TOLERANCE),
                    (objective, start, given) -> searching(new SelfScaledBroyden(objective, start), given)),
            new NamedOptimizer(
                    "lm",
                    "Levenberg-Marquardt with dense normal equations; needs a sum of squares",
                    List.of(
                            DAMPING,
                            new OptimizerSetting("acceleration", "true", "second-order correction of each step"),
                            NORM_TOLERANCE),
                    (objective, start, given) -> GaussNewton.dense(
                            objective,
                            start,
                            given.number("damping"),
                            given.flag("acceleration"),
                            given.number("tolerance"))),
            new NamedOptimizer(
                    "lm-cg",
                    "Levenberg-Marquardt by conjugate gradients, without forming the Jacobian; needs a sum of squares",
                    List.of(
                            DAMPING,
                            new OptimizerSetting("products", "200", "Jacobian-vector products per solve, at most"),
                            NORM_TOLERANCE),
                    (objective, start, given) -> GaussNewton.matrixFree(
                            objective,
                            start,
                            given.number("damping"),
                            given.integer("products"),
                            given.number("tolerance"))));

    private Optimizers() {}

    public static List<NamedOptimizer> all() {
        return ALL;
    }

    /**
     * The optimizer of that name.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    public static NamedOptimizer named(String name) {
        return ALL.stream()
                .filter(optimizer -> optimizer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no optimizer \"" + name + "\"; there are "
                        + ALL.stream().map(NamedOptimizer::name).collect(Collectors.joining(", "))));
    }

    /** Adam with its usual constants. */
    public static Optimizer.Factory adam(Schedule schedule) {
        return (objective, start) -> new GradientDescent(objective, start, Adam.of(start.length, schedule));
    }

    private static List<OptimizerSetting> join(List<List<OptimizerSetting>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static Adam adam(int dimension, OptimizerSetting.Values given, double decay) {
        return new Adam(
                dimension,
                schedule(given),
                given.number("beta1"),
                given.number("beta2"),
                given.number("epsilon"),
                decay);
    }

    private static Schedule schedule(OptimizerSetting.Values given) {
        Schedule schedule =
                Schedule.exponential(given.number("rate"), given.number("decay"), given.number("decay_every"));
        int warmUp = given.integer("warm_up");
        return warmUp > 0 ? schedule.warmUp(warmUp) : schedule;
    }

    private static Optimizer descent(
            SmoothObjective objective, double[] start, OptimizerSetting.Values given, UpdateRule rule) {
        return new GradientDescent(objective, start, rule, given.number("clip"));
    }

    private static Optimizer searching(DescentMethod method, OptimizerSetting.Values given) {
        method.setTolerance(given.number("tolerance"));
        return method;
    }
}
