package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ansatz.learn.noether.ChargeTrack;
import org.ansatz.learn.noether.ChargeTrack.Column;
import org.ansatz.learn.noether.NoetherLaw;
import org.ansatz.learn.noether.NoetherMonitor;
import org.ansatz.learn.optim.ParameterLayout.Block;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;

/** Pictures of squared norms in training. */
record NormPictures(Run run) {
    /** Norms, their laws, and phase portraits of whole matrices; effective rates of the run with strong decay. */
    void law(NoetherMonitor momentum, NoetherMonitor decayed, List<Block> matrices) throws IOException {
        List<Chart> norms = new ArrayList<>();
        List<Chart> phases = new ArrayList<>();
        List<Chart> rates = new ArrayList<>();
        for (Block matrix : matrices) {
            ChargeTrack weak = track(momentum, matrix);
            ChargeTrack strong = track(decayed, matrix);
            norms.add(chart(matrix.name() + ", k = 5e-4", weak));
            norms.add(chart(matrix.name() + ", k = 5e-3", strong));
            phases.add(phase(matrix.name() + ", k = 5e-4", weak, 0.1));
            phases.add(phase(matrix.name() + ", k = 5e-3", strong, 0.1));
            rates.add(effective(matrix.name() + ", k = 5e-3", strong, new NoetherLaw(0.1, 0.9, 5e-3)));
        }
        Pictures pictures = new Pictures(run.folder());
        pictures.charts("norms.png", "Squared norm y of weight matrices", 2, norms);
        pictures.charts("phase.png", "Phase portraits of y", 2, phases);
        pictures.charts("effective-rates.png", "Effective learning rate against RMSProp's", 2, rates);
    }

    /** The same of one neuron without momentum. */
    void neuron(ChargeTrack track, NoetherLaw law) throws IOException {
        new Pictures(run.folder())
                .charts(
                        "neuron.png",
                        "A normalised neuron without momentum",
                        2,
                        List.of(chart("squared norm y", track), effective("effective learning rate", track, law)));
    }

    private static ChargeTrack track(NoetherMonitor monitor, Block matrix) {
        return monitor.tracks().stream()
                .filter(track -> track.generator().name().equals("scale of " + matrix.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Chart chart(String title, ChargeTrack track) {
        double[] steps = track.column(Column.STEP);
        return new Chart(
                title,
                "step",
                "y",
                false,
                List.of(
                        new Curve("equation (*)", steps, track.column(Column.PREDICTED)),
                        new Curve("m = 0", steps, track.column(Column.MASSLESS))),
                Optional.of(new Curve("measured", steps, track.column(Column.CHARGE))));
    }

    private static Chart phase(String title, ChargeTrack track, double rate) {
        return new Chart(
                title,
                "y",
                "y'",
                false,
                List.of(portrait("equation (*)", track.column(Column.PREDICTED), rate)),
                Optional.of(portrait("measured", track.column(Column.CHARGE), rate)));
    }

    /** Slopes over windows of ten steps, since those of single steps are mostly noise. */
    private static Curve portrait(String name, double[] y, double rate) {
        int window = 10;
        double[] at = IntStream.range(0, y.length - window)
                .mapToDouble(n -> 0.5 * (y[n] + y[n + window]))
                .toArray();
        double[] slope = IntStream.range(0, y.length - window)
                .mapToDouble(n -> (y[n + window] - y[n]) / (window * rate))
                .toArray();
        return new Curve(name, at, slope);
    }

    private static Chart effective(String title, ChargeTrack track, NoetherLaw law) {
        double[] steps = track.column(Column.STEP);
        return new Chart(
                title,
                "step",
                "eta / (mu y)",
                true,
                List.of(
                        new Curve("RMSProp, white noise", steps, rates(track, Column.RMSPROP_WHITE, law)),
                        new Curve("RMSProp, smooth", steps, rates(track, Column.RMSPROP_SMOOTH, law))),
                Optional.of(new Curve("measured", steps, rates(track, Column.CHARGE, law))));
    }

    private static double[] rates(ChargeTrack track, Column column, NoetherLaw law) {
        return Arrays.stream(track.column(column)).map(law::effectiveRate).toArray();
    }
}
