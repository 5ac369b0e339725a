package org.ansatz.learn.optim;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All optimizers by name, with what can be set.
 *
 * <p>Which one: {@code adam} for the first rough approach and for fresh mini-batches, {@code soap}, {@code muon} or {@code
 * fismo} for wide layers and many steps of the same; {@code ssbroyden} (or {@code
 * ssbfgs}) for small networks on fixed points, where it goes to 1e-6 and below; {@code lm} where the loss is a sum of
 * squares and the network has up to about two thousand parameters, usually the fastest of all; {@code lm-cg} and {@code
 * l-bfgs} beyond that.
 */
public final class Optimizers {
    private static final OptimizerSetting TOLERANCE =
            new OptimizerSetting("tolerance", "1e-14", "largest gradient entry at which the method has converged");
    private static final OptimizerSetting DAMPING =
            new OptimizerSetting("damping", "1e-3", "first damping relative to the diagonal of the normal equations");
    private static final OptimizerSetting NORM_TOLERANCE =
            new OptimizerSetting("tolerance", "1e-12", "gradient norm at which a step that fails counts as converged");

    private static final List<NamedOptimizer> SEARCHING = List.of(
            NamedOptimizer.searching(
                    "l-bfgs",
                    "limited-memory BFGS with a strong-Wolfe line search",
                    List.of(new OptimizerSetting("memory", "50", "pairs of moves kept"), TOLERANCE),
                    (objective, start, given) ->
                            searching(new LBfgs(objective, start, given.integer("memory")), given)),
            NamedOptimizer.searching(
                    "bfgs",
                    "BFGS with a dense inverse Hessian",
                    List.of(TOLERANCE),
                    (objective, start, given) -> searching(new Bfgs(objective, start), given)),
            NamedOptimizer.searching(
                    "ssbfgs",
                    "self-scaled BFGS with a dense inverse Hessian",
                    List.of(TOLERANCE),
                    (objective, start, given) -> searching(new SelfScaledBfgs(objective, start), given)),
            NamedOptimizer.searching(
                    "ssbroyden",
                    "self-scaled Broyden with a dense inverse Hessian",
                    List.of(TOLERANCE),
                    (objective, start, given) -> searching(new SelfScaledBroyden(objective, start), given)),
            NamedOptimizer.searching(
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
            NamedOptimizer.searching(
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

    private static final List<NamedOptimizer> ALL = Stream.of(FirstOrder.ALL, MatrixOptimizers.ALL, SEARCHING)
            .flatMap(List::stream)
            .toList();

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

    private static Optimizer searching(DescentMethod method, OptimizerSetting.Values given) {
        method.setTolerance(given.number("tolerance"));
        return method;
    }
}
