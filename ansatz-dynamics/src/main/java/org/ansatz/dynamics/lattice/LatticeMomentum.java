package org.ansatz.dynamics.lattice;

/** What a first difference of a lattice makes of a plane wave, divided by i. */
public enum LatticeMomentum {
    /** {@code sin(2 pi n / N) / dx}: central differences over two spacings; real, zero at the Nyquist frequency. */
    NEUTRAL,
    /** {@code (1 - exp(-i 2 pi n / N)) / (i dx)}. */
    BACKWARD,
    /** {@code (exp(i 2 pi n / N) - 1) / (i dx)}. */
    FORWARD;

    /** The real part. */
    public double real(Lattice3D lattice, int place) {
        // Exactly zero where the wave has no slope, so that a direction is never made of rounding errors.
        return place == 0 || 2 * place == lattice.n()
                ? 0
                : Math.sin(2 * Math.PI * place / lattice.n()) / lattice.spacing();
    }

    /** The imaginary part. */
    public double imaginary(Lattice3D lattice, int place) {
        double lag = (1 - Math.cos(2 * Math.PI * place / lattice.n())) / lattice.spacing();
        return switch (this) {
            case NEUTRAL -> 0;
            case BACKWARD -> -lag;
            case FORWARD -> lag;
        };
    }
}
