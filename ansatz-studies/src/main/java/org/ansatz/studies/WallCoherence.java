package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ansatz.dynamics.walls.CoherenceFit;
import org.ansatz.dynamics.walls.NetworkWaves;
import org.ansatz.dynamics.walls.UnequalTimeCorrelator;
import org.ansatz.dynamics.walls.WaveForecast;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures.Curve;

/** The waves of one network of E1 beside the closure relation and the models of coherence. */
final class WallCoherence {
    private static final int FIRST = 3;
    private static final int LAST = 20;
    private static final double INSIDE = 8;
    private static final double RESOLVED = 60;
    private static final double SHOWN_K_TAU = 31;

    private final NetworkWaves network;
    private final double end;
    private final WaveForecast forecast;
    private final double[] closure;
    private final double[] modeByMode;
    private final CoherenceFit exact;
    private final CoherenceFit averaged;
    private final List<CoherenceFit.Found> found;
    private final CoherenceFit.Found averagedCoherent;
    private final CoherenceFit.Found averagedGaussian;

    WallCoherence(NetworkWaves network) {
        this.network = network;
        UnequalTimeCorrelator correlator = network.correlator();
        forecast = network.forecast();
        end = network.history().last().time();
        closure = new double[network.direct().length];
        for (int s = 1; s < closure.length; s++) {
            closure[s] = forecast.density(s, forecast.instantaneous(s), correlator.matrix(s));
        }
        modeByMode = forecast.modeByMode(correlator);
        exact = new CoherenceFit(forecast, correlator, false, FIRST, LAST, network.direct());
        averaged = new CoherenceFit(forecast, correlator, true, FIRST, LAST, network.direct());
        found = List.of(exact.coherent(), exact.gaussian(), exact.topHat(), exact.incoherent());
        averagedCoherent = averaged.coherent();
        averagedGaussian = averaged.gaussian();
    }

    /** {@code |closure / direct - 1|} of shells with {@code k tau} in an interval. */
    private double[] errors(double[] density, double from, double to) {
        return IntStream.range(1, density.length)
                .filter(s -> end * forecast.waveNumber(s) > from && end * forecast.waveNumber(s) < to)
                .mapToDouble(s -> Math.abs(density[s] / network.direct()[s] - 1))
                .toArray();
    }

    private int shownShell() {
        return IntStream.range(1, closure.length)
                .boxed()
                .min((a, b) -> Double.compare(
                        Math.abs(end * forecast.waveNumber(a) - SHOWN_K_TAU),
                        Math.abs(end * forecast.waveNumber(b) - SHOWN_K_TAU)))
                .orElseThrow();
    }

    /** The correlation of the stress at the end with the stress before, over {@code k dtau}. */
    private Curve correlation() {
        int shell = shownShell();
        UnequalTimeCorrelator correlator = network.correlator();
        double[] times = correlator.times();
        int last = times.length - 1;
        double[] lag = new double[times.length];
        double[] value = new double[times.length];
        for (int b = 0; b <= last; b++) {
            lag[b] = forecast.waveNumber(shell) * (times[last] - times[last - b]);
            value[b] = correlator.at(shell, last, last - b)
                    / Math.sqrt(correlator.at(shell, last, last) * correlator.at(shell, last - b, last - b));
        }
        int shown = (int) Arrays.stream(lag).filter(x -> x < 8).count();
        return new Curve("measured", Arrays.copyOf(lag, shown), Arrays.copyOf(value, shown));
    }

    /** The lag at which the correlation first vanishes. */
    private double zero() {
        Curve curve = correlation();
        for (int b = 1; b < curve.y().length; b++) {
            if (curve.y()[b] < 0) {
                double share = curve.y()[b - 1] / (curve.y()[b - 1] - curve.y()[b]);
                return curve.x()[b - 1] + share * (curve.x()[b] - curve.x()[b - 1]);
            }
        }
        return Double.NaN;
    }

    private double lowest() {
        return Arrays.stream(correlation().y()).min().orElseThrow();
    }

