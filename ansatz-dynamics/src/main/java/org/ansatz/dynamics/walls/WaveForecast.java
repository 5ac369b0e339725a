package org.ansatz.dynamics.walls;

import org.ansatz.dynamics.lattice.PowerLawBackground;

/**
 * The spectrum of gravitational waves as a double integral over times of an unequal-time correlator (the closure relation):
 * {@code d rho / d ln k = k^3 / (2 pi^2) 1 / (4 a_f^2) sum_ab w_a w_b <g_a g_b> U(k, tau_a, tau_b)} with trapezoid weights w and the
 * response g of {@code u'(tau_f)} to the stress, averaged over the modes of a shell, each with its own frequency on the lattice.
 * Exact for the linear equation up to the sampling of times and, since U is averaged over the shell too, its width.
 */
public final class WaveForecast {
    // Steps of the response's Runge-Kutta integration resolve an oscillation by so many radians.
    private static final double PHASE = 0.05;

    private final PowerLawBackground background;
    private final ModeSubset modes;
    private final double[] times;
    private final double[] weights;
    private final double[][] responses;

    /**
     * A forecast for the last of the times.
     *
     * @param times increasing, at least two
     */
    public WaveForecast(PowerLawBackground background, ModeSubset modes, double[] times) {
        this.background = background;
        this.modes = modes;
        this.times = times.clone();
        weights = new double[times.length];
        for (int a = 1; a < times.length; a++) {
            weights[a - 1] += 0.5 * (times[a] - times[a - 1]);
            weights[a] += 0.5 * (times[a] - times[a - 1]);
        }
        responses = new double[modes.size()][];
        for (int m = 0; m < responses.length; m++) {
            responses[m] = response(background, modes.frequency(m), this.times);
        }
    }

    /** Conformal times. */
    public double[] times() {
        return times.clone();
    }

    public double waveNumber(int shell) {
        return modes.shells().waveNumber(shell);
    }

    /**
     * The response {@code <g(tau_a) g(tau_b)>}, where {@code u'(tau_f) = int g S dtau'}. In radiation {@code g = 2 a (cos theta / a_f -
     * a'_f / a_f^2 sin(theta) / k)}, {@code theta = k (tau_f - tau')}; integrated by the classical Runge-Kutta method for any
     * background.
     */
    public double[][] instantaneous(int shell) {
        double[][] kernel = new double[times.length][times.length];
        int first = modes.begin(shell) / ModeSubset.NUMBERS;
        int next = modes.begin(shell + 1) / ModeSubset.NUMBERS;
        for (int m = first; m < next; m++) {
            for (int a = 0; a < times.length; a++) {
                for (int b = 0; b < times.length; b++) {
                    kernel[a][b] += responses[m][a] * responses[m][b] / (next - first);
                }
            }
        }
        return kernel;
    }

    /**
     * The response deep inside the horizon, averaged over a period of the waves: {@code 2 a_a a_b / a_f^2 <cos k (tau_a - tau_b)>}.
     */
    public double[][] averaged(int shell) {
        double end = background.scale(times[times.length - 1]);
        double[][] kernel = new double[times.length][times.length];
        int first = modes.begin(shell) / ModeSubset.NUMBERS;
        int next = modes.begin(shell + 1) / ModeSubset.NUMBERS;
        for (int a = 0; a < times.length; a++) {
            for (int b = 0; b < times.length; b++) {
                double sum = 0;
                for (int m = first; m < next; m++) {
                    sum += Math.cos(modes.frequency(m) * (times[a] - times[b]));
                }
                kernel[a][b] = 2
                        * background.scale(times[a])
                        * background.scale(times[b])
                        / (end * end)
                        * sum
                        / (next - first);
            }
        }
        return kernel;
    }

    /**
     * Solves the adjoint of {@code u' = q / a^2}, {@code q' = -a^2 k^2 u + 2 a^2 S} backwards.
     */
    static double[] response(PowerLawBackground background, double k, double[] times) {
        double[] g = new double[times.length];
        double end = background.scale(times[times.length - 1]);
        double[] r = {0, 1};
        for (int a = times.length - 1; a >= 0; a--) {
            double scale = background.scale(times[a]);
            g[a] = 2 * scale * scale * r[1] / (end * end);
            if (a > 0) {
                double interval = times[a] - times[a - 1];
                int steps = 1 + (int) Math.ceil(k * interval / PHASE);
                for (int step = 0; step < steps; step++) {
                    back(background, k, times[a] - step * interval / steps, interval / steps, r);
                }
            }
        }
        return g;
    }

