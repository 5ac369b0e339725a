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
import org.ansatz.learn.sequence.KinematicShear;
import org.ansatz.learn.sequence.RotaryPositions;
import org.ansatz.learn.sequence.SequenceBatch;
import org.ansatz.learn.sequence.SequenceLayout;
import org.ansatz.learn.sequence.SpectralForensics;
import org.ansatz.learn.sequence.TransferFunction;
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
    private static final double[] BODE_GAMMAS = {0.1, 0.25, 0.5, 1, 2, 4};
    private static final int ROTARY_WIDTH = 64;
    private static final int CELL = 8;

    private final Pictures pictures;

    MomentumPictures(Optional<Path> folder) {
        pictures = new Pictures(folder);
    }

    /** Accuracies of all arms, and what the models of the first seed do. */
    void recall(AssociativeRecall task, SequenceTrials trials) throws IOException {
        pictures.lines(
                "recall-accuracy.png",
                "Associative recall: accuracy, mean over the seeds; chance is 1/" + task.pairs(),
                "step",
                "accuracy",
                false,
                trials.curves());
        SequenceBatch test =
                task.draw(RandomStream.seeded(trials.all().get(0).seed()).child(-3), 200);
        attention(task, trials, test);
        gains(trials, test.tensor());
        bode();
        rotary();
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

    /** Measured gains beside those of the filter, and spectra of attention patterns. */
    private void gains(SequenceTrials trials, Tensor tokens) throws IOException {
        List<Curve> measured = new ArrayList<>();
        List<Curve> theory = new ArrayList<>();
        List<Curve> patterns = new ArrayList<>();
        for (String arm : List.of(RecallExperiment.MOMENTUM, RecallExperiment.LEARNED, RecallExperiment.STANDARD)) {
            if (trials.of(arm).isEmpty()) {
                continue;
            }
            SequenceTrial trial = trials.first(arm);
            SpectralForensics spectra = SpectralForensics.of(trial.decoder(), tokens);
            double[] gammas = trial.decoder().queryGammas(0);
            for (int head = 0; head < spectra.queryGain()[0].length; head++) {
                String name = arm + ", head " + (head + 1);
                double gamma = gammas[head % gammas.length];
                if (gamma != 0) {
                    TransferFunction.Bode bode =
                            TransferFunction.firstDifference(gamma).bode(POINTS);
                    measured.add(new Curve(name, spectra.frequencies(), spectra.queryGain()[0][head]));
                    theory.add(new Curve(
                            String.format(Locale.ROOT, "filter, gamma %.2f", gamma), bode.frequencies(), bode.gain()));
                }
                patterns.add(new Curve(name, spectra.frequencies(), spectra.patternPower()[0][head]));
            }
        }
        pictures.fits(
                "gain-measured.png",
                "Root of the power of sheared queries by that of queries, trained models, and gain of the filter",
                "frequency, radians per place",
                "gain",
                false,
                measured,
                theory);
        pictures.lines(
                "pattern-spectra.png",
                "Spectra of attention patterns along the keys, first layer",
                "frequency, radians per place",
                "power",
                false,
                patterns);
    }

    /** The largest relative deviation of the measured gain of queries from that of the filter. */
    static double gainError(SequenceTrial trial, Tensor tokens) {
        SpectralForensics spectra = SpectralForensics.of(trial.decoder(), tokens);
        double[] gammas = trial.decoder().queryGammas(0);
        double largest = 0;
        for (int head = 0; head < spectra.queryGain()[0].length; head++) {
            TransferFunction filter = TransferFunction.firstDifference(gammas[head % gammas.length]);
            for (int f = 0; f < spectra.frequencies().length; f++) {
                double theory = filter.gain(spectra.frequencies()[f]);
                largest = Math.max(largest, Math.abs(spectra.queryGain()[0][head][f] / theory - 1));
            }
        }
        return largest;
    }

    private void bode() throws IOException {
        List<Curve> gain = new ArrayList<>();
        List<Curve> phase = new ArrayList<>();
        for (double gamma : BODE_GAMMAS) {
            TransferFunction.Bode bode = TransferFunction.firstDifference(gamma).bode(POINTS);
            gain.add(new Curve("gamma " + gamma, bode.frequencies(), bode.gain()));
            phase.add(new Curve("gamma " + gamma, bode.frequencies(), bode.phase()));
        }
        String frequency = "frequency, radians per place";
        pictures.charts(
                "bode.png",
                "1 + gamma (1 - exp(-i w))",
                2,
                List.of(
                        new Chart("gain", frequency, "gain", true, gain),
                        new Chart("phase", frequency, "radians", false, phase)));
    }

    /** Momentum of contents that do not change, by pair of channels. */
    private void rotary() throws IOException {
        RotaryPositions positions = new RotaryPositions(ROTARY_WIDTH, RotaryPositions.PUBLISHED_BASE);
        int pairs = ROTARY_WIDTH / 2;
        double[] speed = new double[pairs];
        double[] theory = new double[pairs];
        double[] measured = new double[pairs];
        Scope scope = Scope.open();
        try {
            Tensor constant = Tensor.ones(1, 1, 4, ROTARY_WIDTH);
            double[] p = KinematicShear.momentum(positions.rotate(constant, 0), 2)
                    .select(2, 3)
                    .toDoubles();
            for (int i = 0; i < pairs; i++) {
                speed[i] = Math.log10(positions.frequency(i));
                theory[i] = positions.momentumGain(i);
                measured[i] = Math.hypot(p[2 * i], p[2 * i + 1]) / Math.sqrt(2);
            }
        } finally {
            scope.close();
        }
        pictures.fits(
                "rotary-gain.png",
                "Momentum of constant contents after the rotation, by pair of channels",
                "log10 theta",
                "gain",
                true,
                List.of(new Curve("difference of rotated vectors", speed, measured)),
                List.of(new Curve("2 |sin(theta / 2)|", speed, theory)));
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
                x[i] = Math.log10(fit.peak()) + (i - POINTS / 2.0) / POINTS;
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
