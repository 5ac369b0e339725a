package org.ansatz.physics.reference.periodic;

import org.ansatz.physics.problem.NumericalFailure;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Burgers' equation {@code u_t + (u^2/2)_x = nu u_xx} on a periodic interval, pseudo-spectral with the products cut at two
 * thirds of the frequencies, stepped like {@link VorticityFlow}: Crank and Nicolson's rule for the diffusion, Heun's for
 * the rest, second order in the step. Not for use by two threads at a time.
 */
public final class BurgersFlow {
    private final int n;
    private final double viscosity;
    private final double step;
    private final double unit;
    private final DoubleFFT_1D fft;

    /**
     * @param n points, even
     * @param length of the interval
     * @param step largest time step
     * @throws IllegalArgumentException if a number is out of range
     */
    public BurgersFlow(int n, double length, double viscosity, double step) {
        if (n < 4 || n % 2 != 0 || !(viscosity > 0 && step > 0)) {
            throw new IllegalArgumentException(
                    "needs an even number of points from 4, positive viscosity and step; got " + n + ", " + viscosity
                            + ", " + step);
        }
        this.n = n;
        this.viscosity = viscosity;
        this.step = step;
        unit = 2 * Math.PI / length;
        fft = new DoubleFFT_1D(n);
    }

    /**
     * The velocity after a time.
     *
     * @throws NumericalFailure if the values overflow, with the time reached
     */
    public double[] evolve(double[] initial, double time) {
        int steps = (int) Math.max(1, Math.ceil(time / step - 1e-9));
        double dt = time / steps;
        double[] u = complex(initial);
        fft.complexForward(u);
        double[] first = new double[2 * n];
        double[] second = new double[2 * n];
        double[] trial = new double[2 * n];
        for (int s = 0; s < steps; s++) {
            convect(u, first);
            advance(u, first, first, dt, trial);
            convect(trial, second);
            advance(u, first, second, dt, u);
            if (!(Math.abs(u[2]) < Double.MAX_VALUE)) {
                throw new NumericalFailure("Burgers' equation overflowed at t = " + (s + 1) * dt + ", step " + (s + 1)
                        + "; a smaller time step than " + dt + " is needed");
            }
        }
        fft.complexInverse(u, true);
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            result[i] = u[2 * i];
        }
        return result;
    }

    private static double[] complex(double[] real) {
        double[] pairs = new double[2 * real.length];
        for (int i = 0; i < real.length; i++) {
            pairs[2 * i] = real[i];
        }
        return pairs;
    }

    private int waves(int index) {
        return index <= n / 2 ? index : index - n;
    }

    private void advance(double[] u, double[] n1, double[] n2, double dt, double[] out) {
        for (int p = 0; p < n; p++) {
            double k = unit * waves(p);
            double a = 0.5 * dt * viscosity * k * k;
            for (int c = 2 * p; c < 2 * p + 2; c++) {
                out[c] = ((1 - a) * u[c] + 0.5 * dt * (n1[c] + n2[c])) / (1 + a);
            }
        }
    }

    /** {@code -i k mask FFT(u^2 / 2)}. */
    private void convect(double[] u, double[] out) {
        System.arraycopy(u, 0, out, 0, 2 * n);
        fft.complexInverse(out, true);
        for (int i = 0; i < n; i++) {
            out[2 * i] = 0.5 * out[2 * i] * out[2 * i];
            out[2 * i + 1] = 0;
        }
        fft.complexForward(out);
        for (int p = 0; p < n; p++) {
            double k = 3 * Math.abs(waves(p)) <= n ? unit * waves(p) : 0;
            double re = out[2 * p];
            out[2 * p] = k * out[2 * p + 1];
            out[2 * p + 1] = -k * re;
        }
    }
}
