package org.ansatz.dynamics.walls;

import java.util.function.DoubleUnaryOperator;

/**
 * What an unequal-time correlator is taken to be when only equal times are known: {@code U = sqrt(U_aa U_bb) c} with a
 * function c of {@code k (tau_a - tau_b)}.
 */
public sealed interface CoherenceModel {
    /** The forecast of a shell from its equal-time correlator. */
    double density(WaveForecast forecast, int shell, double[][] response, double[] equalTime);

    /** A word for legends. */
    String label();

    /** Models whose correlation is a function. */
    private static double density(
            WaveForecast forecast,
            int shell,
            double[][] response,
            double[] equalTime,
            DoubleUnaryOperator correlation) {
        double[] times = forecast.times();
        double k = forecast.waveNumber(shell);
        double[][] matrix = new double[times.length][times.length];
        for (int a = 0; a < times.length; a++) {
            for (int b = 0; b < times.length; b++) {
                matrix[a][b] = Math.sqrt(equalTime[a] * equalTime[b])
                        * correlation.applyAsDouble(k * Math.abs(times[a] - times[b]));
            }
        }
        return forecast.density(shell, response, matrix);
    }

    /** {@code c = 1}: every mode of the source keeps its phase for ever. */
    record Coherent() implements CoherenceModel {
        @Override
        public double density(WaveForecast forecast, int shell, double[][] response, double[] equalTime) {
            return CoherenceModel.density(forecast, shell, response, equalTime, lag -> 1);
        }

        @Override
        public String label() {
            return "coherent";
        }
    }

    /**
     * {@code c = exp(-(decay lag)^2 / 2)}.
     *
     * @param decay the field's name for it is xi
     */
    record Gaussian(double decay) implements CoherenceModel {
        @Override
        public double density(WaveForecast forecast, int shell, double[][] response, double[] equalTime) {
            return CoherenceModel.density(
                    forecast, shell, response, equalTime, lag -> Math.exp(-0.5 * decay * decay * lag * lag));
        }

        @Override
        public String label() {
            return "Gaussian";
        }
    }

    /**
     * {@code c = 1} below a lag, 0 above.
     *
     * @param lag x_c
     */
    record TopHat(double lag) implements CoherenceModel {
        @Override
        public double density(WaveForecast forecast, int shell, double[][] response, double[] equalTime) {
            return CoherenceModel.density(forecast, shell, response, equalTime, x -> x < lag ? 1 : 0);
        }

        @Override
        public String label() {
            return "top hat";
        }
    }

    /**
     * {@code c = (time / k) delta(tau_a - tau_b)}.
     *
     * @param time x_0, in radians
     */
    record Incoherent(double time) implements CoherenceModel {
        @Override
        public double density(WaveForecast forecast, int shell, double[][] response, double[] equalTime) {
            double[] strength = equalTime.clone();
            for (int a = 0; a < strength.length; a++) {
                strength[a] *= time / forecast.waveNumber(shell);
            }
            return forecast.incoherentDensity(shell, response, strength);
        }

        @Override
        public String label() {
            return "incoherent";
        }
    }
}
