package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.sequence.RepeatedSequence;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures;
import org.ansatz.studies.SequenceTrial.Size;

/** C of {@link MomentumAttentionStudy}: the second copy of sequences that are repeated at random distances. */
final class RepetitionExperiment {
    private static final RepeatedSequence TASK = new RepeatedSequence(32, 8, 24);
    private static final String MOMENTUM = "gamma_1";
    private static final String STANDARD = "gamma_0";
    private static final String TWO_LAYERS = "two_layers_gamma_0";
    private static final int TESTS = 1000;

    private final Size size;
    private final long[] seeds;
    private final int threads;
    private final Run run;

    RepetitionExperiment(int steps, long[] seeds, int threads, Run run) {
        Size standard = Size.STANDARD;
        size = new Size(standard.width(), steps, standard.rate(), standard.warmUp(), TESTS, standard.every());
        this.seeds = seeds;
        this.threads = threads;
        this.run = run;
    }

    List<Figure> figures() throws IOException {
        List<SequenceArm> arms = List.of(
                SequenceArm.momentum(MOMENTUM, 1, 1),
                // A sheared query also knows the symbol before it, which the second copy's predecessor answers to.
                SequenceArm.of("keys_only", 1, SequenceArm.heads().queryGamma(0)),
                SequenceArm.standard(STANDARD, 1),
                SequenceArm.standard(TWO_LAYERS, 2));
        List<Figure> figures = new ArrayList<>();
        try (SequenceTrials trials = SequenceTrials.of("C", arms, TASK, size, seeds, threads, run)) {
            double standard = trials.accuracy(STANDARD);
            figures.add(Figure.of("C.gamma_1.worst_accuracy", trials.worstAccuracy(MOMENTUM), Better.HIGHER)
                    .against(STANDARD, standard)
                    .bar(0.98));
            figures.add(Figure.of("C.gamma_0.largest_accuracy", trials.largestAccuracy(STANDARD), Better.LOWER)
                    .against(MOMENTUM, trials.accuracy(MOMENTUM))
                    .bar(0.5));
            for (SequenceArm arm : arms) {
                figures.add(Figure.of("C." + arm.name() + ".accuracy", trials.accuracy(arm.name()), Better.HIGHER)
                        .against(STANDARD, standard));
            }
            new Pictures(run.folder())
                    .lines(
                            "repetition-accuracy.png",
                            "Repeated sequences: accuracy on the second copy, mean over the seeds",
                            "step",
                            "accuracy",
                            false,
                            trials.curves());
        }
        return figures;
    }
}