    /** One Runge-Kutta step of {@code r_u' = a^2 k^2 r_q}, {@code r_q' = -r_u / a^2} from tau to tau - h. */
    private static void back(PowerLawBackground background, double k, double tau, double h, double[] r) {
        double[] middle = slope(background, k, tau - 0.5 * h);
        double[] first = slope(background, k, tau);
        double[] last = slope(background, k, tau - h);
        double u1 = -first[0] * r[1];
        double q1 = first[1] * r[0];
        double u2 = -middle[0] * (r[1] + 0.5 * h * q1);
        double q2 = middle[1] * (r[0] + 0.5 * h * u1);
        double u3 = -middle[0] * (r[1] + 0.5 * h * q2);
        double q3 = middle[1] * (r[0] + 0.5 * h * u2);
        double u4 = -last[0] * (r[1] + h * q3);
        double q4 = last[1] * (r[0] + h * u3);
        r[0] += h / 6 * (u1 + 2 * u2 + 2 * u3 + u4);
        r[1] += h / 6 * (q1 + 2 * q2 + 2 * q3 + q4);
    }

    private static double[] slope(PowerLawBackground background, double k, double tau) {
        double square = background.scale(tau) * background.scale(tau);
        return new double[] {square * k * k, 1 / square};
    }

    /**
     * The forecast from correlations of all pairs of times.
     *
     * @param response of {@link #instantaneous} or {@link #averaged}
     * @param correlation U(k, tau_a, tau_b)
     */
    public double density(int shell, double[][] response, double[][] correlation) {
        double sum = 0;
        for (int a = 0; a < times.length; a++) {
            double inner = 0;
            for (int b = 0; b < times.length; b++) {
                inner += weights[b] * response[a][b] * correlation[a][b];
            }
            sum += weights[a] * inner;
        }
        return prefactor(shell) * sum;
    }

    /**
     * The forecast from a source without memory, {@code U = c(tau) delta(tau_a - tau_b)}.
     *
     * @param strength c by time
     */
    public double incoherentDensity(int shell, double[][] response, double[] strength) {
        double sum = 0;
        for (int a = 0; a < times.length; a++) {
            sum += weights[a] * response[a][a] * strength[a];
        }
        return prefactor(shell) * sum;
    }

    private double prefactor(int shell) {
        double k = waveNumber(shell);
        double end = background.scale(times[times.length - 1]);
        return k * k * k / (8 * Math.PI * Math.PI * end * end);
    }

    /**
     * The forecast mode by mode, each with its own frequency on the lattice: exact but for the sampling of times.
     *
     * @param correlator of the same modes, sampled at this forecast's times
     * @return by shell
     */
    public double[] modeByMode(UnequalTimeCorrelator correlator) {
        double[] rate = new double[ModeSubset.NUMBERS * modes.size()];
        for (int m = 0; m < modes.size(); m++) {
            for (int a = 0; a < times.length; a++) {
                double[] sample = correlator.samples().get(a);
                for (int i = ModeSubset.NUMBERS * m; i < ModeSubset.NUMBERS * (m + 1); i++) {
                    rate[i] += weights[a] * responses[m][a] * sample[i];
                }
            }
        }
        double[] density = new double[modes.shellCount()];
        for (int s = 1; s < density.length; s++) {
            density[s] = prefactor(s) * modes.product(rate, rate, s);
        }
        return density;
    }

    /**
     * The spectrum that the waves themselves have, over the same modes as a correlator.
     *
     * @return by shell
     */
    public static double[] direct(ModeSubset modes, TensorModes waves, double scale) {
        double[] sample = modes.of(waves.q());
        double[] density = new double[modes.shellCount()];
        for (int s = 1; s < density.length; s++) {
            double k = modes.shells().waveNumber(s);
            density[s] = k * k * k / (8 * Math.PI * Math.PI) * modes.product(sample, sample, s) / Math.pow(scale, 6);
        }
        return density;
    }
}
