package org.ansatz.dynamics.walls;

import java.util.function.DoubleFunction;

/**
 * Coherence models beside the spectrum that the waves have. The one parameter of a model is the one of least rms of
 * {@code log10(model / spectrum)} over shells.
 */
public final class CoherenceFit {
    private static final int SCAN = 24;
    private static final int REFINEMENTS = 3;
    // Parameters are lags or decays in radians, of order one where the answer is interesting.
    private static final double LOW = 0.02;
    private static final double HIGH = 20;

    private final WaveForecast forecast;
    private final int first;
    private final int last;
    private final double[] direct;
    private final double[][][] responses;
    private final double[][] equalTimes;

    /**
     * A model with its parameter.
     *
     * @param misfit rms of {@code log10(model / spectrum)}; infinite if the model is not positive everywhere
     */
    public record Found(CoherenceModel model, double parameter, double misfit) {}

    /**
     * Takes what is compared.
     *
     * @param averaged whether the response is averaged over a period, which suits a spectrum that is compared with models
     * @param first shell
     * @param last shell, inclusive
     * @param direct the spectrum, by shell
     */
    public CoherenceFit(
            WaveForecast forecast,
            UnequalTimeCorrelator correlator,
            boolean averaged,
            int first,
            int last,
            double[] direct) {
        this.forecast = forecast;
        this.first = first;
        this.last = last;
        this.direct = direct.clone();
        responses = new double[last + 1][][];
        equalTimes = new double[last + 1][];
        for (int s = first; s <= last; s++) {
            responses[s] = averaged ? forecast.averaged(s) : forecast.instantaneous(s);
            equalTimes[s] = new double[correlator.times().length];
            for (int a = 0; a < equalTimes[s].length; a++) {
                equalTimes[s][a] = correlator.at(s, a, a);
            }
        }
    }

    /** The spectrum of a model from the first to the last shell. */
    public double[] spectrum(CoherenceModel model) {
        double[] density = new double[last - first + 1];
        for (int s = first; s <= last; s++) {
            density[s - first] = model.density(forecast, s, responses[s], equalTimes[s]);
        }
        return density;
    }

    /** The rms of {@code log10(model / spectrum)}. */
    public Found of(CoherenceModel model, double parameter) {
        double[] density = spectrum(model);
        double sum = 0;
        for (int s = first; s <= last; s++) {
            double difference = Math.log10(density[s - first] / direct[s]);
            sum += difference * difference;
        }
        double misfit = Math.sqrt(sum / density.length);
        return new Found(model, parameter, Double.isNaN(misfit) ? Double.POSITIVE_INFINITY : misfit);
    }

    /** The model without a parameter. */
    public Found coherent() {
        return of(new CoherenceModel.Coherent(), Double.NaN);
    }

    /** The best decay. */
    public Found gaussian() {
        return best(CoherenceModel.Gaussian::new);
    }

    /** The best lag. */
    public Found topHat() {
        return best(CoherenceModel.TopHat::new);
    }

    /** The best time. */
    public Found incoherent() {
        return best(CoherenceModel.Incoherent::new);
    }

    /** A logarithmic scan, refined around its best. */
    private Found best(DoubleFunction<CoherenceModel> family) {
        double from = Math.log(LOW);
        double to = Math.log(HIGH);
        Found best = new Found(family.apply(LOW), LOW, Double.POSITIVE_INFINITY);
        for (int round = 0; round < REFINEMENTS; round++) {
            double step = (to - from) / SCAN;
            for (int i = 0; i <= SCAN; i++) {
                double parameter = Math.exp(from + i * step);
                Found found = of(family.apply(parameter), parameter);
                if (found.misfit() < best.misfit()) {
                    best = found;
                }
            }
            from = Math.log(best.parameter()) - step;
            to = Math.log(best.parameter()) + step;
        }
        return best;
    }
}
