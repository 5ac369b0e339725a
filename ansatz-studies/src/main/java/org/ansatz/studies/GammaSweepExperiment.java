package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ansatz.dynamics.statistics.LogParabola;
import org.ansatz.learn.sequence.AssociativeRecall;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.SequenceTrial.Size;

/** B of {@link MomentumAttentionStudy}: the gamma with which few steps lead farthest, against the number of layers. */
final class GammaSweepExperiment {
    static final double[] GAMMAS = {0.1, 0.25, 0.5, 1, 2, 4, 8};
    private static final int[] DEPTHS = {1, 2, 3};
    private static final int TESTS = 500;
    // The published law gamma* = 4.17 N^-0.74, of another task.
    private static final double PAPER_PREFACTOR = 4.17;
    private static final double PAPER_EXPONENT = -0.74;

    private final AssociativeRecall task = new AssociativeRecall(16, 8);
    private final Size size;
    private final long[] seeds;
    private final int threads;
    private final Run run;

    GammaSweepExperiment(int steps, long[] seeds, int threads, Run run) {
        Size standard = Size.STANDARD;
        size = new Size(standard.width(), steps, standard.rate(), standard.warmUp(), TESTS, 0);
        this.seeds = seeds;
        this.threads = threads;
        this.run = run;
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        double[][] accuracies = new double[DEPTHS.length][];
        List<LogParabola> fits = new ArrayList<>();
        double[] peaks = new double[DEPTHS.length];
        double highest = 0;
        for (int d = 0; d < DEPTHS.length; d++) {
            accuracies[d] = accuracies(DEPTHS[d]);
            LogParabola fit = LogParabola.of(GAMMAS, accuracies[d]);
            if (!fit.interior()) {
                run.say("B: with " + DEPTHS[d] + " layers the best gamma is at the edge, " + fit.peak());
            }
            fits.add(fit);
            peaks[d] = fit.peak();
            for (double accuracy : accuracies[d]) {
                highest = Math.max(highest, accuracy);
            }
            figures.add(Figure.of("B.best_gamma.layers_" + DEPTHS[d], fit.peak(), Better.NEITHER)
                    .paper(PAPER_PREFACTOR * Math.pow(DEPTHS[d], PAPER_EXPONENT)));
        }
        double ratio = peaks[DEPTHS.length - 1] / peaks[0];
        figures.add(Figure.of("B.best_gamma.three_layers_to_one", ratio, Better.LOWER)
                .paper(Math.pow(3, PAPER_EXPONENT))
                .bar(Math.nextDown(1.0)));
        double slope = StiffnessExperiment.logSlope(new double[] {1, 2, 3}, peaks);
        figures.add(Figure.of("B.best_gamma.exponent_of_layers", slope, Better.LOWER)
                .paper(PAPER_EXPONENT)
                .bar(-0.1));
        figures.add(Figure.of("B.highest_accuracy", highest, Better.NEITHER));
        new MomentumPictures(run.folder()).sweep(DEPTHS, GAMMAS, accuracies, fits);
        return figures;
    }

    private double[] accuracies(int layers) throws IOException {
        List<SequenceArm> arms = new ArrayList<>();
        for (double gamma : GAMMAS) {
            arms.add(SequenceArm.momentum(
                    String.format(Locale.ROOT, "%d layers, gamma %s", layers, gamma), layers, gamma));
        }
        try (SequenceTrials trials = SequenceTrials.of("B", arms, task, size, seeds, threads, run)) {
            return arms.stream().mapToDouble(arm -> trials.accuracy(arm.name())).toArray();
        }
    }
}
