package org.ansatz.studies;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.physics.problem.Run;
import org.ansatz.studies.GeneratorTrial.Outcome;

/** Trainings on the same draws, each done once however many figures ask for it. */
final class GeneratorRuns {
    private final GeneratorTrial trial;
    private final Run run;
    private final int seeds;
    private final int threads;
    private final Map<Job, Outcome> done = new LinkedHashMap<>();

    private record Job(KernelFormat format, long seed, double rate) {}

    /** A format with the rate that it is trained with. */
    record Contender(KernelFormat format, double rate) {}

    /**
     * @param seeds how many, from the run's own
     * @param threads trainings at the same time
     */
    GeneratorRuns(GeneratorTrial trial, int seeds, int threads, Run run) {
        this.trial = trial;
        this.run = run;
        this.seeds = seeds;
        this.threads = threads;
    }

    GeneratorTrial trial() {
        return trial;
    }

    /** For every format the rate with the least error on held-back draws with the first seed. */
    Map<KernelFormat, Double> bestRates(List<KernelFormat> formats, List<Double> rates) throws IOException {
        train(
                formats.stream()
                        .flatMap(format -> rates.stream().map(rate -> new Contender(format, rate)))
                        .toList(),
                1);
        Map<KernelFormat, Double> best = new LinkedHashMap<>();
        for (KernelFormat format : formats) {
            best.put(
                    format,
                    rates.stream()
                            .map(rate -> done.get(new Job(format, run.seed(), rate)))
                            .min(Comparator.comparingDouble(Outcome::heldBack))
                            .orElseThrow()
                            .rate());
        }
        return best;
    }

    /** The outcomes with the first seed at those rates. */
    Map<KernelFormat, Outcome> firstBest(List<KernelFormat> formats, List<Double> rates) throws IOException {
        Map<KernelFormat, Outcome> first = new LinkedHashMap<>();
        bestRates(formats, rates)
                .forEach((format, rate) -> first.put(format, done.get(new Job(format, run.seed(), rate))));
        return first;
    }

    /** Trains all with all seeds. */
    void train(List<Contender> contenders) throws IOException {
        train(contenders, seeds);
    }

    private void train(List<Contender> contenders, int count) throws IOException {
        Set<Job> jobs = new LinkedHashSet<>();
        for (Contender contender : contenders) {
            for (int k = 0; k < count; k++) {
                jobs.add(new Job(contender.format(), run.seed() + k, contender.rate()));
            }
        }
        jobs.removeAll(done.keySet());
        List<Trials.Trial<Outcome>> work = jobs.stream()
                .map(job -> (Trials.Trial<Outcome>) () -> trained(job))
                .toList();
        List<Outcome> outcomes = Trials.run(threads, work);
        int next = 0;
        for (Job job : jobs) {
            done.put(job, outcomes.get(next++));
        }
    }

    private Outcome trained(Job job) throws IOException {
        Outcome outcome = trial.train(job.format(), job.seed(), job.rate());
        run.say(String.format(
                Locale.ROOT,
                "%s, %d draws, seed %d, rate %g: test %.4f, training %.4f",
                job.format().label(),
                trial.training().draws(),
                job.seed(),
                job.rate(),
                outcome.mean(),
                outcome.trainingError()));
        return outcome;
    }

    /** The outcomes of all seeds, which must have been trained. */
    List<Outcome> of(Contender contender) {
        return IntStream.range(0, seeds)
                .mapToObj(k -> done.get(new Job(contender.format(), run.seed() + k, contender.rate())))
                .toList();
    }

    /** The mean over seeds of the mean error of test blocks. */
    double error(Contender contender) {
        return of(contender).stream().mapToDouble(Outcome::mean).average().orElseThrow();
    }

    /** The mean over seeds of test error less training error. */
    double gap(Contender contender) {
        return of(contender).stream().mapToDouble(Outcome::gap).average().orElseThrow();
    }

    /** The largest error over seeds. */
    double largest(Contender contender) {
        return of(contender).stream().mapToDouble(Outcome::largestError).max().orElseThrow();
    }
}
