package org.ansatz.physics.reference.periodic;

import org.ansatz.physics.problem.NumericalFailure;

/**
 * Two-dimensional incompressible flow on the torus {@code [0, 2 pi)^2} in terms of its vorticity:
 *
 * <pre>{@code
 * w_t + u . grad w = Lap w / Re + f,   -Lap psi = w,   u = (psi_y, -psi_x)
 * }</pre>
 *
 * <p>Pseudo-spectral with products cut at two thirds of the frequencies. A step takes diffusion by Crank and Nicolson's rule
 * and the rest by Heun's, so it is second order in the step: with {@code a = dt k^2 / (2 Re)} and
 * {@code N(w) = f - mask FFT(u . grad w)},
 *
 * <pre>{@code
 * w* = ((1 - a) w + dt N(w)) / (1 + a)
 * w  <- ((1 - a) w + dt (N(w) + N(w*)) / 2) / (1 + a)
 * }</pre>
 *
 * <p>Six transforms of {@code n^2} complex numbers a step. Explicit in the convection: {@code dt max|u| n / 2} should stay
 * below about 1. Not for use by two threads at a time.
 */
public final class VorticityFlow {
    private final PlaneSpectrum grid;
    private final double reynolds;
    private final double step;
    private final double[] square;
    private final boolean[] kept;
    private final double[] velocity;
    private final double[] slope;

    /**
     * @param n points per side, even
     * @param step largest time step; the actual one divides the time
     * @throws IllegalArgumentException if a number is out of range
     */
    public VorticityFlow(int n, double reynolds, double step) {
        if (!(reynolds > 0 && step > 0)) {
            throw new IllegalArgumentException(
                    "Reynolds number and time step must be positive, got " + reynolds + " and " + step);
        }
        grid = new PlaneSpectrum(n, 2 * Math.PI);
        this.reynolds = reynolds;
        this.step = step;
        square = new double[n * n];
        kept = new boolean[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                square[i * n + j] = grid.square(i, j);
                kept[i * n + j] = 3 * Math.abs(grid.waves(i)) <= n && 3 * Math.abs(grid.waves(j)) <= n;
            }
        }
        velocity = new double[2 * n * n];
        slope = new double[2 * n * n];
    }

    /**
     * The vorticity after a time.
     *
     * @param initial vorticity, row-major with {@code x} first; its mean stays as it is
     * @param forcing constant in time; its mean is left out, since the vorticity of a flow on a torus has none
     * @throws NumericalFailure if the values overflow, with the time reached
     */
    public double[] evolve(double[] initial, double[] forcing, double time) {
        int steps = (int) Math.max(1, Math.ceil(time / step - 1e-9));
        double dt = time / steps;
        double[] w = grid.forward(initial);
        double[] f = grid.forward(forcing);
        f[0] = 0;
        f[1] = 0;
        double[] first = new double[w.length];
        double[] second = new double[w.length];
        double[] trial = new double[w.length];
        for (int s = 0; s < steps; s++) {
            drive(w, f, first);
            advance(w, first, first, dt, trial);
            drive(trial, f, second);
            advance(w, first, second, dt, w);
            if (!(Math.abs(w[2]) < Double.MAX_VALUE)) {
                throw new NumericalFailure("the vorticity overflowed at t = " + (s + 1) * dt + ", step " + (s + 1)
                        + "; a smaller time step than " + dt + " is needed");
            }
        }
        return grid.inverse(w);
    }

    private void advance(double[] w, double[] n1, double[] n2, double dt, double[] out) {
        for (int p = 0; p < square.length; p++) {
            double a = 0.5 * dt * square[p] / reynolds;
            for (int c = 2 * p; c < 2 * p + 2; c++) {
                out[c] = ((1 - a) * w[c] + 0.5 * dt * (n1[c] + n2[c])) / (1 + a);
            }
        }
    }

    /** {@code f - mask FFT(u . grad w)}. */
    private void drive(double[] w, double[] f, double[] out) {
        int n = grid.n();
        for (int i = 0; i < n; i++) {
            double kx = grid.derivative(i);
            for (int j = 0; j < n; j++) {
                int p = i * n + j;
                double ky = grid.derivative(j);
                double inverse = p == 0 ? 0 : 1 / square[p];
                double re = w[2 * p];
                double im = w[2 * p + 1];
                // Two real fields in one transform: A + i B with A = i ky psi, B = -i kx psi.
                velocity[2 * p] = (-ky * im + kx * re) * inverse;
                velocity[2 * p + 1] = (ky * re + kx * im) * inverse;
                slope[2 * p] = -kx * im - ky * re;
                slope[2 * p + 1] = kx * re - ky * im;
            }
        }
        grid.inverseInPlace(velocity);
        grid.inverseInPlace(slope);
        for (int p = 0; p < square.length; p++) {
            out[2 * p] = velocity[2 * p] * slope[2 * p] + velocity[2 * p + 1] * slope[2 * p + 1];
            out[2 * p + 1] = 0;
        }
        grid.forwardInPlace(out);
        for (int p = 0; p < square.length; p++) {
            out[2 * p] = f[2 * p] - (kept[p] ? out[2 * p] : 0);
            out[2 * p + 1] = f[2 * p + 1] - (kept[p] ? out[2 * p + 1] : 0);
        }
    }
}
