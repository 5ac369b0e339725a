package org.ansatz.dynamics.walls;

import java.util.List;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.LatticeMomentum;
import org.ansatz.dynamics.lattice.LatticeTransform;
import org.ansatz.dynamics.lattice.LatticeTransform.Planes;
import org.ansatz.dynamics.lattice.PowerSpectrum;
import org.ansatz.dynamics.lattice.ShellSum;
import org.ansatz.dynamics.lattice.WaveShells;
import org.ansatz.tensor.Parallel;

/** Spectra of the transverse traceless parts of tensor fields. In memory at a time: the half spectra of six components. */
public final class TensorSpectrum {
    private final WaveShells shells;
    private final LatticeMomentum momentum;
    private final LatticeTransform transform;

    /**
     * @param momentum by which a mode's direction is judged
     */
    public TensorSpectrum(WaveShells shells, LatticeMomentum momentum, Parallel parallel) {
        this.shells = shells;
        this.momentum = momentum;
        transform = new LatticeTransform(shells.lattice(), parallel);
    }

    public WaveShells shells() {
        return shells;
    }

    /** The spectrum of {@code |h_ij^TT|^2}. */
    public PowerSpectrum of(double[][] components) {
        return of(TensorSource.of(shells.lattice(), components));
    }

    /** The spectrum of the transverse traceless stress {@code d_i f d_j f} of a field. */
    public PowerSpectrum ofStress(double[] field) {
        return of(TensorSource.stress(shells.lattice(), field));
    }

    /**
     * Energy density of gravitational waves per logarithm of the wave number, {@code k^3 / (2 pi^2) P_u'(k) / (4 a^2)}, by shell, in
     * units of {@code lambda eta^6 / M_p^2}.
     *
     * @param momenta spectrum of q
     * @param scale a at the time of the waves
     */
    public static double[] waveEnergy(PowerSpectrum momenta, double scale) {
        double[] energy = new double[momenta.mean().length];
        for (int s = 1; s < energy.length; s++) {
            energy[s] = momenta.perLogarithm(s) * perSquare(scale);
        }
        return energy;
    }

    /**
     * Energy density of all gravitational waves on the lattice, {@code <u'_ij u'_ij> / (4 a^2)}.
     *
     * @param momenta spectrum of q
     * @param scale a at the time of the waves
     */
    public static double totalWaveEnergy(PowerSpectrum momenta, double scale) {
        return momenta.meanSquare() * perSquare(scale);
    }

    /** Energy density per squared momentum {@code q = a^2 u'}. */
    private static double perSquare(double scale) {
        return 1 / (4 * Math.pow(scale, 6));
    }

    private PowerSpectrum of(List<Planes> components) {
        Lattice3D lattice = shells.lattice();
        ShellSum sum = new ShellSum(shells);
        // One projector per frequency kz, which is visited by one thread.
        TransverseTraceless[] projectors = new TransverseTraceless[lattice.n() / 2 + 1];
        transform.forward(components, (ky, kz, columns) -> {
            if (projectors[kz] == null) {
                projectors[kz] = new TransverseTraceless(lattice, momentum);
            }
            for (int kx = 0; kx < lattice.n(); kx++) {
                sum.add(kx, ky, kz, projectors[kz].power(kx, ky, kz, columns));
            }
        });
        return sum.spectrum();
    }
}
