package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.sequence.AssociativeRecall;
import org.ansatz.learn.sequence.InductionScore;
import org.ansatz.learn.sequence.RecallConstruction;
import org.ansatz.learn.sequence.SequenceBatch;
import org.ansatz.learn.sequence.SequenceLayout;
import org.ansatz.learn.sequence.ShearPlacement;
import org.ansatz.learn.sequence.SpectralForensics;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.SequenceTrial.Size;
import org.ansatz.tensor.RandomStream;

/** A of {@link MomentumAttentionStudy}: recall by one layer, with all controls. */
final class RecallExperiment {
    static final String MOMENTUM = "gamma_1";
    static final String STANDARD = "gamma_0";
    static final String TWO_LAYERS = "two_layers_gamma_0";
    static final String LEARNED = "learned_gamma";
    /** How many of the arms are models in their own right; the others are controls. */
    static final int MODELS = 5;

    private static final String VALUES = "values_only";
    private static final int CONSTRUCTED = 200;
    private static final double SHARPNESS = 20;
    private static final double CONSTRUCTED_GAMMA = 0.25;

    private final AssociativeRecall task;
    private final Size size;
    private final boolean tiny;
    private final long[] seeds;
    private final int threads;
    private final Run run;
    private final List<Figure> figures = new ArrayList<>();

    RecallExperiment(boolean tiny, int steps, long[] seeds, int threads, Run run) {
        this.tiny = tiny;
        this.seeds = seeds;
        this.threads = threads;
        this.run = run;
        task = tiny ? new AssociativeRecall(8, 4) : new AssociativeRecall(16, 8);
        // Sixty steps are few: a larger rate and a shorter warm-up make use of them.
        size = tiny ? new Size(32, steps, 1e-2, 10, 500, 10) : Size.STANDARD.withSteps(steps);
    }

    private List<SequenceArm> arms() {
        SequenceArm momentum = SequenceArm.momentum(MOMENTUM, 1, 1);
        SequenceArm standard = SequenceArm.standard(STANDARD, 1);
        if (tiny) {
            return List.of(momentum, standard);
        }
        SequenceLayout shuffled = SequenceLayout.shuffled(
                task.length(), RandomStream.seeded(run.seed()).child(-4));
        return List.of(
                momentum,
                standard,
                SequenceArm.standard(TWO_LAYERS, 2),
                SequenceArm.momentum("gamma_0.25", 1, 0.25),
                SequenceArm.learned(LEARNED),
                SequenceArm.of("pre_rope", 1, SequenceArm.heads().placement(ShearPlacement.PRE_ROPE)),
                SequenceArm.of("no_positions", 1, SequenceArm.heads().withoutPositions()),
                SequenceArm.momentum("low_pass", 1, -0.5),
                SequenceArm.of(VALUES, 1, SequenceArm.heads().gamma(0).valueGamma(1)),
                SequenceArm.momentum("shuffled_difference", 1, 1).laidOut(shuffled));
    }

    List<Figure> figures() throws IOException {
        construction();
        try (SequenceTrials trials = SequenceTrials.of("A", arms(), task, size, seeds, threads, run)) {
            bars(trials);
            inside(trials);
            new MomentumPictures(run.folder()).recall(task, trials);
            keep(trials);
        }
        return figures;
    }

    /** Weights made by hand. */
    private void construction() {
        SequenceBatch batch = task.draw(RandomStream.seeded(run.seed()).child(-5), CONSTRUCTED);
        double with = constructed(batch, CONSTRUCTED_GAMMA);
        double without = constructed(batch, 0);
        figures.add(Figure.of("A.construction.accuracy", with, Better.HIGHER)
                .against(STANDARD, without)
                .bar(1));
        figures.add(offChance("A.construction.gamma_0.off_chance", without));
    }

    private double constructed(SequenceBatch batch, double gamma) {
        return RecallConstruction.keysOnly(task.symbols(), SHARPNESS, gamma).accuracy(batch, task.keys(), task.keys());
    }

