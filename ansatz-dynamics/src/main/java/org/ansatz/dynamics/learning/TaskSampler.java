package org.ansatz.dynamics.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;

/**
 * Tasks for meta-learning: a task is one trajectory of one system, with disjoint support and query points.
 */
public final class TaskSampler {
    /** Tasks drawn together. */
    public record Drawn(PhasePoints support, PhasePoints query) {}

    private final List<List<PhaseTrajectory>> bySystem;

    private TaskSampler(List<List<PhaseTrajectory>> bySystem) {
        this.bySystem = bySystem;
    }

    /**
     * Integrates the trajectories that tasks are drawn from.
     *
     * @param plan how many, how long, how scaled
     * @throws IllegalArgumentException without systems
     */
    public static TaskSampler of(List<PhaseSystem> systems, TrajectoryPlan plan, RandomStream random) {
        if (systems.isEmpty()) {
            throw new IllegalArgumentException("tasks need one system or more to be drawn from");
        }
        List<List<PhaseTrajectory>> bySystem = new ArrayList<>();
        for (int s = 0; s < systems.size(); s++) {
            bySystem.add(plan.draw(systems.get(s), random.child(s)));
        }
        return new TaskSampler(bySystem);
    }

    /** All trajectories of a system, by its place in the list. */
    public List<PhaseTrajectory> trajectories(int system) {
        return bySystem.get(system);
    }

    /**
     * Tasks that take the systems in turn.
     *
     * @param support points per task
     * @param query further points per task
     * @throws IllegalArgumentException if trajectories have fewer points
     */
    public Drawn draw(RandomStream random, int tasks, int support, int query, DType type) {
        List<PhaseTrajectory> chosen = new ArrayList<>();
        int[][] supportAt = new int[tasks][];
        int[][] queryAt = new int[tasks][];
        for (int task = 0; task < tasks; task++) {
            List<PhaseTrajectory> choices = bySystem.get(task % bySystem.size());
            PhaseTrajectory trajectory = choices.get((int) random.integer(0, choices.size()));
            int[] order = points(trajectory, support + query, random);
            chosen.add(trajectory);
            supportAt[task] = Arrays.copyOf(order, support);
            queryAt[task] = Arrays.copyOfRange(order, support, support + query);
        }
        return new Drawn(PhasePoints.of(chosen, supportAt, type), PhasePoints.of(chosen, queryAt, type));
    }

    /**
     * Different points of a trajectory at random.
     *
     * @throws IllegalArgumentException if it has fewer, or none are asked for
     */
    static int[] points(PhaseTrajectory trajectory, int count, RandomStream random) {
        if (count < 1 || count > trajectory.points()) {
            throw new IllegalArgumentException("a task asks for " + count + " points of a trajectory of "
                    + trajectory.system().name() + " that has " + trajectory.points());
        }
        return Arrays.copyOf(random.permutation(trajectory.points()), count);
    }
}