    static List<Figure> figures(List<WallCoherence> networks) {
        double[] inside = pool(networks, n -> n.errors(n.closure, INSIDE, RESOLVED));
        double[] outside = pool(networks, n -> n.errors(n.closure, 0, INSIDE));
        double[] modes = pool(networks, n -> n.errors(n.modeByMode, 0, RESOLVED));
        double decay = mean(networks, n -> n.found.get(1).parameter());
        double coherent = mean(networks, n -> n.found.get(0).misfit());
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("E1.closure_median_error", median(inside), Better.LOWER)
                        .bar(0.04),
                Figure.of("E1.closure_largest_error", max(inside), Better.LOWER).bar(0.1),
                Figure.of("E1.closure_largest_error_low_k", max(outside), Better.LOWER)
                        .bar(0.25),
                Figure.of("E1.closure_mode_by_mode_error", max(modes), Better.LOWER)
                        .against("by shells", max(pool(networks, n -> n.errors(n.closure, 0, RESOLVED)))),
                Figure.of("E1.coherent.misfit", coherent, Better.HIGHER).bar(0.6),
                Figure.of(
                                "E1.gaussian.misfit",
                                mean(networks, n -> n.found.get(1).misfit()),
                                Better.LOWER)
                        .against("coherent", coherent)
                        .bar(0.25),
                Figure.of("E1.gaussian.decay", decay, Better.NEITHER),
                Figure.of("E1.gaussian.decay_off_middle", Math.abs(decay - 0.75), Better.LOWER)
                        .bar(0.25)));
        for (int m = 2; m < 4; m++) {
            int model = m;
            String prefix = "E1." + networks.get(0).found.get(m).model().label().replace(' ', '_');
            figures.add(Figure.of(
                            prefix + ".misfit",
                            mean(networks, n -> n.found.get(model).misfit()),
                            Better.NEITHER)
                    .against("coherent", coherent));
            figures.add(Figure.of(
                    prefix + ".parameter",
                    mean(networks, n -> n.found.get(model).parameter()),
                    Better.NEITHER));
        }
        figures.add(Figure.of(
                        "E1.averaged.coherent.misfit", mean(networks, n -> n.averagedCoherent.misfit()), Better.HIGHER)
                .bar(0.6));
        figures.add(
                Figure.of("E1.averaged.gaussian.misfit", mean(networks, n -> n.averagedGaussian.misfit()), Better.LOWER)
                        .against("coherent", mean(networks, n -> n.averagedCoherent.misfit()))
                        .bar(0.25));
        figures.add(Figure.of(
                "E1.averaged.gaussian.decay", mean(networks, n -> n.averagedGaussian.parameter()), Better.NEITHER));
        figures.add(Figure.of("E1.correlation_zero", mean(networks, WallCoherence::zero), Better.NEITHER));
        figures.add(Figure.of("E1.correlation_lowest", mean(networks, WallCoherence::lowest), Better.LOWER)
                .bar(0));
        return figures;
    }

    void draw(WallPictures pictures) throws IOException {
        Curve measured = correlation();
        double decay = found.get(1).parameter();
        pictures.correlation(
                measured,
                new Curve(
                        "Gaussian fitted to the waves",
                        measured.x(),
                        Arrays.stream(measured.x())
                                .map(x -> Math.exp(-0.5 * decay * decay * x * x))
                                .toArray()));
        List<Curve> curves = new ArrayList<>();
        double[] x = IntStream.rangeClosed(FIRST, LAST)
                .mapToDouble(s -> end * forecast.waveNumber(s))
                .toArray();
        curves.add(new Curve("direct", x, Arrays.copyOfRange(network.direct(), FIRST, LAST + 1)));
        curves.add(new Curve("closure with the full correlator", x, Arrays.copyOfRange(closure, FIRST, LAST + 1)));
        for (CoherenceFit.Found fit : found) {
            curves.add(new Curve(fit.model().label(), x, exact.spectrum(fit.model())));
        }
        curves.add(new Curve("coherent, averaged response", x, averaged.spectrum(averagedCoherent.model())));
        pictures.models(curves);
    }

    private static double[] pool(List<WallCoherence> networks, Function<WallCoherence, double[]> values) {
        return networks.stream()
                .flatMapToDouble(n -> Arrays.stream(values.apply(n)))
                .toArray();
    }

    private static double mean(List<WallCoherence> networks, ToDoubleFunction<WallCoherence> quantity) {
        return Trials.mean(networks.stream().mapToDouble(quantity).toArray());
    }

    private static double median(double[] values) {
        return Trials.median(Arrays.stream(values).boxed().toList(), Double::doubleValue);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