    private Figure offChance(String name, double accuracy) {
        return Figure.of(name, Math.abs(accuracy - 1.0 / task.pairs()), Better.LOWER)
                .bar(0.02);
    }

    private void bars(SequenceTrials trials) {
        double standard = trials.accuracy(STANDARD);
        if (tiny) {
            double gain = trials.accuracy(MOMENTUM) - standard;
            figures.add(Figure.of("A.gamma_1.accuracy_over_gamma_0", gain, Better.HIGHER)
                    .against(STANDARD, standard)
                    .bar(0.3));
            return;
        }
        figures.add(Figure.of("A.gamma_1.worst_accuracy", trials.worstAccuracy(MOMENTUM), Better.HIGHER)
                .against(STANDARD, standard)
                .bar(0.995));
        double farthest =
                Math.max(trials.largestAccuracy(STANDARD), 2.0 / task.pairs() - trials.worstAccuracy(STANDARD));
        figures.add(offChance("A.gamma_0.off_chance", farthest));
        figures.add(Figure.of("A.gamma_0.least_loss", trials.leastLoss(STANDARD), Better.HIGHER)
                .against("log of the pairs", Math.log(task.pairs()))
                .in("nat")
                .bar(2.06));
        figures.add(Figure.of("A.two_layers_gamma_0.worst_accuracy", trials.worstAccuracy(TWO_LAYERS), Better.HIGHER)
                .against("one layer", standard)
                .bar(0.99));
        figures.add(Figure.of("A.values_only.largest_accuracy", trials.largestAccuracy(VALUES), Better.LOWER)
                .against(MOMENTUM, trials.accuracy(MOMENTUM))
                .bar(0.2));
        double slowest = trials.of(MOMENTUM).stream()
                .mapToDouble(trial -> trial.stepsTo(0.99))
                .max()
                .orElseThrow();
        figures.add(Figure.of("A.gamma_1.slowest_steps_to_0.99", slowest, Better.LOWER)
                .bar(200));
        for (SequenceArm arm : arms()) {
            figures.add(Figure.of("A." + arm.name() + ".accuracy", trials.accuracy(arm.name()), Better.HIGHER)
                    .against(STANDARD, standard));
        }
    }

    /** What the trained models do. */
    private void inside(SequenceTrials trials) {
        SequenceTrial momentum = trials.first(MOMENTUM);
        SequenceBatch test = task.draw(RandomStream.seeded(momentum.seed()).child(-3), size.tests());
        figures.add(Figure.of(
                        "A.gamma_1.ablated_accuracy",
                        test.score(momentum.decoder().ablated()).accuracy(),
                        Better.LOWER)
                .against("not ablated", momentum.score().accuracy()));
        double score = InductionScore.of(momentum.decoder(), test.tensor()).best();
        double without = InductionScore.of(trials.first(STANDARD).decoder(), test.tensor())
                .best();
        figures.add(Figure.of("A.gamma_1.induction_score", score, Better.HIGHER).against(STANDARD, without));
        double deviation = SpectralForensics.of(momentum.decoder(), test.tensor())
                .queryGainError(0, momentum.decoder().queryGammas(0));
        figures.add(Figure.of("A.gamma_1.gain_error", deviation, Better.LOWER));
        if (!tiny) {
            double[] gammas = trials.first(LEARNED).decoder().queryGammas(0);
            for (int head = 0; head < gammas.length; head++) {
                figures.add(Figure.of("A.learned_gamma.head_" + (head + 1), gammas[head], Better.NEITHER));
            }
        }
    }

    /** The models of the first seed, for later analysis. */
    private void keep(SequenceTrials trials) throws IOException {
        if (run.folder().isPresent()) {
            Path folder = Files.createDirectories(run.folder().get().resolve("models"));
            for (SequenceArm arm : arms()) {
                trials.first(arm.name()).decoder().save(folder.resolve(arm.name() + ".safetensors"));
            }
        }
    }
}
