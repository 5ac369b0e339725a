package org.ansatz.operator.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.ansatz.learn.optim.TensorUpdate;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.Normalisation;
import org.ansatz.operator.fno.FieldLoss;
import org.ansatz.operator.fno.SobolevLoss;
import org.ansatz.physics.monitor.MonitorChoice;
import org.ansatz.physics.monitor.NoetherSession;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Trains a model on a file of fields. Batches depend on seed and step only, so a run that was interrupted goes on from its
 * checkpoint as if it had not been.
 */
public final class OperatorTraining {
    // Test errors are measured so many times over a run.
    private static final int EVALUATIONS = 20;
    // A stream apart from those of initial values and batches.
    private static final long SHIFTS = -1;
    private static final String CHECKPOINT = "training.safetensors";

    private final FieldDataset data;
    private final DataSplit split;
    private final TrainedOperator operator;
    private final TrainingPlan plan;
    private final History history = new History();
    private Optional<MonitorChoice> monitor = Optional.empty();
    private final long begun = System.nanoTime();

    /**
     * @param operator with a model that has initial values and normalisations that were fitted on training samples
     * @throws InvalidProblem if fields that are not periodic shall be shifted
     */
    public OperatorTraining(FieldDataset data, DataSplit split, TrainedOperator operator, TrainingPlan plan) {
        if (plan.shifts() && !split.periodic()) {
            throw new InvalidProblem("shifts: true is for periodic fields; data says periodic: false");
        }
        this.data = data;
        this.split = split;
        this.operator = operator;
        this.plan = plan;
    }

    /**
     * A model for a dataset, ready to be trained: the normalisation is fitted on the training samples, which are read once.
     *
     * @throws InvalidProblem if a sample is not finite or the grid does not fit
     */
    public static TrainedOperator initial(
            FieldDataset data, DataSplit split, Architecture architecture, Normalisation.Kind kind, TrainingPlan plan) {
        Normalisation in = Normalisation.fit(data.inputs(), 0, split.train(), kind);
        Normalisation out = Normalisation.fit(data.outputs(), 0, split.train(), kind);
        Architecture fitting = architecture.withChannels(
                data.inputs().channels(), data.outputs().channels());
        fitting.checkGrid(data.grid());
        OperatorModel model = fitting.model(
                plan.precision(),
                plan.device(),
                RandomStream.seeded(plan.seed()).child(0));
        return new TrainedOperator(model, in, out);
    }

    /** Lets a monitor watch the training. */
    public OperatorTraining monitor(MonitorChoice choice) {
        monitor = Optional.of(choice);
        return this;
    }

    /** Rows of losses and test errors so far. */
    public History history() {
        return history;
    }

    /**
     * Trains to the end of the plan.
     *
     * @return whether it got there; false if the run was stopped, its checkpoint is kept
     * @throws org.ansatz.learn.train.TrainingFailure if the loss is not finite
     */
    public boolean run(Run run) throws IOException {
        plan.optimizer().warning().ifPresent(run::say);
        long samples = split.train();
        int perEpoch = plan.stepsPerEpoch(samples);
        long steps = (long) plan.epochs() * perEpoch;
        long every = Math.max(1, plan.epochs() / EVALUATIONS) * (long) perEpoch;
        try (TensorUpdate update = plan.update(operator.model().parameters(), samples)) {
            TensorTrainer trainer = new TensorTrainer(operator.model().parameters(), update, this::loss)
                    .stopWhen(run::stopRequested)
                    .listener(progress -> record(progress, every, run));
            if (run.folder().isPresent()) {
                var file = run.folder().get().resolve("checkpoint").resolve(CHECKPOINT);
                Files.createDirectories(file.getParent());
                trainer.checkpoint(file, every);
                if (run.resuming() && Files.exists(file)) {
                    trainer.resume(file);
                }
            }
            Optional<NoetherSession> session = monitor.map(choice -> session(choice, trainer.done(), steps, run));
            session.ifPresent(trainer::watch);
            try {
                return trainer.train(steps);
            } finally {
                session.ifPresent(NoetherSession::finish);
            }
        }
    }

