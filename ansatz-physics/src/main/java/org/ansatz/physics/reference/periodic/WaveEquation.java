package org.ansatz.physics.reference.periodic;

/**
 * Waves {@code u_tt = c^2 Lap u} on a periodic square, exact for fields that the grid resolves: every Fourier coefficient
 * swings by itself, {@code u_k(t) = u_k(0) cos(c |k| t) + v_k(0) sin(c |k| t) / (c |k|)}.
 */
public final class WaveEquation {
    private final PlaneSpectrum grid;
    private final double speed;

    /** @throws IllegalArgumentException if the speed is not positive or {@code n} is odd */
    public WaveEquation(int n, double length, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed of waves must be positive, got " + speed);
        }
        grid = new PlaneSpectrum(n, length);
        this.speed = speed;
    }

    /**
     * The displacement after a time.
     *
     * @param displacement and {@code velocity}: at time zero, row-major
     */
    public double[] evolve(double[] displacement, double[] velocity, double time) {
        double[] u = grid.forward(displacement);
        double[] v = grid.forward(velocity);
        int n = grid.n();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double frequency = speed * Math.sqrt(grid.square(i, j));
                double c = Math.cos(frequency * time);
                double s = frequency == 0 ? time : Math.sin(frequency * time) / frequency;
                int p = 2 * (i * n + j);
                u[p] = c * u[p] + s * v[p];
                u[p + 1] = c * u[p + 1] + s * v[p + 1];
            }
        }
        return grid.inverse(u);
    }
}
