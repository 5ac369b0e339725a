package org.ansatz.dynamics.lattice;

/** Sums a power over the shells of a half spectrum while a {@link LatticeTransform} shows it; the order of adding is fixed. */
public final class ShellSum {
    private final WaveShells shells;
    private final double[][] sums;

    public ShellSum(WaveShells shells) {
        this.shells = shells;
        sums = new double[shells.lattice().n() / 2 + 1][shells.count()];
    }

    /** Adds the power of one entry. Entries of one {@code kz} from one thread. */
    public void add(int kx, int ky, int kz, double power) {
        sums[kz][shells.of(kx, ky, kz)] += shells.lattice().weight(kz) * power;
    }

    /** Means over the modes of the shells. */
    public PowerSpectrum spectrum() {
        double[] mean = new double[shells.count()];
        for (int s = 0; s < mean.length; s++) {
            for (double[] plane : sums) {
                mean[s] += plane[s];
            }
            mean[s] /= shells.modes(s);
        }
        return new PowerSpectrum(shells, mean);
    }
}
