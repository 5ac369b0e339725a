package org.ansatz.dynamics.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.meta.Maml;
import org.ansatz.learn.meta.TaskBatch;
import org.ansatz.learn.optim.ClippedUpdate;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * Learns an initial value for a {@link GraphHamiltonian} from tasks of several systems. Initial weights and tasks depend on the plan's
 * seed and the iteration only: plans of one seed see the same tasks, and a run that was interrupted goes on from its checkpoint
 * as if it had not been.
 */
public final class MetaTraining {
    private static final int CHECKPOINTS = 10;

    private final GraphHamiltonian model;
    private final TaskSampler sampler;
    private final MetaPlan plan;
    private final List<Double> losses = new ArrayList<>();

    public MetaTraining(GraphHamiltonian model, TaskSampler sampler, MetaPlan plan) {
        this.model = model;
        this.sampler = sampler;
        this.plan = plan;
    }

    /** The parameters that training begins with: those of a model that has learned nothing. */
    public TensorParameters initial() {
        return model.initial(RandomStream.seeded(plan.seed()).child(0), plan.type());
    }

    /** The tasks of an iteration. */
    public TaskBatch batch(long iteration) {
        RandomStream random = RandomStream.seeded(plan.seed()).child(1 + iteration);
        TaskSampler.Drawn drawn = sampler.draw(random, plan.tasks(), plan.support(), plan.query(), plan.type());
        return new TaskBatch(
                plan.tasks(),
                new FieldLoss(model, drawn.support(), plan.reduction()),
                new FieldLoss(model, drawn.query(), plan.reduction()));
    }

    /** Outer losses of all iterations of this run. */
    public double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Trains to the end of the plan.
     *
     * @param name of the checkpoint in the run's folder, renewed ten times
     * @param run is told the progress; asked whether to stop
     * @return the parameters learned
     * @throws CancellationException if the run is stopped; the checkpoint is kept
     * @throws org.ansatz.learn.train.TrainingFailure if the loss is not finite
     */
    public TensorParameters train(String name, Run run) throws IOException {
        TensorParameters parameters = initial();
        List<Tensor> leaves = parameters.tensors();
        Maml maml = new Maml(plan.inner(), plan.order());
        try (ClippedUpdate update =
                new ClippedUpdate(plan.optimizer().update(parameters, Schedule::constant), plan.clip())) {
            TensorTrainer trainer = new TensorTrainer(parameters, update, iteration -> {
                        TaskBatch batch = batch(iteration);
                        return plan.joint() ? batch.joint(leaves) : maml.loss(leaves, batch);
                    })
                    .stopWhen(run::stopRequested)
                    .listener(progress -> {
                        losses.add(progress.loss());
                        run.progress(
                                (double) progress.step() / progress.steps(),
                                name,
                                progress.step(),
                                Map.of("loss", progress.loss()));
                    });
            if (run.folder().isPresent()) {
                keep(trainer, run.folder().get().resolve("checkpoint").resolve(name + ".safetensors"), run);
            }
            if (!trainer.train(plan.iterations())) {
                throw new CancellationException(
                        name + " was stopped after " + trainer.done() + " of " + plan.iterations() + " iterations");
            }
        }
        return parameters;
    }

    private void keep(TensorTrainer trainer, Path file, Run run) throws IOException {
        Files.createDirectories(file.getParent());
        trainer.checkpoint(file, Math.max(1, plan.iterations() / CHECKPOINTS));
        if (run.resuming() && Files.exists(file)) {
            trainer.resume(file);
        }
    }
}
