package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.ansatz.operator.data.DatasetGenerator;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.FieldProblem;
import org.ansatz.operator.data.Normalisation;
import org.ansatz.operator.train.Architecture;
import org.ansatz.operator.train.DataSplit;
import org.ansatz.operator.train.OperatorTraining;
import org.ansatz.operator.train.TrainedOperator;
import org.ansatz.operator.train.TrainingPlan;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;

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
        run.say("generating " + settings.get("samples") + " samples of " + problem.name());
        DatasetGenerator.write(problem, new Settings(settings), file, quiet(run));
        return FieldDataset.open(file, List.of("inputs"), List.of("outputs"), 2, 1);
    }

    private static Run quiet(Run whole) {
        return new Part(whole, 0, 0, "generating");
    }

    /** The whole run seen from one of its parts. */
    private record Part(Run whole, double from, double length, String stage) implements Run {
        @Override
        public long seed() {
            return whole.seed();
        }

        @Override
        public Optional<Path> folder() {
            return Optional.empty();
        }

        @Override
        public void say(String message) {
            whole.say(message);
        }

        @Override
        public void progress(double fraction, String inner, long step, Map<String, Double> figures) {
            whole.progress(from + length * fraction, stage, step, figures);
        }

        @Override
        public boolean stopRequested() {
            return whole.stopRequested();
        }
    }

    /**
     * Trains a contestant once per rate and keeps the run with the least test error.
     *
     * @throws CancellationException if the run is stopped
     */
    Outcome train(Contestant contestant, List<Double> rates) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (double rate : rates) {
            outcomes.add(once(contestant, rate));
        }
        outcomes.sort(Comparator.comparingDouble(Outcome::l2));
        outcomes.subList(1, outcomes.size()).forEach(worse -> worse.operator().close());
        best.put(contestant.name(), outcomes.get(0));
        return outcomes.get(0);
    }

    private Outcome once(Contestant contestant, double rate) throws IOException {
        TrainingPlan plan = contestant.plan().withRate(rate);
        TrainedOperator operator =
                OperatorTraining.initial(data, split, contestant.architecture(), Normalisation.Kind.SCALE, plan);
        OperatorTraining training = new OperatorTraining(data, split, operator, plan);
        Metrics.forgetPeak();
        long begun = System.nanoTime();
        if (!training.run(new Part(run, done, share, contestant.name()))) {
            throw new CancellationException(contestant.name() + " was stopped");
        }
        double seconds = (System.nanoTime() - begun) * 1e-9;
        done += share;
        Map<String, Double> errors = training.testErrors();
        errors.putAll(training.errors("train_", 0, split.train()));
        run.say(String.format(
                Locale.ROOT,
                "%s, rate %.0e: test L2 %.4f, H1 %.4f, train H1 %.4f, %d spectral of %d parameters (%s), %.0f s",
                contestant.name(),
                rate,
                errors.get("test_l2"),
                errors.get("test_h1"),
                errors.get("train_h1"),
                operator.model().network().weights().count(),
                operator.model().parameters().count(),
                operator.model().network().weights().contraction(),
                seconds));
        return new Outcome(contestant, rate, operator, errors, training.history(), Metrics.peakResident());
    }

    FieldDataset data() {
        return data;
    }

    DataSplit split() {
        return split;
    }

    /** The best run of every contestant, by name. */
    Map<String, Outcome> outcomes() {
        return best;
    }

    Outcome of(String name) {
        return best.get(name);
    }

    @Override
    public void close() {
        best.values().forEach(outcome -> outcome.operator().close());
        data.close();
    }
}
