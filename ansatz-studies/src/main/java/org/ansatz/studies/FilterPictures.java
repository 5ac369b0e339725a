package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ansatz.learn.sequence.KinematicShear;
import org.ansatz.learn.sequence.RotaryPositions;
import org.ansatz.learn.sequence.SpectralForensics;
import org.ansatz.learn.sequence.TransferFunction;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Pictures of the filter that the shear of {@link MomentumAttentionStudy} is, in theory and in trained models. */
record FilterPictures(Pictures pictures) {
    private static final int POINTS = 200;
    private static final double[] BODE_GAMMAS = {0.1, 0.25, 0.5, 1, 2, 4};
    private static final int ROTARY_WIDTH = 64;

    /** Measured gains beside those of the filter, and spectra of attention patterns. */
    void gains(SequenceTrials trials, Tensor tokens) throws IOException {
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

    /** Of the filter in theory. */
    void bode() throws IOException {
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
    void rotary() throws IOException {
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
}
