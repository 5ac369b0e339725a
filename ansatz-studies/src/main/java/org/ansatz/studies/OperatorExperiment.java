package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ansatz.operator.data.DatasetGenerator;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.FieldProblem;
import org.ansatz.operator.data.Normalisation;
import org.ansatz.operator.fno.Fno;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.DataSplit;
import org.ansatz.operator.train.OperatorModel;
import org.ansatz.operator.train.OperatorTraining;
import org.ansatz.operator.train.TrainedOperator;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.reference.periodic.ShellSpectrum;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Metrics;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Operators of several architectures trained on the same data, each with the best of some learning rates. */
final class OperatorExperiment implements AutoCloseable {
    /** An architecture by its name with its plan, whose rate is replaced. */
    record Contestant(String name, Architecture architecture, TrainingPlan plan) {}

    /** A trained contestant; errors are means of relative errors over the test samples. */
    record Outcome(
            Contestant contestant,
            double rate,
            TrainedOperator operator,
            Map<String, Double> errors,
            History history,
            long peakBytes) {
        double l2() {
            return errors.get("test_l2");
        }
    }

    private final FieldDataset data;
    private final DataSplit split;
    private final Run run;
    private final Map<String, Outcome> best = new LinkedHashMap<>();
    private final double share;
    private double done;

    /** @param expected trainings in all, for the progress line */
    OperatorExperiment(FieldDataset data, DataSplit split, Run run, int expected) {
        this.data = data;
        this.split = split;
        this.run = run;
        share = 1.0 / expected;
    }

    /** Generates a dataset, in the run's folder if it has one. */
    static FieldDataset generate(FieldProblem problem, Map<String, String> settings, String name, Run run)
            throws IOException {
        Path folder = run.folder().isPresent() ? run.folder().get() : Files.createTempDirectory("ansatz-study-");
        Path file = folder.resolve(name + ".npz");
        if (run.folder().isEmpty()) {
            // Deleted in reverse order: the file before its folder.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
        }
        run.say("generating " + settings.get("samples") + " samples of " + problem.name());
        DatasetGenerator.write(problem, new Settings(settings), file, quiet(run));
        return FieldDataset.open(file, List.of("inputs"), List.of("outputs"), 2, 1);
    }

    private static Run quiet(Run whole) {
        return RunPart.inMemory(whole, 0, 0, "generating");
    }

    /**
     * Trains a contestant once per rate and keeps the run with the least test error.
     *
     * @throws CancellationException if the run is stopped
     */
    Outcome train(Contestant contestant, List<Double> rates) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (double rate : rates) {
            outcomes.add(once(contestant, rate, split.train()));
        }
        return best(outcomes);
    }

    /**
     * Trains a contestant with several plans, each at its own rate, and keeps the run with the least test error.
     *
     * @throws CancellationException if the run is stopped
     */
    Outcome train(String name, Architecture architecture, List<TrainingPlan> plans) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (TrainingPlan plan : plans) {
            outcomes.add(once(new Contestant(name, architecture, plan), plan.rate(), split.train()));
        }
        return best(outcomes);
    }

    private Outcome best(List<Outcome> outcomes) {
        outcomes.sort(Comparator.comparingDouble(Outcome::l2));
        outcomes.subList(1, outcomes.size()).forEach(worse -> worse.operator().close());
        best.put(outcomes.get(0).contestant().name(), outcomes.get(0));
        return outcomes.get(0);
    }

    /**
     * The mean relative L2 error on the test samples after training on the first so many samples, at the rate of the plan.
     *
     * @throws CancellationException if the run is stopped
     */
    double errorAfter(Contestant contestant, long trained) throws IOException {
        Outcome outcome = once(contestant, contestant.plan().rate(), trained);
        outcome.operator().close();
        return outcome.l2();
    }

    private Outcome once(Contestant contestant, double rate, long trained) throws IOException {
        TrainingPlan plan = contestant.plan().withRate(rate);
        DataSplit seen = new DataSplit(trained, split.test(), split.periodic());
        TrainedOperator operator =
                OperatorTraining.initial(data, seen, contestant.architecture(), Normalisation.Kind.SCALE, plan);
        OperatorTraining training = new OperatorTraining(data, seen, operator, plan);
        Metrics.forgetPeak();
        long begun = System.nanoTime();
        if (!training.run(RunPart.inMemory(run, done, share, contestant.name()))) {
            throw new CancellationException(contestant.name() + " was stopped");
        }
        double seconds = (System.nanoTime() - begun) * 1e-9;
        done += share;
        Map<String, Double> errors = training.errors("test_", split.train(), split.train() + split.test());
        errors.putAll(training.errors("train_", 0, trained));
        run.say(String.format(
                Locale.ROOT,
                "%s, %d samples, batch %d, rate %.0e: test L2 %.4f, H1 %.4f, train H1 %.4f, %d parameters%s, %.0f s",
                contestant.name(),
                trained,
                plan.batch(),
                rate,
                errors.get("test_l2"),
                errors.get("test_h1"),
                errors.get("train_h1"),
                operator.model().parameters().count(),
                spectral(operator.model()),
                seconds));
        return new Outcome(contestant, rate, operator, errors, training.history(), Metrics.peakResident());
    }

    private static String spectral(OperatorModel model) {
        return model.network() instanceof Fno fno
                ? ", " + fno.weights().count() + " of them spectral ("
                        + fno.weights().contraction() + ")"
                : "";
    }

    FieldDataset data() {
        return data;
    }

    DataSplit split() {
        return split;
    }

    /** A contestant's test error by that of another. */
    Figure ratio(String name, String one, String other) {
        return Figure.of(name, of(one).l2() / of(other).l2(), Better.LOWER)
                .against(other, of(other).l2());
    }

    /** The best run of every contestant, by name. */
    Map<String, Outcome> outcomes() {
        return best;
    }

    Outcome of(String name) {
        return best.get(name);
    }

    /**
     * Root mean squares by shells of wave numbers, over all test fields.
     *
     * @return of the truth, of a contestant's predictions, and of their difference
     */
    double[][] spectra(String name) {
        TrainedOperator operator = of(name).operator();
        int n = Math.toIntExact(data.grid()[0]);
        double[][] sums = new double[3][];
        for (long sample = split.train(); sample < split.train() + split.test(); sample++) {
            Scope scope = Scope.open();
            try {
                Tensor in = data.inputs().batch(sample);
                Tensor truth = data.outputs().batch(sample).to(DType.FLOAT64);
                Tensor predicted = Autograd.noGrad(() -> operator.predict(in)).to(DType.FLOAT64);
                Tensor[] fields = {truth, predicted, predicted.sub(truth)};
                for (int f = 0; f < fields.length; f++) {
                    double[] shells = ShellSpectrum.of(fields[f].contiguous().toDoubles(), n);
                    if (sums[f] == null) {
                        sums[f] = new double[shells.length];
                    }
                    for (int k = 0; k < shells.length; k++) {
                        sums[f][k] += shells[k];
                    }
                }
            } finally {
                scope.close();
            }
        }
        // Shells in the corners hold only some directions.
        return Arrays.stream(sums)
                .map(shells -> Arrays.stream(shells, 0, n / 2)
                        .map(sum -> Math.sqrt(sum / split.test()))
                        .toArray())
                .toArray(double[][]::new);
    }

    @Override
    public void close() {
        best.values().forEach(outcome -> outcome.operator().close());
        data.close();
    }
}
