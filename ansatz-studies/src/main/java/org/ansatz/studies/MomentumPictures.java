package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.dynamics.statistics.LogParabola;
import org.ansatz.learn.sequence.AssociativeRecall;
import org.ansatz.learn.sequence.DecoderTrace;
import org.ansatz.learn.sequence.SequenceBatch;
import org.ansatz.learn.sequence.SequenceLayout;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Pictures of {@link MomentumAttentionStudy}. */
final class MomentumPictures {
    private static final int POINTS = 200;
    private static final int CELL = 8;
    // From half of the best gamma to twice that, where its neighbours are.
    private static final double FITTED_DECADES = 2 * Math.log10(2);

    private final Pictures pictures;

    MomentumPictures(Optional<Path> folder) {
        pictures = new Pictures(folder);
    }

    /** Accuracies of all arms, and what the models of the first seed do. */
    void recall(AssociativeRecall task, SequenceTrials trials) throws IOException {
        List<Curve> curves = trials.curves();
        int models = Math.min(curves.size(), RecallExperiment.MODELS);
        List<Chart> charts = new ArrayList<>();
        charts.add(new Chart("models", "step", "accuracy", false, curves.subList(0, models)));
        if (curves.size() > models) {
            charts.add(new Chart("controls", "step", "accuracy", false, curves.subList(models, curves.size())));
        }
        pictures.charts(
                "recall-accuracy.png",
                "Associative recall: accuracy, mean over the seeds; chance is 1/" + task.pairs(),
                2,
                charts);
        SequenceBatch test =
                task.draw(RandomStream.seeded(trials.all().get(0).seed()).child(-3), 200);
        attention(task, trials, test);
        FilterPictures filter = new FilterPictures(pictures);
        filter.gains(trials, test.tensor());
        filter.bode();
        filter.rotary();
    }

    /** Attention in a sequence whose questions come in the order of the pairs: successors lie on a line. */
    private void attention(AssociativeRecall task, SequenceTrials trials, SequenceBatch test) throws IOException {
        long[] tokens = test.tokens()[0].clone();
        for (int i = 0; i < task.pairs(); i++) {
            tokens[task.firstQuestion() + i] = tokens[2 * i];
        }
        List<FieldMap> maps = new ArrayList<>();
        for (String arm : List.of(RecallExperiment.MOMENTUM, RecallExperiment.STANDARD, RecallExperiment.TWO_LAYERS)) {
            if (!trials.of(arm).isEmpty()) {
                maps.addAll(maps(trials.first(arm), tokens));
            }
        }
        double[] places = {-0.5, task.length() - 0.5};
        pictures.fields(
                "attention.png",
                "Attention from place t to place j; question i stands at t = " + task.firstQuestion()
                        + " + i, its answer at j = 2i + 1",
                "place j",
                places,
                "place t",
                places,
                2,
                maps);
    }

    private static List<FieldMap> maps(SequenceTrial trial, long[] tokens) {
        Scope scope = Scope.open();
        try {
            Tensor row = Tensor.of(tokens, 1, tokens.length);
            DecoderTrace trace = Autograd.noGrad(() -> trial.decoder().trace(row, SequenceLayout.whole()));
            List<FieldMap> maps = new ArrayList<>();
            for (int layer = 0; layer < trace.layers().size(); layer++) {
                Tensor weights = trace.layers().get(layer).weights();
                for (int head = 0; head < weights.size(1); head++) {
                    double[] flat =
                            weights.select(0, 0).select(0, head).contiguous().toDoubles();
                    String title = trial.arm().name() + ", layer " + (layer + 1) + ", head " + (head + 1);
                    maps.add(new FieldMap(title, cells(flat, tokens.length), "|attention|"));
                }
            }
            return maps;
        } finally {
            scope.close();
        }
    }

    /** Every weight as a square of equal values, [key][query]: maps are drawn with interpolation. */
    private static double[][] cells(double[] weights, int length) {
        double[][] values = new double[CELL * length][CELL * length];
        for (int x = 0; x < values.length; x++) {
            for (int y = 0; y < values.length; y++) {
                values[x][y] = weights[y / CELL * length + x / CELL];
            }
        }
        return values;
    }

    /** Accuracies against gamma with the parabolas around their largest values. */
    void sweep(int[] depths, double[] gammas, double[][] accuracies, List<LogParabola> fits) throws IOException {
        double[] logs = Arrays.stream(gammas).map(Math::log10).toArray();
        List<Curve> points = new ArrayList<>();
        List<Curve> parabolas = new ArrayList<>();
        for (int d = 0; d < depths.length; d++) {
            LogParabola fit = fits.get(d);
            points.add(new Curve(depths[d] + (depths[d] == 1 ? " layer" : " layers"), logs, accuracies[d]));
            double[] x = new double[POINTS];
            double[] y = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                x[i] = Math.log10(fit.peak()) + FITTED_DECADES * (i - POINTS / 2.0) / POINTS;
                y[i] = fit.interior() ? fit.at(Math.pow(10, x[i])) : Double.NaN;
            }
            parabolas.add(new Curve(String.format(Locale.ROOT, "maximum at %.2f", fit.peak()), x, y));
        }
        pictures.fits(
                "gamma-depth.png",
                "Accuracy after few steps, and parabolas around the best gamma",
                "log10 gamma",
                "accuracy",
                false,
                points,
                parabolas);
    }
}
