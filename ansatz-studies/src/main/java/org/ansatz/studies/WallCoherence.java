package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    private static final double SHOWN_LAG = 8;

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

    /**
     * The correlation of the stress at a sample with the stress before, over {@code k dtau}, in the shell whose {@code k tau} is
     * nearest to 31.
     */
    private Curve correlation(int sample) {
        UnequalTimeCorrelator correlator = network.correlator();
        double[] times = correlator.times();
        int shell = IntStream.range(1, closure.length)
                .boxed()
                .min(Comparator.comparingDouble(s -> Math.abs(times[sample] * forecast.waveNumber(s) - SHOWN_K_TAU)))
                .orElseThrow();
        double[] lag = new double[sample + 1];
        double[] value = new double[sample + 1];
        for (int b = 0; b <= sample; b++) {
            lag[b] = forecast.waveNumber(shell) * (times[sample] - times[sample - b]);
            value[b] = correlator.at(shell, sample, sample - b)
                    / Math.sqrt(correlator.at(shell, sample, sample) * correlator.at(shell, sample - b, sample - b));
        }
        int shown = (int) Arrays.stream(lag).filter(x -> x < SHOWN_LAG).count();
        return new Curve(
                String.format(Locale.ROOT, "measured at tau = %.2f", times[sample]),
                Arrays.copyOf(lag, shown),
                Arrays.copyOf(value, shown));
    }

    /** The sample after four fifths of the run, when walls still move as they did when they formed. */
    private int early() {
        return 4 * (network.correlator().times().length - 1) / 5;
    }

    private int last() {
        return network.correlator().times().length - 1;
    }

    /** The lag at which a correlation first vanishes. */
    private static double zero(Curve curve) {
        for (int b = 1; b < curve.y().length; b++) {
            if (curve.y()[b] < 0) {
                double share = curve.y()[b - 1] / (curve.y()[b - 1] - curve.y()[b]);
                return curve.x()[b - 1] + share * (curve.x()[b] - curve.x()[b - 1]);
            }
        }
        return Double.NaN;
    }

    private static double lowest(Curve curve) {
        return Arrays.stream(curve.y()).min().orElseThrow();
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
        figures.add(
                Figure.of("E1.correlation_zero", mean(networks, n -> zero(n.correlation(n.early()))), Better.NEITHER));
        figures.add(
                Figure.of("E1.correlation_lowest", mean(networks, n -> lowest(n.correlation(n.early()))), Better.LOWER)
                        .bar(0));
        figures.add(Figure.of(
                "E1.correlation_lowest_at_end", mean(networks, n -> lowest(n.correlation(n.last()))), Better.NEITHER));
        return figures;
    }

    void draw(WallPictures pictures) throws IOException {
        Curve measured = correlation(last());
        double decay = found.get(1).parameter();
        pictures.correlation(
                measured,
                correlation(early()),
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
