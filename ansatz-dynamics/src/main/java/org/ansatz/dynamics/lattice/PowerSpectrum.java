package org.ansatz.dynamics.lattice;

/**
 * The mean of {@code |F(k)|^2} over the shells of a lattice, where {@code F(k) = sum_x f(x) exp(-i k x)} may have several
 * components.
 *
 * @param shells the modes
 * @param mean by shell; the mean value's shell zero is left out of all sums
 */
public record PowerSpectrum(WaveShells shells, double[] mean) {
    /** {@code P(k) = L^3 / N^6 <|F|^2>}, a volume. */
    public double power(int shell) {
        Lattice3D lattice = shells.lattice();
        double sites = lattice.sites();
        return lattice.volume() / (sites * sites) * mean[shell];
    }

    /** {@code k^3 P(k) / (2 pi^2)} at the mean wave number of the shell (CosmoLattice's type 2). */
    public double perLogarithm(int shell) {
        double k = shells.waveNumber(shell);
        return k * k * k / (2 * Math.PI * Math.PI) * power(shell);
    }

    /**
     * The same with the number of modes that are there instead of {@code 4 pi k^2} (CosmoLattice's type 1); times {@code 2 pi /
     * (L k)} these add up to the mean square.
     */
    public double perLogarithmCounted(int shell) {
        double sites = shells.lattice().sites();
        return shells.waveNumber(shell)
                / shells.lattice().waveUnit()
                * shells.modes(shell)
                * mean[shell]
                / (sites * sites);
    }

    /** The mean square of the field's components together, without the mean value's share. */
    public double meanSquare() {
        double sum = 0;
        for (int s = 1; s < mean.length; s++) {
            sum += perLogarithmCounted(s) * shells.lattice().waveUnit() / shells.waveNumber(s);
        }
        return sum;
    }
}
