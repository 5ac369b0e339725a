package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.ansatz.learn.sequence.SequenceTask;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.studies.SequenceTrial.Size;
import org.ansatz.studies.Trials.Trial;

/** All arms of an experiment with all seeds, several at a time. */
record SequenceTrials(List<SequenceTrial> all) implements AutoCloseable {
    static SequenceTrials of(
            String experiment, List<SequenceArm> arms, SequenceTask task, Size size, long[] seeds, int threads, Run run)
            throws IOException {
        List<Trial<SequenceTrial>> trials = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        int count = arms.size() * seeds.length;
        for (SequenceArm arm : arms) {
            for (long seed : seeds) {
                trials.add(() -> {
                    SequenceTrial trial = SequenceTrial.of(experiment, arm, task, size, seed, run);
                    run.progress(
                            (double) done.incrementAndGet() / count,
                            experiment + " " + arm.name(),
                            size.steps(),
                            Map.of("accuracy", trial.score().accuracy()));
                    return trial;
                });
            }
        }
        return new SequenceTrials(Trials.run(threads, trials));
    }

    /** The trials of an arm, by seed. */
    List<SequenceTrial> of(String arm) {
        return all.stream().filter(trial -> trial.arm().name().equals(arm)).toList();
    }

    SequenceTrial first(String arm) {
        return of(arm).get(0);
    }

    double mean(String arm, ToDoubleFunction<SequenceTrial> figure) {
        return of(arm).stream().mapToDouble(figure).average().orElseThrow();
    }

    double accuracy(String arm) {
        return mean(arm, trial -> trial.score().accuracy());
    }

    double loss(String arm) {
        return mean(arm, trial -> trial.score().loss());
    }

    /** Over the seeds. */
    double worstAccuracy(String arm) {
        return of(arm).stream()
                .mapToDouble(trial -> trial.score().accuracy())
                .min()
                .orElseThrow();
    }

    /** Over the seeds. */
    double largestAccuracy(String arm) {
        return of(arm).stream()
                .mapToDouble(trial -> trial.score().accuracy())
                .max()
                .orElseThrow();
    }

    /** Over the seeds. */
    double leastLoss(String arm) {
        return of(arm).stream().mapToDouble(trial -> trial.score().loss()).min().orElseThrow();
    }

    /** Means over the seeds of accuracies against the step, a curve per arm. */
    List<Curve> curves() {
        return all.stream()
                .map(trial -> trial.arm().name())
                .distinct()
                .map(arm -> {
                    List<SequenceTrial> trials = of(arm);
                    double[] mean = new double[trials.get(0).curve().y().length];
                    for (SequenceTrial trial : trials) {
                        for (int i = 0; i < mean.length; i++) {
                            mean[i] += trial.curve().y()[i] / trials.size();
                        }
                    }
                    return new Curve(arm, trials.get(0).curve().x(), mean);
                })
                .toList();
    }

    @Override
    public void close() {
        all.forEach(SequenceTrial::close);
    }
}
