package org.ansatz.dynamics.field;

/** {@code V = 1 - cos phi}; a kink has the rest energy 8. */
public record SineGordonPotential() implements ScalarPotential {
    @Override
    public double value(double phi) {
        return 1 - Math.cos(phi);
    }

    @Override
    public double slope(double phi) {
        return Math.sin(phi);
    }

    @Override
    public double curvature(double phi) {
        return Math.cos(phi);
    }
}
