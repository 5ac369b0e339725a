package org.ansatz.dynamics.lattice;

/**
 * The modes of a {@link Lattice3D} in shells {@code round(|waves|) = s}, waves per side. Shells above {@code n/2} lie in the
 * corners of the cube of wave numbers.
 *
 * <p>Means over shells weigh every mode of the half spectrum by the modes that it stands for, and divide by the number that
 * is there, not by the {@code 4 pi s^2} of a sphere.
 */
public final class WaveShells {
    private final Lattice3D lattice;
    private final double[] modes;
    private final double[] meanWaves;
    private final double[] frequency;

    public WaveShells(Lattice3D lattice) {
        this.lattice = lattice;
        int n = lattice.n();
        int shells = (int) Math.round(Math.sqrt(0.75) * n) + 1;
        modes = new double[shells];
        meanWaves = new double[shells];
        frequency = new double[shells];
        for (int kx = 0; kx < n; kx++) {
            for (int ky = 0; ky < n; ky++) {
                for (int kz = 0; kz < n; kz++) {
                    double waves = waves(kx, ky, kz);
                    int shell = (int) Math.round(waves);
                    modes[shell]++;
                    meanWaves[shell] += waves;
                    frequency[shell] +=
                            Math.sqrt(lattice.laplacian(kx) + lattice.laplacian(ky) + lattice.laplacian(kz));
                }
            }
        }
        for (int s = 0; s < shells; s++) {
            meanWaves[s] /= modes[s];
            frequency[s] /= modes[s];
        }
    }

    public Lattice3D lattice() {
        return lattice;
    }

    /** Shells, counting the mean value as shell zero. */
    public int count() {
        return modes.length;
    }

    /** The shell of a place in the spectrum. */
    public int of(int kx, int ky, int kz) {
        return (int) Math.round(waves(kx, ky, kz));
    }

    /** Modes of the whole spectrum in a shell. */
    public double modes(int shell) {
        return modes[shell];
    }

    /** The mean wave number of a shell. */
    public double waveNumber(int shell) {
        return lattice.waveUnit() * meanWaves[shell];
    }

    /** The mean frequency of a shell's massless waves under the six-neighbour Laplacian. */
    public double frequency(int shell) {
        return frequency[shell];
    }

    private double waves(int kx, int ky, int kz) {
        double x = lattice.waves(kx);
        double y = lattice.waves(ky);
        double z = lattice.waves(kz);
        return Math.sqrt(x * x + y * y + z * z);
    }
}
