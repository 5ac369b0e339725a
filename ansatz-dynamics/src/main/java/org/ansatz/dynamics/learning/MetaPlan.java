package org.ansatz.dynamics.learning;

import org.ansatz.learn.meta.InnerLoop;
import org.ansatz.learn.meta.MetaOrder;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.tensor.DType;

/**
 * How an initial value is learned.
 *
 * @param iterations of the outer loop
 * @param tasks per iteration, which take the systems in turn
 * @param support points per task that the inner steps see
 * @param query points per task that the outer loss sees
 * @param optimizer of the outer loop, of first order, with its rate
 * @param clip largest norm of the outer gradient
 * @param inner steps and their rate; for {@link #joint} not used
 * @param order of the meta-gradient; for {@link #joint} not used
 * @param joint whether to train one set of parameters on support and query points, without inner steps: the ordinary way
 * @param type {@code FLOAT32} or {@code FLOAT64}
 */
public record MetaPlan(
        int iterations,
        int tasks,
        int support,
        int query,
        OptimizerChoice optimizer,
        double clip,
        InnerLoop inner,
        MetaOrder order,
        boolean joint,
        FieldLoss.Reduction reduction,
        DType type,
        long seed) {
    private static final int TASKS = 3;
    private static final int POINTS = 50;
    private static final OptimizerChoice ADAM = OptimizerChoice.parse("adam(rate=0.001)");
    private static final double CLIP = 1;

    /** @throws IllegalArgumentException for a negative number of iterations, no tasks, or an optimizer that is not of first order */
    public MetaPlan {
        optimizer = optimizer.ofFirstOrder();
        if (iterations < 0 || tasks < 1) {
            throw new IllegalArgumentException("needs no negative number of iterations and one task or more, given "
                    + iterations + " and " + tasks);
        }
    }

    /** Second order, 3 tasks of 50 support and 50 query points, Adam with 1e-3, gradients of norm 1 at most, mean losses, float32. */
    public static MetaPlan standard(int iterations, InnerLoop inner, long seed) {
        return new MetaPlan(
                iterations,
                TASKS,
                POINTS,
                POINTS,
                ADAM,
                CLIP,
                inner,
                MetaOrder.SECOND,
                false,
                FieldLoss.Reduction.MEAN,
                DType.FLOAT32,
                seed);
    }

    /** The same data and steps of Adam without inner steps. */
    public MetaPlan asJoint() {
        return new MetaPlan(
                iterations, tasks, support, query, optimizer, clip, inner, order, true, reduction, type, seed);
    }

    public MetaPlan with(MetaOrder other) {
        return new MetaPlan(
                iterations, tasks, support, query, optimizer, clip, inner, other, joint, reduction, type, seed);
    }

    public MetaPlan withIterations(int other) {
        return new MetaPlan(other, tasks, support, query, optimizer, clip, inner, order, joint, reduction, type, seed);
    }

    public MetaPlan withTasks(int other) {
        return new MetaPlan(
                iterations, other, support, query, optimizer, clip, inner, order, joint, reduction, type, seed);
    }

    /** With another optimizer of the outer loop. */
    public MetaPlan with(OptimizerChoice other) {
        return new MetaPlan(iterations, tasks, support, query, other, clip, inner, order, joint, reduction, type, seed);
    }

    /** With losses summed instead of averaged, for which rates are smaller by the number of points and coordinates. */
    public MetaPlan with(FieldLoss.Reduction other) {
        return new MetaPlan(iterations, tasks, support, query, optimizer, clip, inner, order, joint, other, type, seed);
    }

    public MetaPlan in(DType other) {
        return new MetaPlan(
                iterations, tasks, support, query, optimizer, clip, inner, order, joint, reduction, other, seed);
    }
}
