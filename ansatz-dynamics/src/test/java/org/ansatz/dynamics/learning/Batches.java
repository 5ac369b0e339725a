package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.learn.meta.TaskBatch;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;

/** Small batches of tasks. */
final class Batches {
    private Batches() {}

    /** Tasks of the Henon-Heiles system and the pendulum. */
    static TaskBatch mixed(GraphHamiltonian model, int tasks, int points) {
        TaskSampler sampler = TaskSampler.of(
                List.of(SystemLibrary.get("henon-heiles"), SystemLibrary.get("pendulum")),
                new TrajectoryPlan(2, 4, 5, 20),
                RandomStream.seeded(1));
        TaskSampler.Drawn drawn = sampler.draw(RandomStream.seeded(2), tasks, points, points, DType.FLOAT64);
        return new TaskBatch(
                tasks,
                new FieldLoss(model, drawn.support(), FieldLoss.Reduction.MEAN),
                new FieldLoss(model, drawn.query(), FieldLoss.Reduction.MEAN));
    }
}
