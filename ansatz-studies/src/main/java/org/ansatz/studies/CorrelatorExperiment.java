package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeMomentum;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.dynamics.lattice.PowerSpectrum;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.dynamics.statistics.LogLogCurve;
import org.ansatz.dynamics.walls.InitialNetwork;
import org.ansatz.dynamics.walls.TensorSpectrum;
import org.ansatz.dynamics.walls.WallEvolution;
import org.ansatz.dynamics.walls.WallModel;
import org.ansatz.dynamics.walls.WallSimulation;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.Parallel;

/**
 * E3: the equal-time correlator in kination beside that in radiation, with walls of constant comoving width, for which {@code U = tau
 * F(k tau)} as long as their width is small: beyond k of about 1 it shows, at k tau above 25 even at the last time.
 */
record CorrelatorExperiment(long[] seeds, Run run, Parallel parallel) {
    private static final double START = 4;
    private static final double[] TIMES = {12, 18, 24};
    private static final double UNIT = 10;
    private static final double INSIDE = 25;
    private static final double OUTSIDE = 4;

    /** F of a cosmology at every time, a mean over seeds. */
    private record Scaling(String name, List<LogLogCurve> curves) {
        LogLogCurve last() {
            return curves.get(curves.size() - 1);
        }

        /** By how much F at k tau = 10 changes from the second time to the last. */
        double drift() {
            return factor(last().at(UNIT) / curves.get(1).at(UNIT));
        }
    }

    List<Figure> figures() throws IOException {
        Scaling radiation = scaling("radiation", PowerLawBackground.radiation(START), 0);
        Scaling kination = scaling("kination", PowerLawBackground.kination(START), 1);
        LogLogCurve r = radiation.last();
        LogLogCurve k = kination.last();
        double unit = k.at(UNIT) / r.at(UNIT);
        double[] inside = ratios(r, k, UNIT, INSIDE);
        // The largest waves of the box are outside of the horizon at the earlier times only.
        double[] outside = IntStream.range(0, TIMES.length)
                .mapToObj(
                        t -> ratios(radiation.curves().get(t), kination.curves().get(t), 0, OUTSIDE))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        List<Curve> curves = new ArrayList<>();
        for (Scaling scaling : List.of(radiation, kination)) {
            for (int t = 0; t < TIMES.length; t++) {
                LogLogCurve curve = scaling.curves().get(t);
                double[] y = curve.y().clone();
                for (int i = 0; i < y.length; i++) {
                    y[i] /= curve.at(UNIT);
                }
                curves.add(WallPictures.logarithmic(
                        scaling.name() + ", tau = " + (int) TIMES[t], new LogLogCurve(curve.x(), y)));
            }
        }
        new WallPictures(run.folder()).correlators(curves);
        return List.of(
                Figure.of("E3.shape_ratio", largest(inside), Better.LOWER).bar(2),
                Figure.of("E3.amplitude_ratio", unit, Better.NEITHER),
                Figure.of("E3.infrared_ratio", Trials.mean(outside), Better.NEITHER),
                Figure.of("E3.radiation.drift_at_10", radiation.drift(), Better.NEITHER),
                Figure.of("E3.kination.drift_at_10", kination.drift(), Better.NEITHER));
    }

    /** Kination over radiation at the shells in an interval of k tau, both over their values at k tau = 10. */
    private static double[] ratios(LogLogCurve radiation, LogLogCurve kination, double from, double to) {
        double unit = kination.at(UNIT) / radiation.at(UNIT);
        return IntStream.range(0, radiation.x().length)
                .filter(i -> radiation.x()[i] > from && radiation.x()[i] < to)
                .mapToDouble(i -> kination.y()[i] / radiation.y()[i] / unit)
                .toArray();
    }

    private static double largest(double[] ratios) {
        double worst = 0;
        for (double ratio : ratios) {
            worst = Math.max(worst, factor(ratio));
        }
        return worst;
    }

    private static double factor(double ratio) {
        return Math.max(ratio, 1 / ratio);
    }

    private Scaling scaling(String name, PowerLawBackground background, int part) {
        Lattice3D lattice = new Lattice3D(96, 48);
        WallSimulation simulation = new WallSimulation(
                lattice,
                WallModel.constantWidth(background),
                new InitialNetwork.Flat(1, 0.1),
                TIMES[TIMES.length - 1],
                10,
                0.25,
                false);
        simulation.warnings(0).forEach(run::say);
        TensorSpectrum tensor = new TensorSpectrum(new WaveShells(lattice), LatticeMomentum.NEUTRAL, parallel);
        double[][] sums = new double[TIMES.length][lattice.n() / 2 - 1];
        for (int s = 0; s < seeds.length; s++) {
            WallEvolution network = simulation.begin(seeds[s], parallel);
            for (int t = 0; t < TIMES.length; t++) {
                network.advance((int) Math.round((TIMES[t] - network.time()) / network.step()));
                PowerSpectrum spectrum = tensor.ofStress(network.network().field());
                for (int shell = 1; shell <= sums[t].length; shell++) {
                    sums[t][shell - 1] += spectrum.power(shell) / (seeds.length * TIMES[t]);
                }
                double done = (part * seeds.length + s + (t + 1.0) / TIMES.length) / (2 * seeds.length);
                run.progress(done, "E3 " + name, network.steps(), Map.of("tau", network.time()));
                if (run.stopRequested()) {
                    throw new CancellationException("E3 was stopped");
                }
            }
        }
        List<LogLogCurve> curves = new ArrayList<>();
        for (int t = 0; t < TIMES.length; t++) {
            double time = TIMES[t];
            double[] x = IntStream.rangeClosed(1, sums[t].length)
                    .mapToDouble(shell -> time * tensor.shells().waveNumber(shell))
                    .toArray();
            curves.add(new LogLogCurve(x, sums[t]));
        }
        return new Scaling(name, curves);
    }
}