    private NoetherSession session(MonitorChoice choice, long done, long steps, Run run) {
        TensorObjective objective = new TensorObjective(operator.model().parameters(), () -> loss(done));
        double[] point = objective.point();
        NoetherSession session = NoetherSession.begin(
                choice,
                objective,
                point,
                plan.rule(objective.layout(), split.train()),
                plan.optimizer().name(),
                plan.precision() == DType.FLOAT32,
                steps,
                run);
        // The audit looked at other points.
        objective.moveTo(point);
        return session;
    }

    private void record(TensorTrainer.Progress progress, long every, Run run) {
        boolean measured = progress.step() % every == 0 || progress.step() == progress.steps();
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("loss", progress.loss());
        if (measured && split.test() > 0) {
            row.putAll(testErrors());
        }
        if (measured || progress.step() % 10 == 0) {
            history.add(progress.step(), (System.nanoTime() - begun) * 1e-9, row);
        }
        run.progress((double) progress.step() / progress.steps(), "training", progress.step(), row);
    }

    /** The samples of a step: an epoch is a permutation of the training samples. */
    private long[] samplesOf(long step) {
        int perEpoch = plan.stepsPerEpoch(split.train());
        int[] order =
                RandomStream.seeded(plan.seed()).child(1 + step / perEpoch).permutation(Math.toIntExact(split.train()));
        int from = (int) (step % perEpoch) * plan.batch();
        int to = (int) Math.min(split.train(), from + (long) plan.batch());
        return LongStream.range(from, to).map(i -> order[(int) i]).toArray();
    }

    private Tensor loss(long step) {
        long[] chosen = samplesOf(step);
        Tensor in = operator.inputs().encode(onDevice(data.inputs().batch(chosen)));
        Tensor out = operator.outputs().encode(onDevice(data.outputs().batch(chosen)));
        if (plan.shifts()) {
            RandomStream random = RandomStream.seeded(plan.seed()).child(SHIFTS).child(step);
            for (int dim = 2; dim < in.dim(); dim++) {
                long shift = random.integer(0, in.size(dim));
                in = in.roll(shift, dim);
                out = out.roll(shift, dim);
            }
        }
        return operator.model().loss(plan.loss().on(split.periodic()), in, out);
    }

    private Tensor onDevice(Tensor fields) {
        return fields.to(plan.precision()).to(plan.device());
    }

    /** Mean relative errors of the test samples in physical units: {@code test_l2}, {@code test_h1}. */
    public Map<String, Double> testErrors() {
        return errors("test_", split.train(), split.train() + split.test());
    }

    /** The same of samples of the dataset's file. */
    public Map<String, Double> errors(String prefix, long from, long to) {
        return errors(operator, data, split.periodic(), plan, prefix, from, to);
    }

    /** Errors on another file, such as one of another resolution. */
    public static Map<String, Double> errors(
            TrainedOperator operator,
            FieldDataset data,
            boolean periodic,
            TrainingPlan plan,
            String prefix,
            long from,
            long to) {
        double[][] each =
                sampleErrors(operator, data, plan.batch(), from, to, FieldLoss.relativeL2(), new SobolevLoss(periodic));
        Map<String, Double> errors = new LinkedHashMap<>();
        errors.put(prefix + "l2", Arrays.stream(each[0]).average().orElse(Double.NaN));
        errors.put(prefix + "h1", Arrays.stream(each[1]).average().orElse(Double.NaN));
        return errors;
    }

    /**
     * Errors of single samples in physical units.
     *
     * @param batch samples that are predicted together
     * @return [losses][samples]
     */
    public static double[][] sampleErrors(
            TrainedOperator operator, FieldDataset data, int batch, long from, long to, FieldLoss... losses) {
        double[][] errors = new double[losses.length][Math.toIntExact(to - from)];
        for (long first = from; first < to; first += batch) {
            long[] chosen = LongStream.range(first, Math.min(to, first + batch)).toArray();
            Scope scope = Scope.open();
            try {
                Tensor predicted = Autograd.noGrad(
                        () -> operator.predict(data.inputs().batch(chosen)).to(DType.FLOAT64));
                Tensor truth = data.outputs().batch(chosen);
                for (int k = 0; k < losses.length; k++) {
                    double[] some = losses[k].perSample(predicted, truth).toDoubles();
                    System.arraycopy(some, 0, errors[k], (int) (first - from), some.length);
                }
            } finally {
                scope.close();
            }
        }
        return errors;
    }
}
