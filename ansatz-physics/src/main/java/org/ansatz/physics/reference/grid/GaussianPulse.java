package org.ansatz.physics.reference.grid;

/**
 * The pulse {@code exp(-(x - centre - speed t)^2 / (2 sigma^2))} that {@code u_t + speed u_x = 0} carries along a line.
 */
public record GaussianPulse(double centre, double sigma, double speed) {
    /** Waves shorter than {@code 2 pi sigma / 9} hold less than round-off of the pulse. */
    private static final double SHORTEST = 9;

    private static final int WAVES = 1024;

    /** The exact value. */
    public double at(double x, double t) {
        double s = (x - centre - speed * t) / sigma;
        return Math.exp(-0.5 * s * s);
    }

    /**
     * The value after Crank-Nicolson steps that are exact in space: every wave k keeps its amplitude and turns by
     * {@code 2 arctan(speed k dt / 2)} per step instead of {@code speed k dt}. What differs from the exact pulse is the error
     * of the scheme in time, which no representation in space removes.
     */
    public double crankNicolson(double x, double dt, int steps) {
        double width = SHORTEST / sigma / WAVES;
        double sum = 0.5;
        for (int i = 1; i < WAVES; i++) {
            double k = i * width;
            double turned = 2 * steps * Math.atan(0.5 * speed * k * dt);
            sum += Math.exp(-0.5 * k * k * sigma * sigma) * Math.cos(k * (x - centre) - turned);
        }
        return sum * width * sigma * Math.sqrt(2 / Math.PI);
    }
}
